import type { Rule } from './types';

/** A cluster needs a majority of primaries, and a replica for each (E34). */
export const redisTopology: Rule = {
  id: 'redis-topology',
  severity: 'error',
  protects: 'the cache from refusing every command when one node is lost',
  source: 'E8, E34; guide L200-204',
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
            },
          ]),
      ...(replicasPerShard >= 1
        ? []
        : [
            {
              path: 'stores.redis.topology.replicasPerShard',
              message: `${shards} shards without a replica lose a part of the keys with one node, and then refuse all commands; set at least 1`,
            },
          ]),
    ];
  },
};
