import { applicationContract } from '../platform/contract';
import type { Service } from '../platform/types';
import type { Problem, Rule } from './types';

const { livePath, readyPath, healthPath } = applicationContract;
/** What looks at the process alone, by the contract of the images. */
const blind: readonly string[] = [livePath, healthPath];

/** What a probe that restarts asks must not depend on a store: all pods would restart when it is away (E68, E70). */
export const livenessStore: Rule = {
  id: 'liveness-store',
  severity: 'error',
  protects: 'every pod from being restarted, again and again, because the database is away',
  source: 'E68, E70, E71; guide L478-493, L705-729; Kubernetes documentation, Configure Probes',
  reads: ['services.*.probes.liveness.path', 'services.*.probes.startup.path', 'services.*.probes.readiness.path'],
  wayOut: `let liveness and start-up ask for ${livePath}, which looks at nothing but the process`,
  check: ({ services, deployment }) => (deployment === 'kubernetes' ? Object.values(services).flatMap(restarting) : []),
};

function restarting({ name, probes }: Service): Problem[] {
  return (['liveness', 'startup'] as const).flatMap((kind) => {
    const path = probes[kind]?.path;
    if (path === undefined || blind.includes(path)) return [];
    const why =
      path === readyPath
        ? `${path} fails while the database is out of reach`
        : path === probes.readiness?.path
          ? `${path} is what readiness asks too`
          : undefined;
    if (why === undefined) return [];
    const at = `services.${name}.probes.${kind}.path`;
    return [{ path: at, message: `${why}, so every pod would be restarted for it; use ${livePath}` }];
  });
}

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
          readiness === undefined || !blind.includes(readiness.path)
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
