import { cacheFamilies, cacheNodeMiB, smallestCacheNode } from '../../cache-node-types';
import { redisMonitor } from '../../exporters';
import { redisDataMiB, redisDiskMiB, redisNodeMiB, shardMiB } from '../../redis-memory';
import { redisNodes } from '../../redis-nodes';
import { tiers } from '../../tiers';
import type { Cluster, Redis, RedisTopology } from '../../types';
import { byDefault, byTier, type Context, derivedFrom } from '../context';
import { hasExporter } from '../exporters';
import { ANYWHERE, MAINTENANCE_WINDOW, oneMachine, refuseNodes, tierOf } from './common';
import { resolveStoreWorkload } from './workload';

const PORT = 6379;
const DEFAULT_ENGINE = 'valkey';
const engineVersions = { valkey: '8.2', redis: '7.1' };

export function resolveRedis(context: Context, cluster: Cluster | undefined): Redis {
  const { config } = context;
  const tierName = tierOf(context);
  const tier = tiers[tierName].redis;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores?.redis;
  const at = (field: string) => `stores.redis.${field}`;
  const topology = resolveTopology(context);
  const common = {
    topology,
    memoryMiB: resolveMemory(context, topology),
    persistence: context.pick(at('persistence'), undefined, tier.persistence, fromTier),
  };
  if (written !== undefined && written.provider !== 'cluster' && written.provider !== 'elasticache') {
    return {
      ...common,
      provider: 'external',
      host: context.take(at('host'), written.host),
      port: context.pick(at('port'), written.port, PORT, byDefault('Redis')),
      cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
      tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
      auth: context.pick(at('auth'), written.auth, true, byDefault('E9')),
    };
  }
  const provider = context.pick(
    at('provider'),
    written?.provider,
    config.aws === undefined ? 'cluster' : 'elasticache',
    derivedFrom(config.aws === undefined ? 'no aws section' : 'the aws section'),
  );
  const eviction = context.pick(at('eviction'), written?.eviction, 'allkeys-lru', byDefault('a cache (E10)'));
  const dataMiB = shardMiB(common);
  if (provider === 'elasticache') {
    const own = written?.provider === 'elasticache' ? written : undefined;
    if (config.aws === undefined) {
      context.fail(
        at('provider'),
        'conflict',
        'elasticache needs an aws section with a region; add it, or use provider cluster or external',
      );
    }
    const engine = context.pick(
      at('engine'),
      own?.engine,
      DEFAULT_ENGINE,
      byDefault('the same protocol, kept under BSD'),
    );
    return {
      ...common,
      provider,
      port: PORT,
      tls: true,
      auth: true,
      engine,
      engineVersion: context.pick(
        at('engineVersion'),
        own?.engineVersion,
        engineVersions[engine],
        byDefault('newest tested'),
      ),
      nodeType: resolveNodeType(context, own?.nodeType, dataMiB, engine),
      eviction,
      replicas: resolveReplicas(context, own?.replicas, topology),
      snapshotRetentionDays: context.pick(
        at('snapshotRetentionDays'),
        own?.snapshotRetentionDays,
        (config.protection?.level ?? 'full') === 'full' ? 7 : 0,
        derivedFrom('protection'),
      ),
      snapshotWindow: context.pick(
        at('snapshotWindow'),
        own?.snapshotWindow,
        '03:00-04:00',
        byDefault('an hour before the database'),
      ),
      maintenanceWindow: context.pick(
        at('maintenanceWindow'),
        own?.maintenanceWindow,
        MAINTENANCE_WINDOW,
        byDefault('after the backups of Sunday'),
      ),
    };
  }
  if (topology.mode === 'cluster') refuseNodes(context, at('topology.mode'), 'standalone', topology.mode);
  const monitored = hasExporter(config, 'redis');
  const workload = resolveStoreWorkload(
    context,
    'redis',
    written?.provider === 'cluster' ? written : {},
    {
      nodes: redisNodes(topology),
      cpuMillis: 500,
      memoryMiB: redisNodeMiB(dataMiB),
      storageMiB: Math.max(1024, redisDiskMiB(dataMiB)),
    },
    [...(monitored ? ['REDIS_MONITOR_PASSWORD'] : []), 'REDIS_PASSWORD'],
    cluster,
  );
  return {
    ...common,
    provider,
    host: workload.fullName,
    port: PORT,
    tls: false,
    auth: true,
    eviction,
    maxMemoryMiB: dataMiB,
    ...(monitored ? { monitor: { username: redisMonitor } } : {}),
    workload,
  };
}

