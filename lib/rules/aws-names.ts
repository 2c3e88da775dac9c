import type { Rule } from './types';

/** Names of the environment that RDS and ElastiCache take over: letters, digits and single hyphens. */
export const awsNames: Rule = {
  id: 'aws-names',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the database or the cache',
  source: 'AWS, CreateDBCluster DBClusterIdentifier; CreateDBProxy; CreateReplicationGroup ReplicationGroupId',
  reads: ['environment', 'stores.postgres.provider', 'stores.redis.provider'],
  wayOut: 'choose a name without two hyphens in a row',
  neverAccepted: 'AWS makes nothing of such a name',
  check: ({ environment, stores: { postgres, redis } }) => {
    const made = [
      ...(postgres.provider === 'aurora' ? ['Aurora'] : []),
      ...(redis.provider === 'elasticache' ? ['ElastiCache'] : []),
    ];
    return made.length > 0 && environment.includes('--')
      ? [
          {
            path: 'environment',
            message: `${made.join(' and ')} ${made.length === 1 ? 'takes' : 'take'} no name with two hyphens in a row, and this one would be memorai-${environment}; use one`,
          },
        ]
      : [];
  },
};
