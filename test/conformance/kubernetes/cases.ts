import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { PlatformConfig } from '../../../lib/config/schema/index';

/** An environment that is deployed in the laboratory, and a service whose removal is tried at the end. */
export interface Case {
  readonly name: string;
  readonly config: PlatformConfig;
  readonly removed: string;
}

const read = (file: string): PlatformConfig => load(readFileSync(file, 'utf8')) as PlatformConfig;

/** A config of its own with nearly every key that shows in Kubernetes. */
const everything: PlatformConfig = {
  environment: 'everything',
  version: '3.3.0-rc.1',
  domain: 'everything.memorai.com',
  cluster: {
    provider: 'eks',
    version: '1.29',
    namespace: 'team-memorai',
    monitoringNamespace: 'observability',
    nodePools: {
      application: { instanceType: 'm7g.xlarge', minNodes: 3, maxNodes: 6 },
      database: { enabled: false },
      reporting: { instanceType: 'r6i.large', minNodes: 2, maxNodes: 3, tainted: true },
    },
  },
  images: { registry: 'registry.memorai.com/platform', pullPolicy: 'Always', pullSecrets: ['registry-login'] },
  services: {
    api: { uses: ['postgres', 'redis', 'qdrant', 'queue.produce', 'openai', 'sendgrid', 'reports'] },
    dashboard: { replicas: { min: 3, max: 3 }, rollout: { maxSurge: 2, maxUnavailable: 1 } },
    worker: { replicas: { min: 2, max: 2 } },
    reports: {
      image: { repository: 'team/reports', tag: '1.4.0', digest: `sha256:${'a1'.repeat(32)}` },
      port: 3010,
      replicas: { min: 2, max: 5 },
      placement: 'reporting',
      uses: ['postgres', 'mcp'],
      apiAccess: true,
      env: { REPORT_FORMAT: 'pdf', REPORT_SIGNING_KEY: { secret: true } },
      expose: { subdomain: 'reports', requestsPerMinute: 600 },
    },
    notes: {
      image: { repository: 'team/notes', tag: '0.1.0' },
      port: 3011,
      uses: ['api'],
      volumes: { cache: { kind: 'emptyDir', mountPath: '/cache', size: '1Gi' } },
      initContainers: [{ name: 'warm', command: ['node', 'warm.js'], mounts: { cache: '/cache' } }],
      sidecars: [{ name: 'proxy', image: 'team/proxy:1.0.0', ports: [9901], resources: { requests: { cpu: '100m' } } }],
      security: { user: 1000, supplementalGroups: [2000] },
      scheduling: { topologySpread: [{ key: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }] },
      disruptionBudget: { maxUnavailable: '50%' },
      probes: { startup: { enabled: false, reason: 'it starts within a second' } },
      metrics: { enabled: false, reason: 'the image of a vendor' },
    },
  },
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal.memorai.com', cidr: '10.20.0.0/16', port: 6380 },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.30.0.0/16', auth: false },
  },
  secrets: { provider: 'externalSecrets', refresh: '5m' },
  ingress: {
    controller: 'gateway',
    namespace: 'edge',
    className: 'edge',
    tls: { secretName: 'edge-tls', issuer: { email: 'operations@memorai.com', staging: true } },
  },
  // A cluster of 1.29 can only be one that is there: EKS makes none any more.
  aws: {
    region: 'eu-central-1',
    network: {
      kind: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.40.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    },
    eks: { kind: 'existing', name: 'team' },
  },
};

