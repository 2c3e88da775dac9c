import type { Rule } from './types';

/** A cluster needs a majority of primaries, and a replica for each (E34). */
export const redisTopology: Rule = {
  id: 'redis-topology',
  severity: 'error',
  protects: 'the cache from refusing every command when one node is lost',
  source: 'E8, E34; guide L200-204',
  reads: ['stores.redis.topology.mode', 'stores.redis.topology.shards', 'stores.redis.topology.replicasPerShard'],
  wayOut: 'give a cluster three shards and a replica each, or use mode: standalone',
  check: ({ stores: { redis } }) => {
    if (redis.topology.mode === 'standalone') return [];
    const { shards, replicasPerShard } = redis.topology;
    return [
      ...(shards >= 3
        ? []
        : [
            {
              path: 'stores.redis.topology.shards',
              message: `a cluster needs at least 3 shards to agree on a failover, got ${shards}; use mode standalone for less`,
              value: `${shards}`,
              limit: '3',
            },
          ]),
      ...(replicasPerShard >= 1
        ? []
        : [
            {
              path: 'stores.redis.topology.replicasPerShard',
              message: `must be at least 1, got ${replicasPerShard}: ${shards} shards without a replica lose a part of the keys with one node, and then refuse all commands`,
              value: `${replicasPerShard}`,
              limit: '1',
            },
          ]),
    ];
  },
};
