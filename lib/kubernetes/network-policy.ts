import { privateRanges } from '../platform/cidr';
import { settingAddresses } from '../platform/setting-addresses';
import type { Edge, Platform, Service, StoreName } from '../platform/types';
import { reachesInternet } from '../platform/uses';
import { clusterOf, podSelector, sharedMetadata, workloadMetadata } from './metadata';
import { dns, type Egress, inNamespace, letIn, network, type Peer, pods, tcp } from './peers';
import { type KubernetesObject, kubernetesObject } from './typed';
import { proxyPeers, wayInPolicies } from './way-in-policy';
import { migrationWorkload, type Workload } from './workload';

/** The EKS Pod Identity agent, on every node: without it a pod has no credentials (AWS, 'How Pod Identity works'). */
const podIdentityAgent: Egress = { to: [network('169.254.170.23/32')], ports: [tcp(80)] };

/**
 * GKE's metadata server, which answers with the identity of the pod: 80 on its address, and on each node 988, to which
 * the first is led (GKE, 'Configure network policies for applications').
 */
const metadataServer: Egress = {
  to: [network('169.254.169.254/32'), network('169.254.169.252/32')],
  ports: [tcp(80), tcp(988)],
};

/** HTTPS to the internet. Not to private addresses (RFC 1918, RFC 6598) nor to the node's metadata (RFC 3927). */
const internet: Egress = {
  to: [
    {
      ipBlock: {
        cidr: '0.0.0.0/0',
        except: [...privateRanges],
      },
    },
  ],
  ports: [tcp(443)],
};

/** Where SQS has an interface in the network, its name leads there, to an address that `internet` leaves out. */
function queueEndpoint({ aws, queue }: Platform): readonly Egress[] {
  return queue.provider === 'sqs' && aws?.network.interfaceEndpoints.includes('sqs') === true
    ? [{ to: [network(aws.network.cidr)], ports: [tcp(443)] }]
    : [];
}

/** The API server, whose address only the cluster knows. */
const apiServer: Egress = { to: [network('0.0.0.0/0')], ports: [tcp(443), tcp(6443)] };

/**
 * What the service's settings name, by their ports: the collector and whatever else of other namespaces, and addresses. Of
 * names outside no policy knows; rule `setting-ways` tells them.
 */
function settingEgress(platform: Platform, service: Service): readonly Egress[] {
  const peers = new Map<string, { readonly peer: Peer; readonly ports: Set<number> }>();
  for (const { place, port } of settingAddresses(platform, service)) {
    if (place.kind !== 'namespace' && place.kind !== 'network') continue;
    const isRange = place.kind === 'network';
    const name = isRange ? place.cidr : place.namespace;
    const known = peers.get(name) ?? { peer: isRange ? network(name) : inNamespace(name), ports: new Set() };
    peers.set(name, known);
    known.ports.add(port);
  }
  return [...peers.values()].map(({ peer, ports }) => ({
    to: [peer],
    ports: [...ports].sort((a, b) => a - b).map(tcp),
  }));
}

/** Who the config names beside the edges. */
const peerOf = ({ cidr, namespace, pods: labels }: Service['network']['ingress'][number]): Peer =>
  cidr === undefined
    ? {
        ...(namespace === undefined ? {} : inNamespace(namespace)),
        podSelector: labels === undefined ? undefined : { matchLabels: labels },
      }
    : network(cidr);

/** Everything is forbidden that no other policy allows; then one policy a workload, from its edges. */
export function networkPolicies(platform: Platform): readonly KubernetesObject[] {
  if (!clusterOf(platform).networkPolicies) return [];
  const { migration } = platform;
  const callers = callersOf(platform);
  return [
    kubernetesObject('NetworkPolicy', sharedMetadata(platform, 'network', 'default-deny'), {
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    }),
    ...wayInPolicies(platform),
    ...Object.values(platform.services).map((service) =>
      servicePolicy(platform, service, callers.get(service.name) ?? []),
    ),
    ...(migration === undefined ? [] : storeClientPolicy(platform, migrationWorkload(migration), migration.stores)),
  ];
}

