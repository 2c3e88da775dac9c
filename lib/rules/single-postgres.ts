import type { Rule } from './types';

/** One server without a second is a choice for small environments; it has to be seen as one. */
export const singlePostgres: Rule = {
  id: 'single-postgres',
  severity: 'warning',
  protects: 'the platform from standing still, unexpectedly, with the one machine that has its database',
  source: 'E38; guide L193-198',
  reads: ['stores.postgres.provider', 'stores.postgres.operator', 'stores.postgres.instances', 'protection.level'],
  wayOut: 'use provider: aurora, or operator: cloudnative-pg with instances',
  check: ({ stores: { postgres }, protection }) =>
    postgres.provider !== 'cluster' || postgres.workload.nodes > 1 || protection.level === 'none'
      ? []
      : [
          {
            path: 'stores.postgres',
            message:
              'one server without failover: the platform waits while its pod moves, and loses what came after the last backup with its volume; use provider: aurora, or operator: cloudnative-pg with instances',
          },
        ],
};
