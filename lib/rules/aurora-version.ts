import { auroraVersions } from '../platform/support';
import type { Rule } from './types';

/** RDS refuses to create clusters of versions that it has retired; nothing else notices before (E16). */
export const auroraVersion: Rule = {
  id: 'aurora-version',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the database',
  source: 'E16; guide L143',
  reads: ['stores.postgres.provider', 'stores.postgres.engineVersion'],
  wayOut: 'choose a version that can be created',
  check: ({ stores: { postgres } }) =>
    postgres.provider !== 'aurora' || auroraVersions.some((version) => version === postgres.engineVersion)
      ? []
      : [
          {
            path: 'stores.postgres.engineVersion',
            message: `the platform runs on Aurora PostgreSQL ${auroraVersions.join(', ')}, which RDS still creates, got ${postgres.engineVersion}; name one of them`,
          },
        ],
};
