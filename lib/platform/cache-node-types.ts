import { redisDataMiB } from './redis-memory';

/** Memory of ElastiCache's current node types, MiB (AWS, 'Supported node types'), smallest first. */
export const cacheNodeTypes: Readonly<Record<string, number>> = {
  'cache.t4g.micro': 512,
  'cache.t4g.small': 1_403,
  'cache.t4g.medium': 3_164,
  'cache.m7g.large': 6_533,
  'cache.r7g.large': 13_384,
  'cache.r7g.xlarge': 26_952,
  'cache.r7g.2xlarge': 54_088,
  'cache.r7g.4xlarge': 108_380,
  'cache.r7g.8xlarge': 216_934,
  'cache.r7g.12xlarge': 325_488,
  'cache.r7g.16xlarge': 428_564,
};

/** The smallest node whose usable memory holds so much data; undefined where none does. */
export const smallestCacheNode = (memoryMiB: number): string | undefined =>
  Object.keys(cacheNodeTypes).find((type) => redisDataMiB(cacheNodeTypes[type] ?? 0) >= memoryMiB);
