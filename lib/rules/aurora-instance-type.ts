import { auroraFamilies, runsAurora } from '../platform/aurora-instance-types';
import type { Rule } from './types';

/** The names are those of EC2, but Aurora has a few of them only. */
export const auroraInstanceType: Rule = {
  id: 'aurora-instance-type',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the first instance of the database',
  source: "AWS, 'Supported DB engines for DB instance classes'; guide L193-198",
  reads: ['stores.postgres.provider', 'stores.postgres.capacity.instanceType'],
  wayOut: 'choose a size of a family that Aurora has, or capacity.kind: serverless',
  check: ({ stores: { postgres } }) =>
    postgres.provider !== 'aurora' ||
    postgres.capacity.kind === 'serverless' ||
    runsAurora(postgres.capacity.instanceType)
      ? []
      : [
          {
            path: 'stores.postgres.capacity.instanceType',
            message: `Aurora PostgreSQL does not run on ${postgres.capacity.instanceType}; it does on sizes of ${auroraFamilies.join(', ')}, such as r8g.large`,
          },
        ],
};
