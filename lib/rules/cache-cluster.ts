import { redisNodes } from '../platform/redis-nodes';
import type { Problem, Rule } from './types';

/** Fault with the nodes of one cluster of ElastiCache, where they are more than a limit. */
export const overNodes =
  (limit: number, because: (sum: string) => string): Rule['check'] =>
  ({ stores: { redis } }): readonly Problem[] => {
    const { topology } = redis;
    const nodes = redisNodes(topology);
    if (redis.provider !== 'elasticache' || topology.mode !== 'cluster' || nodes <= limit) return [];
    return [
      {
        path: 'stores.redis.topology',
        message: because(`${topology.shards} shards × (1 + ${topology.replicasPerShard}) = ${nodes} nodes`),
        value: `${nodes}`,
        limit: `${limit}`,
      },
    ];
  };
