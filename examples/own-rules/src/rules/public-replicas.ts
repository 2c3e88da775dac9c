import type { Rule } from 'memorai-infra';

const LEAST = 2;

/** A node that goes takes its pods with it: one replica is no replica. */
export const publicReplicas: Rule = {
  id: 'acme/public-replicas',
  severity: 'error',
  protects: 'customers from an error page at every upgrade of a node',
  source: 'service level agreement, 4.1',
  reads: ['services.*.replicas.min', 'services.*.expose'],
  wayOut: 'raise replicas.min',
  check: ({ services }) =>
    Object.values(services)
      .filter(
        ({ exposure, lambda, replicas }) => exposure !== undefined && lambda === undefined && replicas.min < LEAST,
      )
      .map(({ name, replicas }) => ({
        path: `services.${name}.replicas.min`,
        message: `${name} is public and must have at least ${LEAST} replicas, got ${replicas.min}`,
        value: `${replicas.min}`,
        limit: `${LEAST}`,
      })),
};