/** Where only the memory of a node is written, the data follows from it, and not from the tier. */
function resolveMemory(context: Context, topology: RedisTopology): number {
  const path = 'stores.redis.memory';
  const tierName = tierOf(context);
  const redis = context.config.stores?.redis;
  const [field, nodeMiB] =
    redis?.provider === 'cluster'
      ? ['resources.memory', redis.resources?.memory]
      : redis?.provider === 'elasticache'
        ? ['nodeType', cacheNodeMiB(redis.nodeType ?? '', redis.engine ?? DEFAULT_ENGINE)]
        : ['', undefined];
  if (nodeMiB === undefined) {
    return context.pick(path, redis?.memory, tiers[tierName].redis.memoryMiB, byTier(tierName, tiers[tierName].source));
  }
  const shards = topology.mode === 'cluster' ? topology.shards : 1;
  return context.pick(path, redis?.memory, redisDataMiB(nodeMiB) * shards, derivedFrom(`stores.redis.${field}`));
}

function resolveTopology(context: Context): RedisTopology {
  const tierName = tierOf(context);
  const tier = tiers[tierName].redis;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = context.config.stores?.redis?.topology;
  const at = (field: string) => `stores.redis.topology.${field}`;
  const { deployment, stores } = context.config;
  const inCompose = deployment === 'compose' && (stores?.redis === undefined || stores.redis.provider === 'cluster');
  const topology = written ?? { mode: tier.shards > 0 && !inCompose ? ('cluster' as const) : ('standalone' as const) };
  context.pick(at('mode'), written?.mode, topology.mode, inCompose ? oneMachine : fromTier);
  if (topology.mode === 'standalone') return { mode: 'standalone' };
  const own = written?.mode === 'cluster' ? written : undefined;
  return {
    mode: 'cluster',
    shards: context.pick(at('shards'), own?.shards, Math.max(3, tier.shards), fromTier),
    replicasPerShard: context.pick(at('replicasPerShard'), own?.replicasPerShard, 1, byDefault('E34')),
  };
}

/** A cluster has its number in the topology; a standalone node may have some of its own. */
function resolveReplicas(context: Context, written: number | undefined, topology: RedisTopology): number {
  const path = 'stores.redis.replicas';
  if (topology.mode === 'standalone') {
    return context.pick(path, written, 0, byTier(tierOf(context), tiers[tierOf(context)].source));
  }
  if (written !== undefined) {
    context.fail(path, 'conflict', 'is for mode standalone; a cluster has stores.redis.topology.replicasPerShard');
  }
  return topology.replicasPerShard;
}

function resolveNodeType(
  context: Context,
  written: string | undefined,
  shardMiB: number,
  engine: 'redis' | 'valkey',
): string {
  const path = 'stores.redis.nodeType';
  const smallest = smallestCacheNode(shardMiB, engine);
  if (written === undefined && smallest === undefined) {
    context.fail(path, 'value', `no node type holds ${shardMiB} MiB a shard; use more shards`);
  }
  if (written !== undefined && cacheNodeMiB(written, engine) === undefined) {
    context.fail(
      path,
      'value',
      `${engine} does not run on "${written}"; it does on sizes of ${cacheFamilies(engine).join(', ')}, such as cache.r7g.large`,
    );
  }
  return context.pick(path, written, smallest ?? '', derivedFrom(`${shardMiB} MiB a shard, and a quarter to spare`));
}
