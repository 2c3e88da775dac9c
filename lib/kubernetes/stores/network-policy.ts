import type { k8s } from 'cdk8s-plus-27';
import { ownExporters } from '../../platform/exporters';
import type { Platform, StoreName } from '../../platform/types';
import { usesStore } from '../../platform/uses';
import { bootstrapName } from '../bootstrap';
import { clusterOf, podSelector, workloadMetadata } from '../metadata';
import { dns, inNamespace, letIn, pods, tcp } from '../peers';
import { type KubernetesObject, kubernetesObject, type Plain } from '../typed';
import { migrationWorkload, type Workload } from '../workload';
import { redisClusterWorkload } from './redis-cluster-job';
import { type StoreServer, workloadOf } from './store-server';

type Spec = Plain<k8s.NetworkPolicySpec>;

/** Stores that serve metrics themselves, on their client port: Qdrant's /metrics. */
const servesMetrics: readonly StoreName[] = ['qdrant'];

/** Full names of who may connect to a store: services with an edge to it, the migration, its exporter, who sets it up. */
export function storeClients(platform: Platform, store: StoreName): readonly string[] {
  const { services, migration, stores } = platform;
  const { postgres } = stores;
  const isOurServer = postgres.provider === 'cluster' && postgres.operator === 'none';
  return [
    ...Object.values(services)
      .filter(({ uses }) => usesStore(uses, store))
      .map(({ fullName }) => fullName),
    ...(migration?.stores.includes(store) ? [migrationWorkload(migration).fullName] : []),
    ...ownExporters(platform)
      .filter((exporter) => exporter.store === store)
      .map(({ fullName }) => fullName),
    ...(store === 'postgres' && isOurServer ? [bootstrapName] : []),
  ];
}

/** One policy a workload; nothing where the cluster has no policies. */
export const workloadPolicy = (
  platform: Platform,
  workload: Workload,
  rules: Pick<Spec, 'ingress' | 'egress'>,
): readonly KubernetesObject[] =>
  clusterOf(platform).networkPolicies
    ? [
        kubernetesObject('NetworkPolicy', workloadMetadata(platform, workload, workload.fullName), {
          spec: {
            podSelector: { matchLabels: podSelector(workload.fullName) },
            policyTypes: ['Ingress', 'Egress'],
            ...rules,
          },
        }),
      ]
    : [];

/** In: its clients, its own nodes, whoever forms it, and the scraper where it serves metrics. Out: its own nodes. */
export function storePolicies(platform: Platform, server: StoreServer): readonly KubernetesObject[] {
  const { workload, ports } = server;
  const isCluster = ports.peers.length > 0;
  const nodes = pods(workload.fullName);
  const job = redisClusterWorkload(server);
  const forms = workload.name === 'redis' && isCluster;
  const between = [ports.client, ...ports.peers].map(({ port }) => tcp(port));
  const clients = [
    ...storeClients(platform, workload.name).map(pods),
    ...(forms ? [pods(job.fullName)] : []),
    ...(servesMetrics.includes(workload.name) ? [inNamespace(clusterOf(platform).monitoringNamespace)] : []),
  ];
  const ingress = [...letIn(clients, [tcp(ports.client.port)]), ...(isCluster ? letIn([nodes], between) : [])];
  return [
    ...workloadPolicy(platform, workloadOf(server), {
      ingress: ingress.length === 0 ? undefined : ingress,
      egress: isCluster ? [dns, { to: [nodes], ports: between }] : undefined,
    }),
    ...(forms
      ? workloadPolicy(platform, job, { egress: [dns, { to: [nodes], ports: [tcp(ports.client.port)] }] })
      : []),
  ];
}
