import { applicationContract } from '../platform/contract';
import type { Service } from '../platform/types';
import { blindPaths } from './blind-paths';
import type { Problem, Rule } from './types';

const { livePath, readyPath } = applicationContract;

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
    if (path === undefined || blindPaths.includes(path)) return [];
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
