import { join } from 'node:path';
import { loadEnvironments } from '../../../lib/cli/environments';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { compose, existingNetwork, plain, production } from '../../support/configs';

const lambda = { code: join(__dirname, '..', '..', 'aws', 'fixtures', 'code'), handler: 'index.handler' };
const reason = 'made by a test';
const digest = `sha256:${'b2'.repeat(32)}`;

const podTerm = {
  topologyKey: 'topology.kubernetes.io/zone',
  labelSelector: { matchExpressions: [{ key: 'app', operator: 'In' as const, values: ['memorai-reports'] }] },
  namespaces: ['insight'],
  namespaceSelector: {
    matchLabels: { team: 'insight' },
    matchExpressions: [{ key: 'tier', operator: 'In' as const, values: ['one'] }],
  },
};
const pods = {
  requiredDuringSchedulingIgnoredDuringExecution: [podTerm],
  preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, podAffinityTerm: podTerm }],
};
const nodes = {
  matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In' as const, values: ['amd64'] }],
  matchFields: [{ key: 'metadata.name' as const, operator: 'NotIn' as const, values: ['node-1'] }],
};

/** A service of a team that says all that a service can, but for what excludes it. */
const reports: NonNullable<PlatformConfig['services']>[string] = {
  image: { repository: 'team/reports', tag: '1.2', digest, pullPolicy: 'Always', pullSecrets: ['team-registry'] },
  port: 3010,
  replicas: { min: 2, max: 3 },
  resources: {
    requests: { cpu: '100m', memory: '512Mi', ephemeralStorage: '1Gi' },
    limits: { cpu: '200m', memory: '512Mi', ephemeralStorage: '2Gi' },
  },
  uses: ['postgres', 'redis', 'queue.consume', 'api'],
  keys: ['ENCRYPTION_KEY'],
  expose: { subdomain: 'figures', hosts: ['figures.memorai.eu'], paths: ['/', '/v1'], requestsPerMinute: 50 },
  env: { CACHE_TTL: 60, OWN_TOKEN: { secretKey: { name: 'team', key: 'token' } }, OWN_IP: { field: 'status.podIP' } },
  envFrom: [{ configMapName: 'team-config', prefix: 'TEAM_' }, { secretName: 'team' }],
  volumes: {
    archive: { kind: 'claim', mountPath: '/archive', size: '1Gi', accessMode: 'ReadWriteMany' },
    cache: { kind: 'emptyDir', mountPath: '/cache', size: '1Gi' },
    certificates: { kind: 'secret', mountPath: '/certificates', secretName: 'team', items: { token: 'a/b' } },
  },
  initContainers: [{ name: 'wait', command: ['node', 'wait.js'], env: { OWN_WAIT: 5 }, mounts: { tmp: '/tmp' } }],
  sidecars: [{ name: 'proxy', image: 'envoyproxy/envoy:v1.35.3', ports: [9901], mounts: { tmp: '/tmp' } }],
  scheduling: {
    nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    tolerations: [{ key: 'team', operator: 'Equal', value: 'insight', effect: 'NoExecute', seconds: 60 }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodes] },
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, preference: nodes }],
      },
      podAffinity: pods,
      podAntiAffinity: pods,
    },
    topologySpread: [{ key: 'example.com/rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' }],
  },
  autoscaling: {
    cpu: 60,
    memory: false,
    metrics: [
      { kind: 'external', name: 'queue_depth', labels: { queue: 'work' }, averageValue: '100' },
      { kind: 'pods', name: 'reports_waiting', averageValue: '5' },
    ],
    behavior: { scaleUp: { policies: [{ pods: 1, period: '2m' }], select: 'Min' } },
  },
  termination: { gracePeriod: '2m', preStop: '20s' },
  network: {
    ingress: [{ namespace: 'insight', pods: { app: 'viewer' }, ports: [8080] }],
    egress: [{ cidr: '192.0.2.0/24', ports: [8443] }],
  },
};

/** What of it may be said once for all services. */
const shared = (({ image: _, port, replicas, uses, keys, expose, volumes, ...rest }) => ({
  ...rest,
  volumes: { archive: { kind: 'claim', mountPath: '/archive', size: '1Gi', accessMode: 'ReadWriteMany' } },
}))(reports) as NonNullable<PlatformConfig['serviceDefaults']>;

