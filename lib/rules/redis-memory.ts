import { cacheNodeMiB } from '../platform/cache-node-types';
import { redisDataMiB, redisNodeMiB, shardMiB } from '../platform/redis-memory';
import type { Redis } from '../platform/types';
import type { Rule } from './types';

/** Data and node can both be written: what a node shall hold has room in it, and leaves what copies and replicas take. */
export const redisMemory: Rule = {
  id: 'redis-memory',
  severity: 'error',
  protects: 'Redis from being killed for memory before it evicts, or from evicting what it was said to hold',
  source: "E10, E34; AWS, 'Managing reserved memory'; redis.conf, maxmemory",
  reads: [
    'stores.redis.memory',
    'stores.redis.nodeType',
    'stores.redis.resources.memory',
    'stores.redis.topology.mode',
    'stores.redis.topology.shards',
  ],
  wayOut: 'let Redis hold less, over more shards, or give a node more memory; one of the two follows from the other',
  check: ({ stores: { redis } }) => {
    const node = nodeOf(redis);
    if (node === undefined) return [];
    const data = shardMiB(redis);
    const most = redisDataMiB(node.memoryMiB);
    return data <= most
      ? []
      : [
          {
            path: node.path,
            message: `a node of ${node.memoryMiB}Mi holds ${most}Mi of data beside what copies and replicas take, and stores.redis.memory asks for ${data}Mi a node; give it ${redisNodeMiB(data)}Mi, or leave out one of the two`,
            value: `${data}Mi`,
            limit: `${most}Mi`,
          },
        ];
  },
};

/** The memory of one node, and where it is written. */
function nodeOf(redis: Redis): { readonly path: string; readonly memoryMiB: number } | undefined {
  switch (redis.provider) {
    case 'external':
      return undefined;
    case 'cluster':
      return { path: 'stores.redis.resources.memory', memoryMiB: redis.workload.resources.limits.memoryMiB };
    case 'elasticache':
      return { path: 'stores.redis.nodeType', memoryMiB: cacheNodeMiB(redis.nodeType, redis.engine) ?? 0 };
  }
}
