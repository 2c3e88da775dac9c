import fc from 'fast-check';
import type { PlatformConfig } from '../../lib/config/schema/index';

/** Sometimes present, sometimes left out. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** A map whose undefined members are left out, as a person would write it. */
export const sparse = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) =>
  fc
    .record(shape)
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)));

export const shortName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const envName = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/).map((name) => `OWN_${name}`);
const memory = fc.constantFrom('256Mi', '512Mi', '1Gi', '1.5Gi', '2Gi', '1024mb');
const cpu = fc.constantFrom('100m', '250m', '0.5', 1, 2, '1500m');
/** Text that breaks careless quoting: YAML, JSON, URLs, shells. */
const nastyText = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '0x10',
    '1e3',
    '=',
    '<<',
    '{{ .x }}',
    '${x}',
    "it's",
    '"',
    '#',
    'a: b',
    ' x ',
    '2025-01-01',
    '\\',
    'é',
    '日本',
  ),
  fc.string({ minLength: 0, maxLength: 20 }).filter((text) => !/[\r\n\0]/.test(text) && !/\p{Surrogate}/u.test(text)),
);

const resources = sparse({
  requests: maybe(sparse({ cpu: maybe(cpu), memory: maybe(memory) })),
  limits: maybe(sparse({ cpu: maybe(cpu), memory: maybe(memory) })),
});

const reason = 'made by a test';

/** What only a renderer reads. */
const knobs = {
  command: maybe(fc.constant(['node', 'server.js'])),
  envFrom: maybe(fc.constantFrom([{ configMapName: 'team' }], [{ secretName: 'team', prefix: 'TEAM_' }])),
  volumes: maybe(
    fc.constantFrom(
      { cache: { kind: 'emptyDir', mountPath: '/cache', size: '1Gi' } },
      { cache: { kind: 'claim', mountPath: '/cache', size: '1Gi', accessMode: 'ReadWriteMany' } },
      { keys: { kind: 'secret', mountPath: '/keys', secretName: 'team' } },
    ),
  ),
  initContainers: maybe(fc.constant([{ name: 'wait', mounts: { tmp: '/tmp' } }])),
  sidecars: maybe(fc.constant([{ name: 'proxy', image: 'team/proxy:1.0.0', ports: [9901] }])),
  serviceAccount: maybe(
    fc.constantFrom({ token: true }, { create: false, name: 'team' }, { annotations: { 'team.example/a': 'b' } }),
  ),
  security: maybe(
    fc.constantFrom({ user: 1000, supplementalGroups: [7] }, { readOnlyRootFilesystem: { enabled: false, reason } }),
  ),
  scheduling: maybe(
    fc.constantFrom(
      { topologySpread: [] },
      { nodeSelector: { 'kubernetes.io/arch': 'arm64' }, tolerations: [{ key: 'team', operator: 'Exists' }] },
      { priorityClass: 'team' },
    ),
  ),
  disruptionBudget: maybe(fc.constantFrom({ maxUnavailable: '25%' }, { minAvailable: 1 }, { enabled: false, reason })),
  network: maybe(fc.constant({ egress: [{ cidr: '192.0.2.0/24', ports: [8443] }] })),
  pod: maybe(fc.constant({ labels: { team: 'insight' }, annotations: { note: 'yes: "#" {{ .x }}' } })),
};

/** Where configs are of: a cluster of each provider, and functions. */
type Kind = 'plain' | 'aks' | 'gke' | 'eks' | 'serverless';

/** Whom pods are to the cloud, where a service account can name it. */
const identities: Readonly<Partial<Record<Kind, string>>> = {
  aks: '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f',
  gke: 'memorai@memorai-prod.iam.gserviceaccount.com',
};

/** What has no meaning beside the rest is left out, as a person would after the first refusal: most configs are to be rendered. */
function meaningful(service: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const {
    uses = [],
    rollout,
    autoscaling,
    serviceAccount,
  } = service as {
    readonly uses?: readonly string[];
    readonly rollout?: { readonly maxSurge?: number; readonly maxUnavailable?: number };
    readonly autoscaling?: { readonly kind?: string };
    readonly serviceAccount?: { readonly create?: boolean };
  };
  const idle = [
    ...(uses.includes('postgres') ? [] : ['poolSize']),
    ...(rollout?.maxSurge === 0 && (rollout.maxUnavailable ?? 0) === 0 ? ['rollout'] : []),
    ...(autoscaling?.kind === 'keda' && !uses.includes('queue.consume') ? ['autoscaling'] : []),
    ...(serviceAccount?.create === false ? ['identity'] : []),
  ];
  return Object.fromEntries(Object.entries(service).filter(([key]) => !idle.includes(key)));
}

