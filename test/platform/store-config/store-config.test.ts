import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/resolve/index';
import { postgresArguments, postgresConfig } from '../../../lib/platform/store-config/postgres-config';
import { qdrantConfig } from '../../../lib/platform/store-config/qdrant-config';
import { redisConfig, redisStartScript } from '../../../lib/platform/store-config/redis-config';
import { setupFacts } from '../../../lib/platform/store-config/setup-facts';

const platformOf = (config: Partial<PlatformConfig> = {}) =>
  resolvePlatform({ environment: 'x', version: '1', domain: 'memorai.test', ...config });
const storesOf = (config?: Partial<PlatformConfig>) => {
  const { postgres, redis, qdrant } = platformOf(config).stores;
  if (postgres.provider !== 'cluster' || redis.provider !== 'cluster') throw new Error('not our own servers');
  return { postgres, redis, qdrant };
};

test.each([
  ['minimum', '2048MB', '6144MB'],
  ['recommended', '4096MB', '12288MB'],
] as const)('the %s tier gives PostgreSQL 25 and 75 percent of its memory (E31)', (tier, shared, cache) => {
  expect(postgresConfig(storesOf({ tier }).postgres)).toMatchObject({
    shared_buffers: shared,
    effective_cache_size: cache,
    max_connections: '200',
    random_page_cost: '1.1',
    checkpoint_completion_target: '0.9',
    shared_preload_libraries: 'pg_stat_statements',
  });
});

test('a smaller container gets smaller buffers', () => {
  const { postgres } = storesOf({ stores: { postgres: { provider: 'cluster', resources: { memory: '1Gi' } } } });
  expect(postgresConfig(postgres).shared_buffers).toBe('256MB');
});

test('without the extension its library is not preloaded', () => {
  const { postgres } = storesOf({
    stores: { postgres: { provider: 'cluster', extensions: { pg_stat_statements: false } } },
  });
  expect(postgresConfig(postgres)).not.toHaveProperty('shared_preload_libraries');
});

test('arguments are pairs', () => {
  expect(postgresArguments({ a: '1', b: 'x y' })).toEqual(['-c', 'a=1', '-c', 'b=x y']);
});

test.each([
  ['standalone', false],
  ['cluster', true],
] as const)('Redis as %s says so, and only so (E8)', (mode, isCluster) => {
  const { redis } = storesOf({ stores: { redis: { provider: 'cluster', topology: { mode } } } });
  expect(redisConfig(redis).includes('cluster-enabled yes')).toBe(isCluster);
  expect(redisStartScript(redis).includes('cluster-announce-hostname')).toBe(isCluster);
});

test('Redis has a bound below its memory, and a way to keep it (E10)', () => {
  const { redis } = storesOf({
    stores: { redis: { provider: 'cluster', resources: { memory: '1Gi' }, eviction: 'volatile-ttl' } },
  });
  expect(redisConfig(redis)).toEqual(expect.arrayContaining(['maxmemory 768mb', 'maxmemory-policy volatile-ttl']));
});

test('Qdrant keeps storage and snapshots in two folders (E11), and is a cluster from two nodes on', () => {
  expect(qdrantConfig(storesOf().qdrant)).toMatchObject({
    cluster: { enabled: true, p2p: { port: 6335 } },
    service: { http_port: 6333, grpc_port: 6334 },
    storage: {
      storage_path: '/qdrant/storage',
      snapshots_path: '/qdrant/snapshots',
      optimizers: { default_segment_number: 2, max_segment_size_kb: 200_000, memmap_threshold_kb: 50_000 },
      collection: { replication_factor: 2, write_consistency_factor: 2 },
    },
  });
  expect(qdrantConfig(storesOf({ tier: 'minimum' }).qdrant).cluster.enabled).toBe(false);
});

test.each<[string, Partial<PlatformConfig>, string[]]>([
  [
    'ours',
    {},
    [
      'checkpoint_completion_target',
      'effective_cache_size',
      'log_lock_waits',
      'log_min_duration_statement',
      'log_statement',
      'max_connections',
      'random_page_cost',
      'shared_buffers',
      'shared_preload_libraries',
    ],
  ],
  [
    "Aurora's",
    { aws: { region: 'us-east-1' }, stores: { redis: { host: 'r' }, qdrant: { host: 'q' } } },
    [
      'log_lock_waits',
      'log_min_duration_statement',
      'log_statement',
      'max_connections',
      'random_page_cost',
      'shared_preload_libraries',
    ],
  ],
  [
    "somebody else's",
    { stores: { postgres: { provider: 'external', host: 'p' } } },
    ['max_connections', 'shared_preload_libraries'],
  ],
])('verify compares of a server of %s what the platform decides', (_, config, names) => {
  const { stores, connections } = platformOf(config);
  expect(Object.keys(setupFacts(stores, connections).postgres.settings).sort()).toEqual(names);
});

test.each<[Partial<NonNullable<NonNullable<PlatformConfig['stores']>['postgres']>>, string]>([
  [
    { searchPath: ['other', 'public'] },
    'stores.postgres.searchPath  must hold schemas of this database (memorai, audit, analytics, public), got other',
  ],
  [{ searchPath: ['memorai'] }, 'stores.postgres.searchPath  must hold public, where the extensions are, got memorai'],
])('%j is refused', (postgres, message) => {
  expect(() => platformOf({ stores: { postgres: { provider: 'cluster', ...postgres } as never } })).toThrow(message);
});
