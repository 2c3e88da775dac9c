import type { Route } from '../../platform/facts';
import { covers } from '../../platform/path-prefix';
import { secretPaths } from '../../platform/secret-paths';
import type { Platform, Service } from '../../platform/types';
import type { Problem } from '../types';
import { where } from './output';
import { ownWorkloads } from './own-workloads';
import type { OutputRule } from './types';

export const hiddenPaths: OutputRule = {
  id: 'hidden-paths',
  severity: 'error',
  protects: 'metrics, probes and the error messages in their answers from being read by everybody',
  source: 'E79; guide L566-585, L722',
  reads: ['patches', 'extraObjects', 'services.*.expose', 'ingress.annotations'],
  wayOut: 'lead the hidden path nowhere under every host that leads to the service, or route fewer paths',
  check: (output, platform) => {
    const own = ownWorkloads(output, platform);
    const { entries, routes } = output.facts;
    return rivals(routes).flatMap((all) =>
      entries.flatMap((entry): Problem[] => {
        const leading = all.filter(({ address }) => address === entry.address);
        if (leading.length === 0) return [];
        return own(entry.covers).flatMap(({ app, path }) => {
          const secret = secretsOf(platform, app);
          return leading.flatMap((route): Problem[] => {
            const published = secret.filter((one) => publishes(route, all, one));
            return published.length === 0
              ? []
              : [
                  {
                    path: route.source ?? entry.source ?? `${path}.expose`,
                    message: `${where(route)} publishes ${published.join(', ')} of ${app} under ${route.host === '*' ? 'every host' : `host ${route.host}`}, which must never be reached from outside; lead them nowhere under this host, or route fewer paths`,
                  },
                ];
          });
        });
      }),
    );
  },
};

/** Routes that take requests from each other: those of one host, by one way in. */
function rivals(routes: readonly Route[]): readonly (readonly Route[])[] {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const key = `${route.wayIn} ${route.host}`;
    groups.set(key, [...(groups.get(key) ?? []), route]);
  }
  return [...groups.values()];
}

/** What a service of ours answers and nobody outside may ask; of a store everything is, and its Service is no way in. */
function secretsOf({ services }: Platform, app: string): readonly string[] {
  const service = Object.values(services).find(({ fullName }) => fullName === app);
  return service === undefined ? ['/'] : secretsOfService(service);
}

const secretsOfService = ({ metricsPath, probes, exposure }: Service): readonly string[] =>
  secretPaths(
    metricsPath,
    Object.values(probes).map(({ path }) => path),
    exposure?.paths ?? [],
  );

/** Whether a request gets to a secret path by this route, and no other route of the host takes it. */
function publishes(route: Route, all: readonly Route[], secret: string): boolean {
  const { rewritten } = route;
  if (rewritten !== undefined) {
    return rewritten.match === 'exact' ? covers(secret, rewritten.to) : secret.startsWith(rewritten.to);
  }
  // A path below it is as telling: routers of applications take /metrics/ for /metrics.
  const asked = [secret, `${secret}/`, ...all.map(({ path }) => path).filter((path) => covers(secret, path))];
  return asked.some((path) => {
    const rank = rankOf(route, path);
    return rank !== undefined && !all.some((other) => (rankOf(other, path) ?? 0) > rank);
  });
}

/** How well a route fits a path: the exact one wins, then the longest (Ingress; Gateway API). Undefined where it does not. */
function rankOf({ match, path: own }: Route, path: string): number | undefined {
  switch (match) {
    case 'exact':
      return own === path ? Number.POSITIVE_INFINITY : undefined;
    case 'prefix':
      return covers(own.replace(/(?<=.)\/$/, ''), path) ? own.length : undefined;
    case 'expression':
      return expression(own)?.test(path) === true ? own.length : undefined;
  }
}

/** As ingress-nginx reads it; undefined for one that only its own engine knows. */
function expression(path: string): RegExp | undefined {
  try {
    return new RegExp(`^${path}`, 'i');
  } catch {
    return undefined;
  }
}