/** @param others what it may call */
export const service = (
  others: readonly string[],
  deployment: 'kubernetes' | 'serverless' | 'compose',
  identity?: string,
) =>
  sparse({
    identity: maybe(fc.constant(identity)),
    enabled: maybe(fc.constantFrom(true, true, true, false)),
    image: maybe(
      sparse({
        repository: maybe(fc.constantFrom('memorai/x', 'team/reports')),
        tag: maybe(fc.constantFrom('1.0.0', 'v2', '7')),
      }),
    ),
    port: maybe(fc.integer({ min: 1024, max: 65535 })),
    replicas: maybe(
      sparse({
        min: maybe(fc.integer({ min: 1, max: 6 })),
        // Compose keeps one number: nothing scales there.
        max: deployment === 'compose' ? fc.constant(undefined) : maybe(fc.integer({ min: 1, max: 12 })),
      }),
    ),
    resources: maybe(resources),
    rollout: maybe(
      sparse({
        maxSurge: maybe(fc.integer({ min: 0, max: 3 })),
        maxUnavailable: maybe(fc.integer({ min: 0, max: 2 })),
      }),
    ),
    autoscaling: maybe(
      fc.oneof(
        sparse({ cpu: maybe(fc.integer({ min: 1, max: 100 })), memory: maybe(fc.integer({ min: 1, max: 100 })) }),
        fc.constantFrom({ kind: 'none' }, { kind: 'keda', messagesPerReplica: 5 }, { memory: false }),
      ),
    ),
    metrics: maybe(fc.constantFrom({}, { enabled: false, reason: 'made by a test' })),
    placement: maybe(fc.constantFrom('application', 'ml_workload', 'database')),
    uses: maybe(
      fc.uniqueArray(
        fc.constantFrom(
          'postgres',
          'redis',
          'qdrant',
          'queue.produce',
          'queue.consume',
          'openai',
          'sendgrid',
          ...others,
        ),
        { maxLength: 5 },
      ),
    ),
    keys: maybe(fc.uniqueArray(fc.constantFrom('JWT_SECRET', 'ENCRYPTION_KEY', 'SESSION_SECRET'), { maxLength: 3 })),
    env: maybe(
      fc.dictionary(envName, fc.oneof(nastyText, fc.integer(), fc.boolean(), fc.constant({ secret: true as const })), {
        maxKeys: 3,
      }),
    ),
    poolSize: maybe(fc.integer({ min: 1, max: 20 })),
    expose: maybe(
      fc.oneof(
        fc.constant(false as const),
        sparse({
          subdomain: maybe(shortName),
          requestsPerMinute:
            deployment === 'compose' ? fc.constant(undefined) : maybe(fc.integer({ min: 1, max: 1000 })),
          ...(deployment === 'kubernetes'
            ? {
                hosts: maybe(
                  fc.uniqueArray(
                    fc.domain().map((name) => name.toLowerCase()),
                    { maxLength: 2 },
                  ),
                ),
                paths: maybe(fc.uniqueArray(fc.constantFrom('/', '/v1', '/v1/live', '/api'), { minLength: 1 })),
                annotations: maybe(fc.dictionary(fc.constantFrom('a.example/b', 'c'), nastyText, { maxKeys: 2 })),
              }
            : {}),
        }),
      ),
    ),
    apiAccess: maybe(fc.boolean()),
    ...knobs,
    ...(deployment === 'serverless'
      ? {
          lambda: maybe(
            sparse({
              memory: maybe(fc.constantFrom('256Mi', '1Gi')),
              concurrency: maybe(fc.integer({ min: 2, max: 60 })),
              tracing: maybe(fc.boolean()),
              deployment: maybe(
                fc.constantFrom('AllAtOnce', 'Canary10Percent30Minutes', 'Linear10PercentEvery1Minute'),
              ),
            }),
          ),
        }
      : {}),
  }).map(meaningful);