/** The newest server, no migration, one replica each, Secrets that somebody else keeps; a load balancer of AWS, IRSA. */
const newest: PlatformConfig = {
  environment: 'newest',
  version: '3.2.0',
  domain: 'newest.memorai.com',
  tier: 'minimum',
  cluster: {
    provider: 'eks',
    version: '1.37',
    identity: 'irsa',
    nodePools: { application: { minNodes: 2, maxNodes: 3 }, ml_workload: { minNodes: 2, maxNodes: 2 } },
  },
  services: {
    api: { replicas: { min: 1, max: 1 }, identity: 'arn:aws:iam::123456789012:role/memorai-api' },
    mcp: { expose: {} },
    worker: { replicas: { min: 1, max: 2 } },
  },
  migration: { enabled: false },
  stores: {
    postgres: { provider: 'external', host: 'postgres.internal.memorai.com', cidr: '10.50.0.0/24' },
    redis: { host: 'redis.internal.memorai.com', cidr: '10.50.1.0/24', auth: false },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.50.2.0/24' },
  },
  ingress: {
    controller: 'alb',
    proxyCidrs: ['10.51.0.0/16'],
    tls: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d' },
    wafAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b2c3d',
  },
};

/** All stores in the cluster: one server each of PostgreSQL and Redis, three of Qdrant, on the pools of EKS. */
const contained: PlatformConfig = {
  environment: 'contained',
  version: '3.2.0',
  domain: 'contained.memorai.com',
  cluster: { provider: 'eks', version: '1.36' },
  stores: {
    postgres: { provider: 'cluster', resources: { cpu: '1500m', memory: '4Gi' } },
    redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume: { accessMode: 'ReadWriteOncePod' } },
    qdrant: { provider: 'cluster' },
  },
  aws: { region: 'eu-central-1' },
};

/** A cluster of Redis and an operator's PostgreSQL, on GKE, with Secrets that somebody else keeps. */
const clustered: PlatformConfig = {
  environment: 'clustered',
  version: '3.2.0',
  domain: 'clustered.memorai.com',
  cluster: { provider: 'gke', version: '1.37', nodePools: { database: { instanceType: 'n2-highmem-8' } } },
  stores: {
    postgres: { provider: 'cluster', operator: 'cloudnative-pg', resources: { cpu: 2, memory: '4Gi' } },
    redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 3, replicasPerShard: 1 } },
    qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1 },
  },
};

const example = read('examples/kubernetes-service/platform.yaml');

/** Every shipped environment with a cluster, the examples' configs, and variations. */
export const cases: readonly Case[] = [
  { name: 'production', config: read('environments/production.yaml'), removed: 'mcp' },
  { name: 'staging', config: read('environments/staging.yaml'), removed: 'mcp' },
  {
    name: 'example',
    // It calls itself production, and would share the namespace of the first.
    config: { ...example, cluster: { ...example.cluster, namespace: 'example-production' } },
    removed: 'reports',
  },
  { name: 'aks', config: read('examples/environments/aks.yaml'), removed: 'mcp' },
  { name: 'gke', config: read('examples/environments/gke.yaml'), removed: 'mcp' },
  { name: 'generic', config: read('examples/environments/generic.yaml'), removed: 'mcp' },
  { name: 'everything', config: everything, removed: 'notes' },
  { name: 'newest', config: newest, removed: 'mcp' },
  { name: 'contained', config: contained, removed: 'mcp' },
  { name: 'clustered', config: clustered, removed: 'mcp' },
];

/** The next release, without a service: a default one is switched off, a team's own is not written any more. */
export function nextWithout(config: PlatformConfig, service: string): PlatformConfig {
  const { [service]: written, ...others } = config.services ?? {};
  const isOwn = written?.image?.repository !== undefined;
  return { ...config, version: '4.0.0', services: isOwn ? others : { ...others, [service]: { enabled: false } } };
}

/** The same environment in a release whose images never get ready here. */
export function broken(config: PlatformConfig): PlatformConfig {
  const services = Object.entries(config.services ?? {}).map(([name, service]) => {
    const { digest: _, tag: __, ...image } = service.image ?? {};
    return [name, { ...service, image: { ...image, tag: 'broken' } }];
  });
  return { ...config, version: 'broken', services: Object.fromEntries(services) };
}
