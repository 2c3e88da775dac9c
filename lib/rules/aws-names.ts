import type { Platform } from '../platform/types';
import type { Problem, Rule } from './types';

/** Names that AWS makes of ours, and in which it takes no two separators in a row. */
export const awsNames: Rule = {
  id: 'aws-names',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the database, the cache or the registry',
  source:
    'AWS, CreateDBCluster DBClusterIdentifier; CreateDBProxy; CreateReplicationGroup ReplicationGroupId; ECR, CreateRepository',
  reads: [
    'environment',
    'stores.postgres.provider',
    'stores.redis.provider',
    'services.*.image.repository',
    'aws.registry',
    'aws.account',
  ],
  wayOut: 'choose a name without two hyphens in a row',
  neverAccepted: 'AWS makes nothing of such a name',
  check: (platform) => [...ofEnvironment(platform), ...ofRepositories(platform)],
};

function ofEnvironment({ environment, stores: { postgres, redis } }: Platform): readonly Problem[] {
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
}

/** Without a name of its own a repository has that of its service. */
function ofRepositories({ aws, services }: Platform): readonly Problem[] {
  const made = aws?.registry?.repositories ?? [];
  return Object.values(services).flatMap(({ name, image }) => {
    const repository = made.find((one) => image.repository.endsWith(`/${one}`));
    return repository === undefined || !/[._-]{2}/.test(repository)
      ? []
      : [
          {
            path: `services.${name}.image.repository`,
            message: `ECR takes no repository with two of ".", "_" and "-" in a row, got ${repository}; give the image another name, or the service`,
          },
        ];
  });
}