const external = {
  tls: maybe(fc.boolean()),
  port: maybe(fc.integer({ min: 1, max: 65535 })),
  cidr: maybe(fc.constantFrom('10.1.0.0/16', '192.0.2.7/32')),
};

const topology = maybe(fc.oneof(fc.constant({ mode: 'standalone' }), fc.constant({ mode: 'cluster', shards: 3 })));

const contained = {
  provider: fc.constant('cluster'),
  resources: fc.constantFrom({ cpu: '250m', memory: '1Gi' }, { cpu: 1, memory: '2Gi' }),
  volume: maybe(
    sparse({
      size: maybe(fc.constantFrom('1Gi', '20Gi')),
      storageClass: maybe(fc.constant('fast')),
      retain: maybe(fc.boolean()),
    }),
  ),
};

const schemaName = fc.constantFrom('memorai', 'audit', 'analytics', 'order', 'user');

/** What is inside the database, whoever runs it. */
const inside = {
  extensions: maybe(sparse({ 'uuid-ossp': maybe(fc.boolean()), vector: maybe(fc.boolean()) })),
  schemas: maybe(fc.uniqueArray(schemaName, { minLength: 1, maxLength: 3 })),
  searchPath: maybe(fc.constantFrom(['memorai', 'public'], ['public'])),
  partitions: maybe(
    sparse({
      tables: maybe(fc.constantFrom([], ['memories'], ['audit.events', 'memories'])),
      monthsAhead: maybe(fc.integer({ min: 1, max: 24 })),
    }),
  ),
};

const elastiCache = sparse({
  provider: fc.constant('elasticache'),
  engine: maybe(fc.constantFrom('valkey', 'redis')),
  nodes: fc.constantFrom(
    {},
    { topology: { mode: 'standalone' }, replicas: 0 },
    { topology: { mode: 'standalone' }, replicas: 2 },
    { topology: { mode: 'cluster', shards: 3 } },
    { topology: { mode: 'cluster', shards: 5, replicasPerShard: 2 } },
  ),
  eviction: maybe(fc.constantFrom('allkeys-lfu', 'noeviction')),
  snapshotRetentionDays: maybe(fc.integer({ min: 0, max: 35 })),
}).map(({ nodes, ...rest }) => ({ ...rest, ...(nodes as object) }));

/** Of Qdrant's nodes: two copies need three of them. */
const copied = fc.integer({ min: 3, max: 5 });

const backup = fc.oneof(
  fc.constant({ kind: 'none', reason: 'made by a test' }),
  sparse({
    schedule: maybe(fc.constantFrom('0 2 * * *', '30 4 * * SUN', '0 */6 1 * *', '0 3 1 * MON-FRI')),
    retentionDays: maybe(fc.integer({ min: 1, max: 90 })),
    snapshotRetentionDays: maybe(fc.integer({ min: 1, max: 90 })),
    objectLock: maybe(fc.constantFrom({ mode: 'governance' }, { mode: 'compliance', days: 3 })),
  }),
);

const recovery = fc.oneof(
  fc.constantFrom({ kind: 'backupOnly', region: 'us-west-2' }, { kind: 'backupOnly', region: 'eu-west-1' }),
  sparse({
    kind: fc.constant('globalCluster'),
    region: fc.constant('us-west-2'),
    readers: maybe(fc.integer({ min: 1, max: 3 })),
    network: maybe(fc.constantFrom({ cidr: '10.200.0.0/16' }, { natGateways: 1 })),
  }),
);

