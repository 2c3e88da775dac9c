import type { RedisTopology } from './types';

/** Nodes of all shards together, replicas among them; of no cluster it is the one that takes writes. */
export const redisNodes = (topology: RedisTopology): number =>
  topology.mode === 'cluster' ? topology.shards * (1 + topology.replicasPerShard) : 1;
