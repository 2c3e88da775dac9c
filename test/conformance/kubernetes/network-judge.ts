import { ownExporters } from '../../../lib/platform/exporters';
import type { Edge, Platform, Service, StoreName } from '../../../lib/platform/types';
import { storeWorkloads } from '../../../lib/platform/uses';
import { appOf, type Pod } from './live';
import { type Connection, type End, isAllowed, isInside, type Policy } from './network-policy';

/** Somebody who could open or receive a connection, and what the platform says of them. */
interface Party {
  readonly name: string;
  readonly end: End;
  readonly role:
    | { readonly kind: 'service'; readonly service: Service }
    | { readonly kind: 'migration' }
    /** A node of a store in the cluster; the Job that makes nodes of Redis a cluster; the operator of PostgreSQL. */
    | { readonly kind: 'store'; readonly store: StoreName }
    /** Who asks a store how it is, and answers the scraper. */
    | { readonly kind: 'exporter'; readonly store: StoreName; readonly port: number }
    | { readonly kind: 'former' | 'operator' | 'bootstrap' }
    | {
        readonly kind:
          | 'solver'
          | 'stranger'
          | 'ingress'
          | 'ownProxy'
          | 'controlPlane'
          | 'monitoring'
          | 'dns'
          | 'elsewhere';
      }
    | { readonly kind: 'address'; readonly address: string };
}

const namespaceName = 'kubernetes.io/metadata.name';
const identityAgent = '169.254.170.23';
/** GKE's metadata server, and where it listens on each node. */
const metadataServer = ['169.254.169.254', '169.254.169.252'];
/** Private, shared, and link-local ranges, in which no address of the internet lies. */
const notInternet = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const addresses = [
  '203.0.113.10',
  '10.0.0.9',
  '10.255.0.1',
  '100.64.0.1',
  ...metadataServer,
  identityAgent,
  '172.16.0.9',
  '192.168.1.1',
];
const usualPorts = [
  22, 53, 80, 443, 988, 3000, 4317, 4318, 5432, 6333, 6334, 6335, 6379, 6443, 8000, 8089, 8443, 9090, 9121, 9187, 14268,
  16379,
];

/**
 * Every connection between the environment's pods, pods of other namespaces and addresses outside, over the ports that
 * mean something: those that the policies allow and no fact of the platform does, and the reverse.
 */
export function networkProblems(platform: Platform, policies: readonly Policy[], pods: readonly Pod[]): string[] {
  const parties = partiesOf(platform, pods);
  const ports = [
    ...new Set([...usualPorts, ...Object.values(platform.services).map(({ port }) => port), ...storePorts(platform)]),
  ];
  const problems: string[] = [];
  for (const from of parties) {
    for (const to of parties) {
      if (from.role.kind === 'address' && to.role.kind === 'address') continue;
      for (const protocol of ['TCP', 'UDP'] as const) {
        for (const port of ports) {
          const connection: Connection = { from: from.end, to: to.end, protocol, port };
          const allowed = isAllowed(policies, connection);
          if (allowed === shallBeAllowed(platform, from, to, connection)) continue;
          problems.push(`${from.name} to ${to.name} ${protocol} ${port} is ${allowed ? 'allowed' : 'refused'}`);
        }
      }
    }
  }
  return problems;
}

const storePorts = ({ stores }: Platform): number[] => Object.values(stores).map(({ port }) => port);

/** Every store's own network, as far as the platform knows it. */
function networkOf(platform: Platform, store: StoreName): string | undefined {
  const { [store]: found } = platform.stores;
  if (found.provider === 'cluster') return undefined;
  return found.provider === 'external' ? found.cidr : (platform.aws?.network.cidr ?? '');
}