const stores = (hasAws: boolean, hasCluster: boolean) =>
  sparse({
    postgres: fc.oneof(
      sparse({
        provider: fc.constant('external'),
        host: fc.constant('postgres.internal'),
        ...external,
        ...inside,
        maxConnections: maybe(fc.integer({ min: 20, max: 2000 })),
      }),
      ...(hasCluster && !hasAws
        ? [sparse({ ...contained, ...inside, operator: maybe(fc.constantFrom('none', 'cloudnative-pg')) })]
        : []),
      ...(hasAws
        ? [
            sparse({
              provider: fc.constant('aurora'),
              ...inside,
              readers: maybe(fc.integer({ min: 0, max: 4 })),
              insights: maybe(fc.constantFrom('off', 'advanced')),
              logExports: maybe(fc.constantFrom(['postgresql', 'instance'], [])),
              iamAuthentication: maybe(fc.boolean()),
              backupRetentionDays: maybe(fc.integer({ min: 1, max: 35 })),
              capacity: maybe(
                fc.oneof(
                  fc.constant({ kind: 'serverless' }),
                  fc.constant({ kind: 'provisioned', instanceType: 'r6g.large' }),
                ),
              ),
            }),
          ]
        : []),
    ),
    redis: fc.oneof(
      ...(hasAws ? [elastiCache] : []),
      sparse({ host: fc.constant('redis.internal'), ...external, auth: maybe(fc.boolean()), topology }),
      ...(hasCluster ? [sparse({ ...contained, topology })] : []),
    ),
    qdrant: fc.oneof(
      sparse({
        host: fc.constant('qdrant.internal'),
        ...external,
        auth: maybe(fc.boolean()),
        nodes: maybe(copied),
        vectors: maybe(
          sparse({ size: maybe(fc.constantFrom(384, 3072)), distance: maybe(fc.constantFrom('Dot', 'Euclid')) }),
        ),
        optimizers: maybe(sparse({ maxSegmentSizeKb: maybe(fc.integer({ min: 1_000, max: 400_000 })) })),
      }),
      ...(hasCluster ? [sparse({ ...contained, nodes: maybe(copied) })] : []),
    ),
  });

const eks = fc.oneof(
  fc.constant({ kind: 'existing', name: 'shared' }),
  sparse({
    kind: fc.constant('create'),
    name: maybe(fc.constantFrom('one', 'Team_2-cluster')),
    endpoint: maybe(
      fc.constantFrom({ access: 'private' }, { access: 'public', cidrs: ['192.0.2.0/24'], reason: 'made by a test' }),
    ),
    admins: maybe(
      fc.constant(['arn:aws:iam::123456789012:role/platform/admins', 'arn:aws:iam::123456789012:user/eve']),
    ),
    logs: maybe(fc.uniqueArray(fc.constantFrom('api', 'audit', 'scheduler'))),
    addonVersions: maybe(fc.constant({ coredns: 'v1.13.1-eksbuild.1' })),
    nodeDisk: maybe(fc.constantFrom('50Gi', '20481Mi')),
  }),
);