/** Full names of the services that call each service, by its short name. */
function callersOf(platform: Platform): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, string[]>();
  for (const { fullName, uses } of Object.values(platform.services)) {
    for (const edge of uses) {
      if (edge.kind === 'service') {
        const list = callers.get(edge.service) ?? [];
        list.push(fullName);
        callers.set(edge.service, list);
      }
    }
  }
  return callers;
}

/**
 * In: the way in where it is public, its callers, the scraper where it has metrics. Probes come from the node and need no
 * rule.
 */
function servicePolicy(platform: Platform, service: Service, callers: readonly string[]): KubernetesObject {
  const { monitoringNamespace } = clusterOf(platform);
  const from = [
    ...(service.exposure === undefined ? [] : proxyPeers(platform)),
    ...callers.map(pods),
    ...(service.metricsPath === undefined ? [] : [inNamespace(monitoringNamespace)]),
  ];
  const ingress = [
    ...letIn(from, [tcp(service.port)]),
    ...service.network.ingress.map((one) => ({ from: [peerOf(one)], ports: one.ports.map(tcp) })),
  ];
  return kubernetesObject('NetworkPolicy', workloadMetadata(platform, service, service.fullName), {
    spec: {
      podSelector: { matchLabels: podSelector(service.fullName) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: ingress.length === 0 ? undefined : ingress,
      egress: [
        ...always(platform),
        ...settingEgress(platform, service),
        ...(service.apiAccess ? [apiServer] : []),
        ...service.uses.flatMap((edge) => edgeEgress(platform, edge)),
        ...(reachesInternet(platform, service) ? [internet] : []),
        ...service.network.egress.map((one) => ({ to: [peerOf(one)], ports: one.ports.map(tcp) })),
        ...(service.uses.some(({ kind }) => kind === 'queue') ? queueEndpoint(platform) : []),
      ],
    },
  });
}

/** A Job that reaches stores and nothing else; nobody calls it. Nothing where the cluster has no policies. */
export function storeClientPolicy(
  platform: Platform,
  workload: Workload,
  stores: readonly StoreName[],
): readonly KubernetesObject[] {
  if (!clusterOf(platform).networkPolicies) return [];
  return [
    kubernetesObject('NetworkPolicy', workloadMetadata(platform, workload, workload.fullName), {
      spec: {
        podSelector: { matchLabels: podSelector(workload.fullName) },
        policyTypes: ['Ingress', 'Egress'],
        egress: [...always(platform), ...stores.map((store) => storeEgress(platform, store))],
      },
    }),
  ];
}

/** Names, and where the provider gives a pod its identity. IRSA and Azure do that over HTTPS, which `reachesInternet` opens. */
function always(platform: Platform): readonly Egress[] {
  const { provider, identity } = clusterOf(platform);
  if (provider === 'eks' && identity === 'podIdentity') return [dns, podIdentityAgent];
  return provider === 'gke' && identity === 'workloadIdentity' ? [dns, metadataServer] : [dns];
}

/** What an edge needs beyond HTTPS to the internet, which is one rule for all edges of a service. */
function edgeEgress(platform: Platform, edge: Edge): readonly Egress[] {
  switch (edge.kind) {
    case 'store':
      return [storeEgress(platform, edge.store)];
    case 'service': {
      const target = platform.services[edge.service];
      if (target === undefined) {
        throw new Error(`an edge leads to service ${edge.service}, which the platform does not have`);
      }
      return [{ to: [pods(target.fullName)], ports: [tcp(target.port)] }];
    }
    case 'queue':
    case 'outside':
      return [];
  }
}

/** The way to a store, wherever it is. */
export function storeEgress(platform: Platform, name: StoreName): Egress {
  const store = platform.stores[name];
  return { to: [storePeer(platform, store)], ports: [tcp(store.port)] };
}

function storePeer(platform: Platform, store: Platform['stores'][StoreName]): Peer {
  switch (store.provider) {
    case 'external':
      return network(store.cidr);
    case 'cluster':
      return pods(store.workload.fullName);
    case 'aurora':
    case 'elasticache':
      return network(vpcOf(platform));
  }
}

/** Where a managed database may have its address. */
function vpcOf(platform: Platform): string {
  if (platform.aws === undefined) {
    throw new Error('a store is managed by AWS, but the platform has no aws section with its network');
  }
  return platform.aws.network.cidr;
}
