import type { Redis } from './types';

/**
 * Share of a node's memory that data may take. The rest is for what changes while the append-only file is written anew,
 * and for the buffers of replicas, neither of which `maxmemory` counts (E10; AWS, 'Managing reserved memory').
 */
const DATA_SHARE = 0.75;

/** What a node of so much memory holds of data. */
export const redisDataMiB = (nodeMiB: number): number => Math.floor(nodeMiB * DATA_SHARE);

/** The memory of a node for so much data. */
export const redisNodeMiB = (dataMiB: number): number => Math.ceil(dataMiB / DATA_SHARE);

/** What one node holds of all the data; of a cluster each shard has its part. */
export const shardMiB = ({ memoryMiB, topology }: Pick<Redis, 'memoryMiB' | 'topology'>): number =>
  Math.ceil(memoryMiB / (topology.mode === 'cluster' ? topology.shards : 1));