function partiesOf(platform: Platform, pods: readonly Pod[]): readonly Party[] {
  const { cluster } = platform;
  if (cluster === undefined) return [];
  const inside = (labels: Readonly<Record<string, string>>, pod?: Pod): End => ({
    namespace: cluster.namespace,
    namespaceLabels: { [namespaceName]: cluster.namespace },
    labels,
    ports: Object.fromEntries(
      (pod?.spec.containers ?? []).flatMap(({ ports = [] }) => ports.map((one) => [one.name, one.containerPort])),
    ),
  });
  const elsewhere = (namespace: string, labels: Readonly<Record<string, string>> = {}): End => ({
    namespace,
    namespaceLabels: { [namespaceName]: namespace },
    labels,
  });
  const firstOf = (app: string) => {
    const pod = pods.find((one) => appOf(one) === app);
    if (pod === undefined) throw new Error(`${app} has no pod`);
    return inside(pod.metadata.labels ?? {}, pod);
  };
  const services = Object.values(platform.services).map(
    (service): Party => ({
      name: service.fullName,
      end: firstOf(service.fullName),
      role: { kind: 'service', service },
    }),
  );
  const stores = (['postgres', 'redis', 'qdrant'] as const).map((store) => networkOf(platform, store)?.split('/')[0]);
  const proxies = platform.ingress?.proxies;
  const balancers = proxies?.kind === 'network' ? proxies.cidrs.map((cidr) => cidr.split('/')[0]) : [];
  const outside = [...new Set([...addresses, ...[...stores, ...balancers].filter((address) => address !== undefined)])];
  return [
    ...services,
    ...(platform.migration
      ? [{ name: 'memorai-migrate', end: firstOf('memorai-migrate'), role: { kind: 'migration' } } as const]
      : []),
    ...storeWorkloads(platform.stores).map(
      ({ fullName, name }): Party => ({
        name: fullName,
        end: inside({ app: fullName }),
        role: { kind: 'store', store: name },
      }),
    ),
    ...ownExporters(platform).map(
      ({ fullName, store, port }): Party => ({
        name: fullName,
        end: firstOf(fullName),
        role: { kind: 'exporter', store, port },
      }),
    ),
    {
      name: 'the Job of a Redis cluster',
      end: inside({ app: 'memorai-redis-cluster' }),
      role: { kind: isForming(platform) ? 'former' : 'stranger' },
    },
    {
      name: 'the bootstrap of PostgreSQL',
      end: inside({ app: 'memorai-bootstrap' }),
      role: { kind: isOwnServer(platform) ? 'bootstrap' : 'stranger' },
    },
    {
      name: 'the operator of PostgreSQL',
      end: elsewhere('cnpg-system', { 'app.kubernetes.io/name': 'cloudnative-pg' }),
      role: { kind: 'operator' },
    },
    { name: 'a pod without labels', end: inside({}), role: { kind: 'stranger' } },
    {
      name: 'the solver of a certificate',
      end: inside({ 'acme.cert-manager.io/http01-solver': 'true' }),
      role: { kind: asksForCertificates(platform) ? 'solver' : 'stranger' },
    },
    ...wayIn(platform, inside, elsewhere),
    { name: 'the scraper', end: elsewhere(cluster.monitoringNamespace), role: { kind: 'monitoring' } },
    { name: 'DNS', end: elsewhere('kube-system', { 'k8s-app': 'kube-dns' }), role: { kind: 'dns' } },
    { name: 'a pod of kube-system', end: elsewhere('kube-system'), role: { kind: 'elsewhere' } },
    { name: 'a pod of another namespace', end: elsewhere('default'), role: { kind: 'elsewhere' } },
    ...outside.map((address): Party => ({ name: address, end: { address }, role: { kind: 'address', address } })),
  ];
}

/** Whether cert-manager answers an authority in this namespace. */
const asksForCertificates = ({ ingress }: Platform): boolean =>
  ingress !== undefined && ingress.controller !== 'alb' && ingress.tls !== undefined;

/** The pods of the way in, wherever they are, and two that only look like them. */
function wayIn(
  { ingress, cluster }: Platform,
  inside: (labels: Readonly<Record<string, string>>) => End,
  elsewhere: (namespace: string, labels?: Readonly<Record<string, string>>) => End,
): Party[] {
  const proxies = ingress?.proxies;
  const other = 'gateway.networking.k8s.io/gateway-name';
  const namesakes: Party[] = [
    { name: "another gateway's proxy", end: inside({ [other]: 'another' }), role: { kind: 'stranger' } },
    { name: 'a pod of ingress-nginx', end: elsewhere('ingress-nginx'), role: { kind: 'elsewhere' } },
  ];
  switch (proxies?.kind) {
    case 'namespace':
      return [
        ...namesakes.filter(({ end }) => !('namespace' in end) || end.namespace !== proxies.namespace),
        { name: 'the ingress controller', end: elsewhere(proxies.namespace), role: { kind: 'ingress' } },
      ];
    case 'gatewayPods': {
      const labels = { [other]: proxies.gateway };
      const isOwn = proxies.namespace === cluster?.namespace;
      const { controlPlane } = proxies;
      return [
        ...namesakes,
        isOwn
          ? { name: "the Gateway's proxy", end: inside(labels), role: { kind: 'ownProxy' } }
          : { name: "the Gateway's proxy", end: elsewhere(proxies.namespace, labels), role: { kind: 'ingress' } },
        ...(controlPlane === undefined
          ? []
          : [
              {
                name: "the Gateway's control plane",
                end: elsewhere(controlPlane.namespace),
                role: { kind: 'controlPlane' },
              } as const,
            ]),
      ];
    }
    default:
      return namesakes;
  }
}

