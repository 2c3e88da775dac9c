import { overNodes } from './cache-cluster';
import type { Rule } from './types';

/** No quota of an account can be raised beyond it. */
const MOST_NODES = 500;

export const cacheNodes: Rule = {
  id: 'cache-nodes',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the cache',
  source: "AWS, 'Working with shards in ElastiCache'",
  reads: ['stores.redis.provider', 'stores.redis.topology'],
  wayOut: 'take fewer shards, of larger nodes, or fewer replicas of each',
  check: overNodes(
    MOST_NODES,
    (sum) =>
      `${sum}, and a cluster of ElastiCache has at most ${MOST_NODES}; take fewer shards, of larger nodes, or fewer replicas`,
  ),
};
