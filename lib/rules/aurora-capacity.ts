import type { Rule } from './types';

/** Aurora holds connections to this many while it may scale down to half a unit, whatever the parameter says. */
const MOST_CONNECTIONS_AT_HALF = 2_000;

/** The parameter group would be taken, and the connections refused (AWS, 'Maximum connections for Aurora Serverless v2'). */
export const auroraCapacity: Rule = {
  id: 'aurora-capacity',
  severity: 'error',
  protects: 'the pools from connections that the database does not give',
  source: "AWS, 'Performance and scaling for Aurora Serverless v2'; E32",
  reads: ['stores.postgres.capacity.minAcu', 'stores.postgres.maxConnections'],
  wayOut: 'let Aurora scale down to 1 and no further, or ask for fewer connections',
  check: ({ stores: { postgres } }) =>
    postgres.provider === 'aurora' &&
    postgres.capacity.kind === 'serverless' &&
    postgres.capacity.minAcu < 1 &&
    postgres.maxConnections > MOST_CONNECTIONS_AT_HALF
      ? [
          {
            path: 'stores.postgres.capacity.minAcu',
            message: `with less than 1 Aurora gives at most ${MOST_CONNECTIONS_AT_HALF} connections, stores.postgres.maxConnections is ${postgres.maxConnections}; set minAcu to 1 or more`,
            value: `${postgres.maxConnections}`,
            limit: `${MOST_CONNECTIONS_AT_HALF}`,
          },
        ]
      : [],
};