/** What the facts of the platform say, in words of its own: nothing here knows how policies are written. */
function shallBeAllowed(platform: Platform, from: Party, to: Party, { protocol, port }: Connection): boolean {
  return maySend() && mayReceive();

  function maySend(): boolean {
    const sender = from.role;
    if (sender.kind === 'stranger' || sender.kind === 'solver') return false;
    if (sender.kind === 'ownProxy') return proxyMaySend();
    if (sender.kind === 'store') return storeMaySend(sender.store);
    if (sender.kind === 'former' && to.role.kind === 'store') {
      return to.role.store === 'redis' && protocol === 'TCP' && port === platform.stores.redis.port;
    }
    if (to.role.kind === 'dns' && isOurs(sender.kind)) return port === 53;
    if (sender.kind === 'former') return false;
    if (sender.kind === 'exporter') return protocol === 'TCP' && reaches(sender.store);
    if (sender.kind !== 'service' && sender.kind !== 'migration' && sender.kind !== 'bootstrap') return true;
    if (protocol !== 'TCP') return false;
    if (to.role.kind === 'address') {
      const { address } = to.role;
      if (givesIdentity(address)) return true;
      if (sender.kind !== 'service') return jobEdges(platform, sender.kind).some((edge) => reachesStore(edge, address));
      if (sender.service.apiAccess && (port === 443 || port === 6443)) return true;
      const { identity, uses } = sender.service;
      if (identity !== undefined && platform.cluster?.provider !== 'gke' && isInternet(address)) return true;
      return uses.some(
        (edge) => reachesStore(edge, address) || reachesInternet(edge, address) || reachesEndpoint(edge, address),
      );
    }
    if (to.role.kind === 'store') {
      const { store } = to.role;
      const edges = sender.kind === 'service' ? sender.service.uses : jobEdges(platform, sender.kind);
      return (
        port === platform.stores[store].port && edges.some((edge) => edge.kind === 'store' && edge.store === store)
      );
    }
    if (sender.kind !== 'service') return false;
    if (to.role.kind === 'monitoring') return portsOfMonitoring(sender.service).includes(port);
    const receiver = to.role.kind === 'service' ? to.role.service : undefined;
    return (
      receiver?.port === port &&
      sender.service.uses.some((edge) => edge.kind === 'service' && edge.service === receiver.name)
    );
  }

  function mayReceive(): boolean {
    const receiver = to.role;
    if (receiver.kind === 'stranger' || receiver.kind === 'migration') return false;
    if (receiver.kind === 'former' || receiver.kind === 'bootstrap') return false;
    if (receiver.kind === 'store') return protocol === 'TCP' && storeMayReceive(receiver.store);
    if (receiver.kind === 'exporter') {
      return from.role.kind === 'monitoring' && protocol === 'TCP' && port === receiver.port;
    }
    if (receiver.kind === 'solver') return isProxy() && protocol === 'TCP' && port === 8089;
    if (receiver.kind === 'ownProxy') return protocol === 'TCP' && (port === 80 || port === 443);
    if (receiver.kind !== 'service') return true;
    if (protocol !== 'TCP' || port !== receiver.service.port) return false;
    switch (from.role.kind) {
      case 'monitoring':
        return receiver.service.metricsPath !== undefined;
      case 'ingress':
      case 'ownProxy':
      case 'address':
        return isProxy() && receiver.service.exposure !== undefined;
      case 'service':
        return from.role.service.uses.some((edge) => edge.kind === 'service' && edge.service === receiver.service.name);
      default:
        return false;
    }
  }

  function storeMaySend(store: StoreName): boolean {
    const between = peerPorts(platform, store);
    if (to.role.kind === 'dns') return between.length > 0 && port === 53;
    if (protocol !== 'TCP') return false;
    if (to.role.kind === 'store') return to.role.store === store && between.includes(port);
    // Instances of an operator ask the API server what to do, wherever it is.
    return (
      store === 'postgres' && isOperated(platform) && to.role.kind === 'address' && (port === 443 || port === 6443)
    );
  }

  function storeMayReceive(store: StoreName): boolean {
    const isClient = port === platform.stores[store].port;
    switch (from.role.kind) {
      case 'service':
        return isClient && from.role.service.uses.some((edge) => edge.kind === 'store' && edge.store === store);
      case 'migration':
      case 'bootstrap':
        return (
          isClient && jobEdges(platform, from.role.kind).some((edge) => edge.kind === 'store' && edge.store === store)
        );
      case 'former':
        return isClient && store === 'redis';
      case 'exporter':
        return isClient && from.role.store === store;
      case 'store':
        return from.role.store === store && peerPorts(platform, store).includes(port);
      case 'monitoring':
        return (isClient && store === 'qdrant') || (port === 9187 && store === 'postgres' && isOperated(platform));
      case 'operator':
        return store === 'postgres' && isOperated(platform) && (isClient || port === 8000);
      default:
        return false;
    }
  }

  /** One store and nothing else, wherever it is. */
  function reaches(store: StoreName): boolean {
    if (to.role.kind === 'store') return to.role.store === store && port === platform.stores[store].port;
    return to.role.kind === 'address' && reachesStore({ kind: 'store', store }, to.role.address);
  }

  function reachesStore(edge: Edge, address: string): boolean {
    return (
      edge.kind === 'store' &&
      port === platform.stores[edge.store].port &&
      isInside(address, networkOf(platform, edge.store) ?? '255.255.255.255/32')
    );
  }

  function reachesInternet(edge: Edge, address: string): boolean {
    return (edge.kind === 'queue' || edge.kind === 'outside') && isInternet(address);
  }

  function isInternet(address: string): boolean {
    return port === 443 && !notInternet.some((cidr) => isInside(address, cidr));
  }

  /** EKS and GKE give a pod its identity on the node; whoever has another one asks on the internet. */
  function givesIdentity(address: string): boolean {
    const { provider, identity } = platform.cluster ?? {};
    if (provider === 'eks') return identity === 'podIdentity' && address === identityAgent && port === 80;
    return (
      provider === 'gke' &&
      identity === 'workloadIdentity' &&
      metadataServer.includes(address) &&
      (port === 80 || port === 988)
    );
  }

  /** Whether the way in is who asks. */
  function isProxy(): boolean {
    if (from.role.kind === 'ingress' || from.role.kind === 'ownProxy') return true;
    const proxies = platform.ingress?.proxies;
    const { role } = from;
    return (
      role.kind === 'address' &&
      proxies?.kind === 'network' &&
      proxies.cidrs.some((cidr) => isInside(role.address, cidr))
    );
  }

  /** What is public, who leads it, the solver, and names. */
  function proxyMaySend(): boolean {
    if (to.role.kind === 'dns') return port === 53;
    if (protocol !== 'TCP') return false;
    if (to.role.kind === 'solver') return port === 8089;
    if (to.role.kind === 'service') return to.role.service.exposure !== undefined && port === to.role.service.port;
    const proxies = platform.ingress?.proxies;
    return to.role.kind === 'controlPlane' && proxies?.kind === 'gatewayPods' && port === proxies.controlPlane?.port;
  }

  /** The queue's own name leads into the network, where SQS has an interface there. */
  function reachesEndpoint(edge: Edge, address: string): boolean {
    const network = platform.aws?.network;
    if (edge.kind !== 'queue' || network === undefined || !network.interfaceEndpoints.includes('sqs')) return false;
    return port === 443 && isInside(address, network.cidr);
  }

  /** `http://collector.monitoring:4318` among the settings of a service. */
  function portsOfMonitoring({ settings }: Service): number[] {
    const url = new RegExp(`^\\w+://[\\w-]+\\.${platform.cluster?.monitoringNamespace}:(\\d+)`);
    return settings.flatMap(({ source }) => {
      const found = source.from === 'literal' ? url.exec(source.value)?.[1] : undefined;
      return found === undefined ? [] : [Number(found)];
    });
  }
}

