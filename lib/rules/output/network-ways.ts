import { privateRanges } from '../../platform/cidr';
import type { Way } from '../../platform/facts';
import { type SettingAddress, settingAddresses } from '../../platform/setting-addresses';
import type { Edge, Platform, Service, StoreName } from '../../platform/types';
import { usesStore } from '../../platform/uses';
import type { Problem } from '../types';
import { type Output, where } from './output';
import type { OutputRule } from './types';

/** A way as a person reads it: `to memorai-production/memorai-qdrant:6333`; `*` stands for every port. */
type Line = `${'to' | 'from'} ${string}:${number | '*'}`;

const lineOf = ({ direction, peer, port }: Way): Line =>
  `${direction === 'out' ? 'to' : 'from'} ${peer}:${port ?? '*'}`;

/** Whether a way is open by itself, or by a rule that leaves out the port or the peer. */
function isOpen(line: Line, lines: readonly Line[]): boolean {
  const [, direction, peer, port] = /^(to|from) (.+):(.+)$/.exec(line) ?? [];
  return [`${peer}:${port}`, `${peer}:*`, `anywhere:${port}`, 'anywhere:*'].some((way) =>
    lines.some((one) => one === `${direction} ${way}`),
  );
}

type Ways = ReadonlyMap<string, readonly Way[]>;

function waysByPods({ facts }: Output): Ways {
  const ways = new Map<string, Way[]>();
  for (const way of facts.ways) {
    const known = ways.get(way.pods);
    if (known === undefined) ways.set(way.pods, [way]);
    else known.push(way);
  }
  return ways;
}

const PRIVATE = privateRanges.join(', ');
const INTERNET = `0.0.0.0/0 but ${PRIVATE}`;
/** Where providers give pods their identity; DNS. Nobody has to ask for them. */
const always: readonly Line[] = [
  'to kube-system/k8s-app=kube-dns:53',
  'to 169.254.170.23/32:80',
  'to 169.254.169.254/32:80',
  'to 169.254.169.254/32:988',
  'to 169.254.169.252/32:80',
  'to 169.254.169.252/32:988',
];

/** What a workload has to reach, and whom it has to let in. */
function needed(platform: Platform, service: Service): readonly Line[] {
  const own = platform.cluster?.namespace;
  const callers = Object.values(platform.services).filter(({ uses }) =>
    uses.some((edge) => edge.kind === 'service' && edge.service === service.name),
  );
  return [
    'to kube-system/k8s-app=kube-dns:53',
    ...service.uses.flatMap((edge) => edgeLine(platform, edge)),
    ...settingAddresses(platform, service).flatMap(settingLine),
    ...callers.map(({ fullName }): Line => `from ${own}/${fullName}:${service.port}`),
    ...(service.metricsPath === undefined
      ? []
      : [`from namespace ${platform.cluster?.monitoringNamespace}:${service.port}` as const]),
    ...(service.exposure === undefined ? [] : proxies(platform).map((peer): Line => `from ${peer}:${service.port}`)),
  ];
}

function edgeLine(platform: Platform, edge: Edge): Line[] {
  switch (edge.kind) {
    case 'store':
      return [storeLine(platform, edge.store)];
    case 'service': {
      const target = platform.services[edge.service];
      return target === undefined ? [] : [`to ${platform.cluster?.namespace}/${target.fullName}:${target.port}`];
    }
    case 'queue':
    case 'outside':
      return [`to ${INTERNET}:443`];
  }
}

/** Of names outside a policy knows nothing; those inside have edges. */
function settingLine({ place, port }: SettingAddress): Line[] {
  if (place.kind === 'network') return [`to ${place.cidr}:${port}`];
  return place.kind === 'namespace' ? [`to namespace ${place.namespace}:${port}`] : [];
}

function storeLine({ stores, cluster, aws }: Platform, name: StoreName): Line {
  const store = stores[name];
  switch (store.provider) {
    case 'external':
      return `to ${store.cidr}:${store.port}`;
    case 'cluster':
      return `to ${cluster?.namespace}/${store.workload.fullName}:${store.port}`;
    case 'aurora':
    case 'elasticache':
      return `to ${aws?.network.cidr}:${store.port}`;
  }
}

