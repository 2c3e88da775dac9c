import { resolvePlatform } from '../../../lib/platform/index';
import { redisOperator } from '../../../lib/platform/store-config/redis-config';
import { until } from '../kubernetes/until';
import { RedisNodes } from './redis-nodes';

const withShards = (shards: number) =>
  resolvePlatform({
    environment: 'redis',
    version: '3.2.0',
    domain: 'redis.memorai.com',
    stores: { redis: { provider: 'cluster', topology: { mode: 'cluster', shards, replicasPerShard: 1 } } },
  });

let redis: RedisNodes;
const first = 'memorai-redis-shard-0-0.memorai-redis-headless';
const keys = Array.from({ length: 60 }, (_, index) => `key:${index}`);

beforeAll(() => {
  redis = new RedisNodes(withShards(3));
});
afterAll(() => redis?.end());

/** How many of the keys a client that follows redirections by name reads back. */
const readable = (host: string): number => {
  const found = keys.filter((key) => redis.cli(host, 'get', key) === `value of ${key}`);
  return found.length;
};

test('six servers are alive before there is a cluster, and none is ready', async () => {
  for (const host of redis.hosts) redis.start(host);
  await until('all answer', 20_000, () =>
    redis.hosts.every((host) => {
      try {
        return redis.cli(host, 'ping') === 'PONG';
      } catch {
        return false;
      }
    }),
  );
  expect(redis.hosts).toHaveLength(6);
  expect(redis.hosts.filter((host) => redis.isReady(host))).toEqual([]);
});

test('the Job makes them a cluster, a primary and its replica a shard', async () => {
  redis.script(first, 'form');
  await redis.untilReady();
  expect(redis.shapeProblems()).toEqual([]);
  for (const key of keys) expect(redis.cli(first, 'set', key, `value of ${key}`)).toContain('OK');
  expect(readable(first)).toBe(60);
});

test('clients are told names, not addresses', () => {
  expect(redis.cli(first, 'cluster', 'slots')).toContain(first);
});

test('the Job run again changes nothing', () => {
  const before = redis.view(first);
  redis.script(first, 'form');
  expect(redis.view(first)).toEqual(before);
});

test('a primary that is told to stop hands over first, and nothing is lost', async () => {
  const other = 'memorai-redis-shard-0-1.memorai-redis-headless';
  await redis.stop(first, { leave: true });
  expect(redis.view(other).get(other)?.primary).toBeUndefined();
  expect(redis.cli(other, 'cluster', 'info')).toContain('cluster_state:ok');
  redis.move(first, { empty: false });
  redis.start(first);
  await redis.untilReady();
  expect(redis.shapeProblems()).toEqual([]);
  expect(readable(first)).toBe(60);
});

test('all at once on new addresses, they find each other by name', async () => {
  for (const host of redis.hosts) await redis.stop(host, { leave: false });
  for (const host of redis.hosts) redis.move(host, { empty: false });
  for (const host of redis.hosts) redis.start(host);
  await redis.untilReady();
  expect(redis.shapeProblems()).toEqual([]);
  expect(readable(first)).toBe(60);
});

test('a node that comes back without its volume becomes a replica of its shard', async () => {
  const lost = 'memorai-redis-shard-1-0.memorai-redis-headless';
  await redis.stop(lost, { leave: true });
  redis.move(lost, { empty: true });
  redis.start(lost);
  await redis.untilReady();
  await until('the shape is whole', 60_000, () => redis.shapeProblems().join('; ') || true);
  expect(readable(first)).toBe(60);
});

/** A slot that was being moved when whoever moved it ended. */
function openSlot(): void {
  const [from, to] = [...redis.view(first)].filter(([, { slots }]) => slots);
  const own =
    redis
      .cli(from?.[0] ?? '', 'cluster', 'nodes')
      .split('\n')
      .find((line) => line.includes('myself')) ?? '';
  const slot = / (\d+)-\d+$/.exec(own)?.[1] ?? '';
  const words = ['cluster', 'setslot', slot, 'migrating', to?.[1].id ?? ''];
  expect(redis.cli(from?.[0] ?? '', '--user', redisOperator, ...words)).toBe('OK');
}

test('a shard more is brought in with its share of the slots, also where a move broke off', async () => {
  openSlot();
  redis.configure(withShards(4));
  for (const host of redis.hosts.slice(6)) redis.start(host);
  redis.script(first, 'form');
  await redis.untilReady();
  expect(redis.hosts).toHaveLength(8);
  expect(redis.shapeProblems()).toEqual([]);
  expect(readable(first)).toBe(60);
});

test('the application may not do what only the operator may', () => {
  expect(redis.cli(first, 'flushall')).toContain('NOPERM');
});