const isOurs = (kind: Party['role']['kind']): boolean =>
  ['service', 'migration', 'former', 'bootstrap', 'exporter'].includes(kind);

/** A migration reaches the database, and Qdrant for its collection where anybody has one; the bootstrap its server. */
function jobEdges(platform: Platform, job: 'migration' | 'bootstrap'): readonly Edge[] {
  if (job === 'bootstrap') return [{ kind: 'store', store: 'postgres' }];
  const edges = Object.values(platform.services).flatMap(({ uses }) => uses);
  return edges.filter((edge) => edge.kind === 'store' && edge.store !== 'redis');
}

const isOperated = ({ stores: { postgres } }: Platform): boolean =>
  postgres.provider === 'cluster' && postgres.operator !== 'none';

const isOwnServer = ({ stores: { postgres } }: Platform): boolean =>
  postgres.provider === 'cluster' && postgres.operator === 'none';

const isForming = ({ stores: { redis } }: Platform): boolean =>
  redis.provider === 'cluster' && redis.topology.mode === 'cluster';

/** Ports that nodes of one store open to each other, by the manuals of the stores; none where there is one node. */
function peerPorts(platform: Platform, store: StoreName): readonly number[] {
  switch (store) {
    case 'postgres':
      return isOperated(platform) ? [5432, 8000] : [];
    case 'redis':
      return isForming(platform) ? [6379, 16379] : [];
    case 'qdrant':
      return platform.stores.qdrant.nodes > 1 ? [6333, 6335] : [];
  }
}
