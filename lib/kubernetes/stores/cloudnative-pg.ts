import { formatCpu, formatMemory } from '../../config/units';
import { identifier } from '../../platform/database/quote';
import { postgresConfig } from '../../platform/store-config/postgres-config';
import type { Platform, Postgres, Setting } from '../../platform/types';
import { clusterOf, podSelector, workloadMetadata } from '../metadata';
import { dns, inNamespace, network, pods, tcp } from '../peers';
import { placement } from '../pod';
import { secrets } from '../secrets';
import { customObject, type KubernetesObject } from '../typed';
import { storeClients, workloadPolicy } from './network-policy';
import { needsOwnHost } from './spread';
import { type StoreObjects, workloadOf } from './store-server';

type Contained = Extract<Postgres, { provider: 'cluster' }>;

/** Where the operator runs, by its own manifests and chart, and the label of its pods. */
const OPERATOR = {
  ...inNamespace('cnpg-system'),
  podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
};
/** Ports of an instance beside PostgreSQL's (CloudNativePG, 'Security', 'Exposed ports'). */
const STATUS_PORT = 8000;
const METRICS_PORT = 9187;

/** What we give of `ClusterSpec` (postgresql.cnpg.io/v1). */
interface ClusterSpec {
  readonly instances: number;
  readonly imageName: string;
  readonly imagePullPolicy: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[] | undefined;
  readonly inheritedMetadata: { readonly labels: Readonly<Record<string, string>> };
  readonly primaryUpdateStrategy: 'unsupervised';
  readonly bootstrap: {
    readonly initdb: {
      readonly database: string;
      readonly owner: string;
      readonly secret: { readonly name: string };
      readonly dataChecksums: true;
      readonly encoding: 'UTF8';
      readonly postInitApplicationSQL: readonly string[];
    };
  };
  readonly managed?: { readonly roles: readonly ManagedRole[] } | undefined;
  readonly enableSuperuserAccess: true;
  readonly superuserSecret: { readonly name: string };
  readonly postgresql: { readonly parameters: Readonly<Record<string, string>> };
  readonly storage: { readonly size: string; readonly storageClass?: string | undefined };
  readonly resources: Record<'requests' | 'limits', { readonly cpu: string; readonly memory: string }>;
  readonly affinity: {
    readonly enablePodAntiAffinity: true;
    readonly podAntiAffinityType: 'required' | 'preferred';
    readonly topologyKey: string;
  } & ReturnType<typeof placement>;
  readonly seccompProfile: { readonly type: 'RuntimeDefault' };
}

/** A role that the operator makes and keeps (CloudNativePG, 'PostgreSQL Role Management'). */
interface ManagedRole {
  readonly name: string;
  readonly ensure: 'present';
  readonly login: true;
  readonly inRoles: readonly string[];
  readonly connectionLimit: number;
  readonly passwordSecret: { readonly name: string };
}

/** A PostgreSQL that the operator CloudNativePG makes, replicates and fails over: its object, its Secrets, its policy. */
export function cloudNativePg(platform: Platform, postgres: Contained): StoreObjects {
  const { workload } = postgres;
  // The user of the operator's images, which it sets itself.
  const own = workloadOf({ workload, user: { id: 26, group: 26 } });
  const owner = `${workload.fullName}-owner`;
  const superuser = `${workload.fullName}-superuser`;
  const exporter = `${workload.fullName}-monitor`;
  const { monitor } = postgres;
  return {
    // The operator makes the service account of the instances, with the rights that they need.
    access: [],
    config: [],
    secrets: [
      ...login(platform, postgres, owner, 'DB_PASSWORD', postgres.username),
      ...login(platform, postgres, superuser, 'POSTGRES_PASSWORD', 'postgres'),
      ...(monitor === undefined
        ? []
        : login(platform, postgres, exporter, 'POSTGRES_MONITOR_PASSWORD', monitor.username)),
    ],
    network: workloadPolicy(platform, own, instanceRules(platform, postgres)),
    stores: [
      customObject<ClusterSpec>(
        'postgresql.cnpg.io/v1',
        'Cluster',
        workloadMetadata(platform, own, workload.fullName),
        {
          instances: workload.nodes,
          imageName: workload.image.reference,
          imagePullPolicy: workload.image.pullPolicy,
          imagePullSecrets:
            workload.image.pullSecrets.length === 0 ? undefined : workload.image.pullSecrets.map((name) => ({ name })),
          // Network policies select by it.
          inheritedMetadata: { labels: podSelector(workload.fullName) },
          primaryUpdateStrategy: 'unsupervised',
          bootstrap: {
            initdb: {
              database: postgres.database,
              owner: postgres.username,
              secret: { name: owner },
              dataChecksums: true,
              encoding: 'UTF8',
              postInitApplicationSQL: postgres.extensions.map(
                (name) => `CREATE EXTENSION IF NOT EXISTS ${identifier(name)}`,
              ),
            },
          },
          managed: monitor && { roles: [monitorRole(monitor, exporter)] },
          enableSuperuserAccess: true,
          superuserSecret: { name: superuser },
          postgresql: { parameters: parametersOf(postgres) },
          storage: { size: formatMemory(workload.volume.sizeMiB), storageClass: workload.volume.storageClass },
          resources: {
            requests: amounts(workload.resources.requests),
            limits: amounts(workload.resources.limits),
          },
          affinity: {
            enablePodAntiAffinity: true,
            podAntiAffinityType: needsOwnHost(platform, workload, workload.nodes) ? 'required' : 'preferred',
            topologyKey: 'kubernetes.io/hostname',
            ...placement(platform, own),
          },
          seccompProfile: { type: 'RuntimeDefault' },
        },
      ),
    ],
  };
}

