import { applicationContract } from '../platform/contract';
import { blindPaths } from './blind-paths';
import type { Rule } from './types';

const { readyPath } = applicationContract;

/** A pod that is ready whatever it cannot reach gets requests that it cannot answer (E69, E70). */
export const readinessBlind: Rule = {
  id: 'readiness-blind',
  severity: 'warning',
  protects: 'callers from being sent to pods that cannot reach the database',
  source: 'E68, E69, E70; guide L486-493, L715-729',
  reads: ['services.*.probes.readiness.path'],
  wayOut: `let readiness ask for ${readyPath}, which answers 503 while the database is out of reach`,
  check: ({ services, deployment }) =>
    deployment === 'kubernetes'
      ? Object.values(services).flatMap(({ name, probes: { readiness } }) =>
          readiness === undefined || !blindPaths.includes(readiness.path)
            ? []
            : [
                {
                  path: `services.${name}.probes.readiness.path`,
                  message: `${readiness.path} answers whatever the process cannot reach, so that pods without the database get requests; use ${readyPath}`,
                },
              ],
        )
      : [],
};