function proxies({ ingress }: Platform): readonly string[] {
  const from = ingress?.proxies;
  switch (from?.kind) {
    case 'namespace':
      return [`namespace ${from.namespace}`];
    case 'gatewayPods':
      return [`${from.namespace}/gateway.networking.k8s.io/gateway-name=${from.gateway}`];
    case 'network':
      return from.cidrs;
    case undefined:
      return [];
  }
}

/** What may be open besides: the config's own openings, and what settings, identity and endpoints ask for. */
function allowed(platform: Platform, service: Service): (line: Line) => boolean {
  const { aws } = platform;
  const lines: readonly string[] = [
    ...always,
    ...needed(platform, service),
    ...(service.identity === undefined ? [] : [`to ${INTERNET}:443`]),
    ...(service.uses.some(({ kind }) => kind === 'queue') ? [`to ${aws?.network.cidr}:443`] : []),
    ...(service.apiAccess ? ['to 0.0.0.0/0:443', 'to 0.0.0.0/0:6443'] : []),
  ];
  const opened = [...service.network.ingress, ...service.network.egress].flatMap((one) => one.ports.map(String));
  return (line) => lines.includes(line) || opened.some((port) => line.endsWith(`:${port}`));
}

function serviceProblems(all: Ways, platform: Platform, service: Service): readonly Problem[] {
  const pods = `${platform.cluster?.namespace}/${service.fullName}`;
  const ways = all.get(pods) ?? [];
  const lines = ways.map(lineOf);
  const path = `services.${service.name}.uses`;
  const isAllowed = allowed(platform, service);
  return [
    ...[...new Set(needed(platform, service))]
      .filter((line) => !isOpen(line, lines))
      .map(
        (line): Problem => ({
          path: ways.find(({ source }) => source !== undefined)?.source ?? path,
          message: `no network policy opens the way ${line} for pods ${service.fullName}, which the config asks for`,
        }),
      ),
    ...ways
      .filter((way) => way.source === undefined && !isAllowed(lineOf(way)))
      .map(
        (way): Problem => ({
          path,
          message: `${where(way)} opens the way ${lineOf(way)} for pods ${service.fullName}, which no edge, setting or knob asks for`,
        }),
      ),
  ];
}

/** A store lets in whoever uses it, and no other service. */
function storeProblems(all: Ways, platform: Platform, name: StoreName): readonly Problem[] {
  const store = platform.stores[name];
  if (store.provider !== 'cluster') return [];
  const own = platform.cluster?.namespace;
  const ways = (all.get(`${own}/${store.workload.fullName}`) ?? []).filter(
    ({ direction, port }) => direction === 'in' && port === store.port,
  );
  return Object.values(platform.services).flatMap(({ name: service, fullName, uses }): Problem[] => {
    const way = ways.find(({ peer }) => peer === `${own}/${fullName}`);
    const path = `services.${service}.uses`;
    const line = `from ${own}/${fullName}:${store.port}`;
    if (usesStore(uses, name)) {
      return way === undefined
        ? [
            {
              path,
              message: `no network policy opens the way ${line} for pods ${store.workload.fullName}, which the config asks for`,
            },
          ]
        : [];
    }
    return way === undefined || way.source !== undefined
      ? []
      : [
          {
            path,
            message: `${where(way)} lets ${fullName} into ${store.workload.fullName}, which it does not use`,
          },
        ];
  });
}

export const networkWays: OutputRule = {
  id: 'network-ways',
  severity: 'error',
  protects:
    'services from a way that is closed, and the rest from one that is open and not needed: it is the way of whoever breaks in',
  source: 'guide L634-668; E80',
  reads: ['services.*.uses', 'services.*.network', 'cluster.networkPolicies', 'patches', 'extraObjects'],
  wayOut: 'say what a service uses under uses, or open a way under network: policies follow',
  check: (output, platform) => {
    const rendered = output.artifacts.some(({ path }) => path.startsWith('kubernetes/'));
    if (platform.cluster?.networkPolicies !== true || !rendered) return [];
    const ways = waysByPods(output);
    return [
      ...Object.values(platform.services).flatMap((service) => serviceProblems(ways, platform, service)),
      ...(['postgres', 'redis', 'qdrant'] as const).flatMap((store) => storeProblems(ways, platform, store)),
    ];
  },
};
