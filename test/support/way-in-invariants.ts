import type { Platform } from '../../lib/platform/types';
import type { ReadObject } from './kubernetes';

interface Way {
  readonly path: string;
  /** The Service that answers; undefined where nothing does. */
  readonly service: string | undefined;
}

/** What every host of the platform leads to, by path, whatever the way in. */
function waysByHost(objects: readonly ReadObject[]): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, Way[]>();
  const add = (host: string, way: Way) => ways.set(host, [...(ways.get(host) ?? []), way]);
  for (const object of objects) {
    if (object.kind === 'Ingress') {
      const rules = object.at('spec.rules') as {
        host: string;
        http: { paths: { path: string; backend: { service: { name: string } } }[] };
      }[];
      for (const { host, http } of rules) {
        for (const { path, backend } of http.paths) {
          const { name } = backend.service;
          add(host, { path, service: name === 'memorai-nothing' ? undefined : name });
        }
      }
    }
    if (object.kind === 'HTTPRoute' && object.name !== 'memorai-redirect') {
      const rules = object.at('spec.rules') as {
        matches: { path: { value: string } }[];
        backendRefs?: { name: string }[];
      }[];
      for (const host of object.at('spec.hostnames') as string[]) {
        for (const { matches, backendRefs } of rules) {
          for (const { path } of matches) add(host, { path: path.value, service: backendRefs?.[0]?.name });
        }
      }
    }
  }
  return ways;
}

/** The longest prefix of whole elements, as all three ways in have it. */
function answer(ways: readonly Way[], path: string): string | undefined {
  const covering = ways.filter((way) => way.path === '/' || path === way.path || path.startsWith(`${way.path}/`));
  return covering.sort((a, b) => b.path.length - a.path.length)[0]?.service;
}

/** Every host leads to its service, and what must never be reached from outside leads nowhere (E79). */
export function wayInProblems(platform: Platform, objects: readonly ReadObject[]): string[] {
  if (objects.length === 0) return [];
  const ways = waysByHost(objects);
  const certificate = objects.find(({ kind }) => kind === 'Certificate');
  const covered = (certificate?.at('spec.dnsNames') ?? []) as readonly string[];
  const needsCertificate = platform.ingress?.controller !== 'alb' && platform.ingress?.tls !== undefined;
  return Object.values(platform.services).flatMap(({ name, exposure, metricsPath, serviceObjectName }) =>
    (exposure?.hosts ?? []).flatMap((host) => {
      const own = ways.get(host) ?? [];
      const secret = ['/metrics', '/live', '/ready', '/metrics/', '/live/x', metricsPath ?? '/metrics'];
      return [
        ...secret
          .filter((path) => answer(own, path) !== undefined)
          .map((path) => `${host} publishes ${path} of ${name}`),
        ...(exposure?.paths ?? [])
          .filter((path) => answer(own, path) !== serviceObjectName)
          .map((path) => `${host}${path} does not lead to ${name}`),
        ...(needsCertificate && !covered.includes(host) ? [`no certificate covers ${host}`] : []),
      ];
    }),
  );
}
