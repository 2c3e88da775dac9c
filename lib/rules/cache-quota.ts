import { overNodes } from './cache-cluster';
import type { Rule } from './types';

/** Nodes of one cluster in an account whose quota nobody has raised. */
const QUOTA = 90;

export const cacheQuota: Rule = {
  id: 'cache-quota',
  severity: 'warning',
  protects: 'a deployment of the cache from being refused for nodes that the account has no quota for',
  source: "AWS, 'Working with shards in ElastiCache'; ElastiCache quotas, 'Nodes per cluster per instance type'",
  reads: ['stores.redis.provider', 'stores.redis.topology'],
  wayOut: 'have the quota raised before the deployment, or take fewer shards or replicas',
  check: overNodes(
    QUOTA,
    (sum) =>
      `${sum} are more than the ${QUOTA} of a cluster that an account has by default; have the quota raised first, or take fewer`,
  ),
};