const onCluster: PlatformConfig = {
  environment: 'team',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'eks', nodePools: { spare: { instanceType: 'm5.large', minNodes: 0, maxNodes: 2 } } },
  services: { reports },
  stores: {
    postgres: { provider: 'aurora', partitions: { tables: ['memories'] }, searchPath: ['memorai', 'public'] },
    redis: { provider: 'elasticache' },
    qdrant: { provider: 'cluster' },
  },
  ingress: { controller: 'alb', externalDns: { ttl: '60s' } },
  monitoring: {
    scrape: 'podMonitor',
    labels: { release: 'prometheus' },
    objectives: { availability: 99.5, latency: '250ms', latencyPercent: 99 },
    alerts: { PodRestarts: { enabled: false, reason } },
    receivers: {
      archive: {
        kind: 'email',
        to: ['operations@memorai.com'],
        from: 'alerts@memorai.com',
        server: { host: 'mail.memorai.com', username: 'alerts' },
      },
    },
  },
  gitops: { tool: 'argocd', application: { repository: 'https://git.memorai.com/deployments.git' } },
  extraObjects: [{ data: { note: 'one' }, apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team-notes' } }],
  patches: [{ target: { kind: 'ConfigMap', name: 'memorai-config' }, merge: { data: { TEAM_NOTE: 'a note' } } }],
  alarms: { email: ['operations@memorai.com'] },
  backup: { objectLock: { mode: 'governance', days: 3 } },
  aws: {
    region: 'us-east-1',
    account: '123456789012',
    hostedZone: { id: 'Z0123456789ABCDEFGHIJ' },
    network: {
      kind: 'create',
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      interfaceEndpoints: ['sqs', 'ecr.api'],
    },
    registry: { kind: 'create', keepImages: 20 },
    recovery: {
      kind: 'globalCluster',
      region: 'us-west-2',
      network: { availabilityZones: ['us-west-2a', 'us-west-2b'] },
    },
    eks: { kind: 'create', admins: ['arn:aws:iam::123456789012:role/platform'] },
    dns: { failover: { 'go.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
  },
};

const functions: PlatformConfig = {
  environment: 'functions',
  version: '3.2.0',
  domain: 'memorai.com',
  deployment: 'serverless',
  services: { api: { lambda }, worker: { lambda } },
  stores: {
    postgres: { provider: 'aurora', capacity: { kind: 'provisioned', instanceType: 'r6g.large' } },
    redis: { provider: 'elasticache', topology: { mode: 'standalone' } },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.9.0.0/16' },
  },
  alarms: { email: ['operations@memorai.com'] },
  aws: {
    region: 'us-east-1',
    network: existingNetwork,
    hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'memorai.com' },
    api: { managedRules: ['common', 'sqlInjection'] },
  },
};

/** On any cluster, with stores of its own. */
const contained: PlatformConfig = {
  environment: 'contained',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'generic' },
  stores: {
    postgres: { provider: 'cluster', searchPath: ['memorai', 'public'] },
    redis: { provider: 'cluster' },
    qdrant: { provider: 'cluster' },
  },
  serviceDefaults: shared,
  services: { worker: { enabled: false } },
  exceptions: [{ rule: 'ingress-controller', path: 'ingress.controller', reason }],
  secrets: { provider: 'existing', keys: { DB_PASSWORD: { name: 'postgres', key: 'password' } } },
  ingress: { controller: 'ingress-nginx', tls: { issuer: { email: 'operations@memorai.com' } } },
  gitops: { tool: 'flux', source: { name: 'deployments' } },
};

/** On any cluster, with stores that somebody else runs. */
const outside = plain({
  environment: 'outside',
  stores: { postgres: { provider: 'external', host: 'postgres.memorai.com', searchPath: ['memorai', 'public'] } },
  settings: { CACHE_TTL: 60, ENABLE_ANALYTICS: false },
  monitoring: {
    exporters: {
      postgres: { enabled: false, reason, address: 'postgres-exporter.memorai.com:9187' },
      redis: { enabled: false, reason, address: 'redis-exporter.memorai.com:9121' },
    },
  },
});

/** One node of each store, and a database that an operator runs. */
const operated: PlatformConfig = {
  environment: 'operated',
  version: '3.2.0',
  domain: 'memorai.com',
  tier: 'minimum',
  cluster: {
    provider: 'generic',
    nodePools: {
      application: { capacity: { cpu: '8', memory: '32Gi' }, minNodes: 2, maxNodes: 5 },
      spare: { capacity: { cpu: '8', memory: '32Gi' }, minNodes: 2, maxNodes: 5 },
    },
  },
  stores: {
    postgres: { provider: 'cluster', operator: 'cloudnative-pg' },
    redis: { provider: 'cluster' },
    qdrant: { provider: 'cluster' },
  },
  services: { worker: { enabled: false } },
  gitops: { tool: 'argocd' },
};

/** One service, which works on the queue; a cluster that answers the internet. */
const consumers = production({
  environment: 'consumers',
  aws: {
    network: existingNetwork,
    eks: { kind: 'create', endpoint: { access: 'public', cidrs: ['192.0.2.0/24'], reason } },
  },
  services: { api: { enabled: false }, dashboard: { enabled: false }, mcp: { enabled: false }, worker: {} },
  serviceDefaults: { autoscaling: { kind: 'keda' } },
  migration: { service: 'worker' },
});

const onOneMachine = compose({
  environment: 'machine',
  protection: { level: 'none', reason },
  queue: { provider: 'elasticmq' },
  domain: 'memorai.com',
  compose: {
    proxy: { kind: 'caddy', email: 'operations@memorai.com' },
    backups: { retentionDays: 14 },
    logging: { maxSize: '5Mi' },
    sources: { api: { target: '/app' } },
    ports: { api: 3101 },
  },
});

export interface Base {
  readonly name: string;
  readonly config: PlatformConfig;
}

/** The shipped environments, the examples, and one of each deployment that says as much as it can. */
export const bases: readonly Base[] = [
  ...[onCluster, contained, functions, outside, operated, consumers, onOneMachine].map((config) => ({
    name: config.environment,
    config,
  })),
  ...['environments', 'examples/environments'].flatMap((folder) =>
    loadEnvironments({ folder, names: [] }).map(({ source, platform }) => ({
      name: platform.environment,
      config: source.value as PlatformConfig,
    })),
  ),
];
