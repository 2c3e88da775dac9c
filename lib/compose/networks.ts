import type { Edge, Platform, Service } from '../platform/types';
import { usesQueue } from '../platform/uses';

/**
 * `front` leads to the machine's ports, `outside` out of it, `watch` to the pages of those who watch; on the others nobody
 * reaches further than each other.
 */
export const networks = {
  front: {},
  outside: {},
  watch: {},
  back: { internal: true },
  services: { internal: true },
  monitoring: { internal: true },
} as const;
export type Network = keyof typeof networks;

/**
 * Networks of each service: stores are on `back` alone, so that neither the proxy nor a browser's way in reaches them. On
 * `monitoring` services are asked for their metrics, and send their traces.
 */
export function serviceNetworks(platform: Platform): ReadonlyMap<string, readonly Network[]> {
  const services = Object.values(platform.services);
  const joined = new Map(services.map((service) => [service.name, new Set(ownNetworks(platform, service))]));
  for (const service of services) {
    for (const edge of service.uses) {
      if (edge.kind !== 'service') continue;
      const mine = joined.get(service.name);
      const theirs = joined.get(edge.service);
      if ([...(mine ?? [])].some((network) => theirs?.has(network))) continue;
      mine?.add('services');
      theirs?.add('services');
    }
  }
  const watched = platform.compose?.monitoring === undefined ? [] : ['monitoring' as const];
  return new Map(
    [...joined].map(([name, set]) => [name, [...(set.size === 0 ? ['services' as const] : set), ...watched].sort()]),
  );
}

function ownNetworks(platform: Platform, service: Service): Network[] {
  const isFront = service.exposure !== undefined || platform.compose?.published[service.name] !== undefined;
  const reachesOut = service.uses.some((edge) => leavesMachine(platform, edge));
  return [
    ...(usesBack(platform, service) ? ['back' as const] : []),
    ...(isFront ? ['front' as const] : []),
    // The network of published ports leads out as well.
    ...(reachesOut && !isFront ? ['outside' as const] : []),
  ];
}

const usesBack = ({ stores }: Platform, { uses }: Service): boolean =>
  usesQueue(uses) || uses.some((edge) => edge.kind === 'store' && stores[edge.store].provider === 'cluster');

const leavesMachine = ({ stores }: Platform, edge: Edge): boolean =>
  edge.kind === 'outside' || (edge.kind === 'store' && stores[edge.store].provider !== 'cluster');