/** Who applies, how services are found, and objects that are changed or added. */
const deliveryAndWaysOut = {
  gitops: maybe(
    fc.constantFrom(
      { tool: 'argocd' },
      { tool: 'argocd', application: { repository: 'https://git.memorai.com/deployments.git' } },
      { tool: 'flux', source: { name: 'deployments' }, interval: '5m' },
    ),
  ),
  monitoring: maybe(
    fc.constantFrom(
      { scrape: 'annotations' },
      { scrape: 'podMonitor', labels: { release: 'prometheus' } },
      { scrape: 'serviceMonitor', interval: '30s' },
      { exporters: { postgres: { enabled: false, reason }, redis: { enabled: false, reason } } },
      {
        scrape: 'podMonitor',
        exporters: {
          postgres: { enabled: false, reason, address: 'postgres-exporter.databases:9187' },
          redis: { enabled: false, reason },
        },
        alerts: { Watchdog: { enabled: false, reason } },
      },
      {
        scrape: 'serviceMonitor',
        exporters: { redis: { enabled: false, reason, address: '[fd00::7]:9121' } },
      },
      {
        objectives: { availability: 99.5, latency: '250ms', latencyPercent: 90 },
        alerts: { PodRestarts: { enabled: false, reason } },
        receivers: {
          team: { kind: 'slack', channel: '#alerts' },
          heartbeat: { kind: 'webhook', severities: ['watchdog'] },
        },
      },
    ),
  ),
  patches: maybe(
    fc.array(
      fc.oneof(
        nastyText.map((text) => ({
          target: { kind: 'ConfigMap', name: 'memorai-config' },
          merge: { data: { TEAM_NOTE: text }, metadata: { annotations: { 'team.example/note': text } } },
        })),
        fc.constant({
          target: { kind: 'ConfigMap', name: 'memorai-config' },
          json: [{ op: 'add', path: '/immutable', value: false }],
        }),
      ),
      { maxLength: 2 },
    ),
  ),
  extraObjects: maybe(
    nastyText.map((text) => [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team-notes' }, data: { note: text } },
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team-quota' }, spec: { hard: { pods: '50' } } },
    ]),
  ),
};
const certManager = maybe(
  fc.constantFrom(
    { issuer: 'own-issuer' },
    { issuer: { email: 'ops@memorai.com' } },
    { secretName: 'edge-tls', issuer: { email: 'ops@memorai.com', staging: true } },
  ),
);
const everyWayIn = {
  annotations: maybe(fc.dictionary(fc.constantFrom('a.example/b', 'd'), nastyText, { maxKeys: 2 })),
  externalDns: maybe(fc.oneof(fc.constant(false), sparse({ ttl: maybe(fc.constantFrom('60s', '1h')) }))),
};
/** Every way in that the provider has. */
const ingress = (kind: Kind) =>
  fc.oneof(
    // The default is a load balancer of AWS there, with which an issuer does not go together.
    sparse({ ...everyWayIn, ...(kind === 'eks' ? {} : { tls: certManager }) }),
    sparse({
      controller: fc.constant('ingress-nginx'),
      ...everyWayIn,
      className: maybe(fc.constant('public')),
      namespace: maybe(fc.constant('edge')),
      tls: certManager,
    }),
    sparse({
      controller: fc.constant('gateway'),
      ...everyWayIn,
      className: maybe(fc.constantFrom('nginx', 'istio', 'eg', ...(kind === 'gke' ? ['gke-l7-rilb'] : []))),
      namespace: maybe(fc.constant('edge')),
      tls: certManager,
    }),
    sparse({
      controller: fc.constant('gateway'),
      className: fc.constant('other'),
      proxyCidrs: fc.constant(['10.7.0.0/24']),
      gateway: maybe(sparse({ name: fc.constant('shared'), namespace: maybe(fc.constant('edge')) })),
    }),
    ...(kind === 'eks'
      ? [
          sparse({
            controller: fc.constant('alb'),
            ...everyWayIn,
            proxyCidrs: maybe(fc.constantFrom(['10.7.0.0/24'], ['192.0.2.0/28', '10.8.0.0/16'])),
            scheme: maybe(fc.constantFrom('internet-facing', 'internal')),
            groupName: maybe(fc.constant('company')),
            wafAclArn: maybe(fc.constant('arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b2c3d')),
            tls: maybe(fc.constant({ certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d' })),
          }),
        ]
      : []),
  );

/** Configs as people might write them: most resolve, some break a rule, some are refused. */
export const arbitraryConfig: fc.Arbitrary<PlatformConfig> = fc
  .record({
    kind: fc.constantFrom<Kind[]>('plain', 'aks', 'gke', 'eks', 'eks', 'eks', 'serverless'),
    extra: fc.uniqueArray(shortName, { maxLength: 3 }),
  })
  .chain(({ kind, extra }) => {
    const hasAws = kind === 'eks' || kind === 'serverless';
    const isServerless = kind === 'serverless';
    const defaults = ['api', 'dashboard', 'mcp', 'worker'];
    const names = [...extra, ...(isServerless ? [] : defaults)];
    return sparse({
      environment: shortName,
      version: fc.constantFrom('3.2.0', '1', '4.0.0-rc.1', '2025-01-01'),
      tier: maybe(fc.constantFrom('minimum', 'recommended')),
      deployment: fc.constant(isServerless ? 'serverless' : undefined),
      domain: fc.constantFrom('memorai.com', 'a.memorai.dev', 'x-1.io'),
      protection: maybe(fc.constantFrom({ level: 'full' }, { level: 'none', reason: 'made by a test' })),
      cluster: (kind in identities ? <T>(arbitrary: T) => arbitrary : maybe)(
        isServerless
          ? fc.constant(undefined)
          : sparse({
              provider: kind === 'aks' || kind === 'gke' ? fc.constant(kind) : fc.constant(undefined),
              version: maybe(fc.constantFrom('1.27', '1.34', '1.36')),
              namespace: maybe(shortName),
              storageClass: maybe(fc.constant('fast')),
            }),
      ),
      services: maybe(
        fc
          .tuple(
            ...[...extra, ...defaults.slice(0, isServerless ? 1 : 4)].map((name) =>
              fc.tuple(
                fc.constant(name),
                service(
                  names.filter((other) => other !== name),
                  isServerless ? 'serverless' : 'kubernetes',
                  identities[kind],
                ),
              ),
            ),
          )
          .map((entries) => Object.fromEntries(entries)),
      ),
      stores: stores(hasAws, !isServerless),
      queue: maybe(
        hasAws
          ? sparse({ provider: fc.constantFrom('sqs'), batchSize: maybe(fc.integer({ min: 1, max: 10 })) })
          : fc.constant({ provider: 'none' }),
      ),
      alarms: maybe(
        hasAws
          ? sparse({
              enabled: maybe(fc.boolean()),
              email: maybe(fc.constant(['ops@memorai.com'])),
              latency: maybe(fc.constantFrom('250ms', '2s')),
              errorPercent: maybe(fc.constantFrom(0.5, 2)),
            })
          : fc.constant(undefined),
      ),
      secrets: maybe(isServerless ? fc.constant(undefined) : fc.constant({ provider: 'existing' })),
      serviceDefaults: maybe(
        fc.constantFrom({ pod: { labels: { cost: 'platform' } } }, { probes: { startup: { enabled: false, reason } } }),
      ),
      settings: maybe(fc.constantFrom({ CACHE_TTL: 60 }, { ENABLE_ANALYTICS: false, MAX_MEMORY_SIZE: '64mb' })),
      ...(isServerless ? {} : deliveryAndWaysOut),
      ingress: maybe(isServerless ? fc.constant(undefined) : ingress(kind)),
      ...(hasAws
        ? {
            backup: maybe(backup),
            aws: sparse({
              region: fc.constantFrom('us-east-1', 'us-east-1', 'us-east-1', 'eu-central-1'),
              account: maybe(fc.constant('123456789012')),
              logRetentionDays: maybe(fc.constantFrom(7, 30)),
              recovery: maybe(recovery),
              logKeyArn: maybe(fc.constant('arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d')),
              hostedZone: maybe(fc.constant({ id: 'Z0123456789ABCDEF' })),
              ...(isServerless
                ? {
                    api: maybe(
                      sparse({
                        integrationTimeout: maybe(fc.constantFrom('29s', '60s')),
                        managedRules: maybe(fc.constantFrom(['common'], ['ipReputation', 'sqlInjection'])),
                      }),
                    ),
                  }
                : {}),
              dns: fc.constantFrom(undefined, { healthChecks: true }, { healthChecks: false }),
              eks: maybe(isServerless ? fc.constant(undefined) : eks),
              registry: maybe(fc.constant({ kind: 'existing' })),
              network: maybe(
                fc.constantFrom(
                  { kind: 'create', natGateways: 1 },
                  { kind: 'create', interfaceEndpoints: ['sqs', 'ecr.api'] },
                  {
                    kind: 'existing',
                    vpcId: 'vpc-0123456789abcdef0',
                    cidr: '10.9.0.0/16',
                    availabilityZones: ['us-east-1a', 'us-east-1b'],
                    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
                  },
                ),
              ),
            }),
          }
        : {}),
    });
  })
  .map(withPossibleRecovery)
  // The shapes above are those of the schema; the refusals are part of what is tested.
  .map((config) => config as unknown as PlatformConfig);

/** A second region follows backups that are made, and a database that is Aurora. */
function withPossibleRecovery(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { aws, backup, stores } = config as {
    readonly aws?: { readonly recovery?: { readonly kind: string } };
    readonly backup?: { readonly kind?: string };
    readonly stores: { readonly postgres: { readonly provider: string } };
  };
  if (aws === undefined) return config;
  const { recovery, ...rest } = aws;
  const isGlobal = recovery?.kind === 'globalCluster';
  return backup?.kind === 'none' || (isGlobal && stores.postgres.provider !== 'aurora')
    ? { ...config, aws: rest }
    : config;
}

/** The same map with its keys in another order, all the way down. */
export function shuffleKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffleKeys) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, shuffleKeys(member)])) as T;
}