/** As the bootstrap makes it elsewhere. */
const monitorRole = (monitor: NonNullable<Contained['monitor']>, secretName: string): ManagedRole => ({
  name: monitor.username,
  ensure: 'present',
  login: true,
  inRoles: ['pg_monitor'],
  connectionLimit: monitor.connections,
  passwordSecret: { name: secretName },
});

const amounts = ({ cpuMillis, memoryMiB }: { readonly cpuMillis: number; readonly memoryMiB: number }) => ({
  cpu: formatCpu(cpuMillis),
  memory: formatMemory(memoryMiB),
});

/**
 * The operator loads a library that it knows when one of its parameters is there, and refuses the list as a parameter
 * (CloudNativePG, 'PostgreSQL Configuration').
 */
function parametersOf(postgres: Contained): Readonly<Record<string, string>> {
  const { shared_preload_libraries: libraries, ...parameters } = postgresConfig(postgres);
  return libraries === undefined ? parameters : { ...parameters, 'pg_stat_statements.track': 'top' };
}

/** A Secret of the kind that the operator reads: a name and a password; changed ones are taken over at once. */
function login(
  platform: Platform,
  { workload }: Contained,
  name: string,
  password: string,
  username: string,
): readonly KubernetesObject[] {
  const settings = workload.settings
    .filter((setting) => setting.name === password)
    .map((setting): Setting => ({ ...setting, name: 'password' }));
  const own = workloadOf({
    workload: { ...workload, settings, fullName: name, secretName: name },
    user: { id: 26, group: 26 },
  });
  const objects = secrets(platform, own, {
    type: 'kubernetes.io/basic-auth',
    labels: { 'cnpg.io/reload': 'true' },
    data: { username },
  });
  // Each has a name of its own, and belongs to the one database.
  return objects.map((object) => {
    const labels = { ...object.metadata.labels, ...podSelector(workload.fullName) };
    return { ...object, metadata: { ...object.metadata, labels } };
  });
}

/** In: clients, other instances, the operator, the scraper. Out: other instances, and the API server, which leads them. */
function instanceRules(platform: Platform, { workload, port }: Contained): Parameters<typeof workloadPolicy>[2] {
  const instances = pods(workload.fullName);
  return {
    ingress: [
      { from: [...storeClients(platform, 'postgres').map(pods), instances], ports: [tcp(port)] },
      { from: [OPERATOR], ports: [tcp(port), tcp(STATUS_PORT)] },
      { from: [instances], ports: [tcp(STATUS_PORT)] },
      { from: [inNamespace(clusterOf(platform).monitoringNamespace)], ports: [tcp(METRICS_PORT)] },
    ],
    egress: [
      dns,
      { to: [instances], ports: [tcp(port), tcp(STATUS_PORT)] },
      { to: [network('0.0.0.0/0')], ports: [tcp(443), tcp(6443)] },
    ],
  };
}
