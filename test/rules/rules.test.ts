import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { checkPlatform, rules } from '../../lib/rules/index';
import { compose, plain, production, serverless } from '../support/configs';

/** `path: message` of what one rule finds. */
const findings = (rule: string, config: PlatformConfig): string[] =>
  checkPlatform(resolvePlatform(config))
    .filter((finding) => finding.rule === rule)
    .map((finding) => `${finding.path}: ${finding.message}`);

/** Production with stores of its own; those that are not named stay as they are there. */
const contained = (stores: NonNullable<PlatformConfig['stores']>): PlatformConfig => {
  const config = production();
  return { ...config, stores: { ...config.stores, ...stores } };
};

interface Case {
  readonly rule: string;
  readonly title: string;
  readonly config: PlatformConfig;
  readonly finds: readonly string[];
}

const role = 'arn:aws:iam::123456789012:role/memorai-api';
const wafAclArn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b2c3d';

/** What breaks a rule, with the exact words; and what stands just inside the limit. */
const cases: readonly Case[] = [
  {
    rule: 'alarm-receivers',
    title: 'alarms that nobody hears',
    config: production(),
    finds: [
      'alarms: nobody is told when one rings; name alarms.email or alarms.https, or set alarms.enabled: false where others watch',
    ],
  },
  {
    rule: 'alarm-receivers',
    title: 'one address',
    config: production({ alarms: { https: ['https://on-call.example/memorai'] } }),
    finds: [],
  },
  { rule: 'alarm-receivers', title: 'none to hear', config: production({ alarms: { enabled: false } }), finds: [] },
  {
    rule: 'alarm-receivers',
    title: 'data that may be lost',
    config: production({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'alerts that nobody hears',
    config: production(),
    finds: [
      'monitoring.receivers: nobody is told of alerts that are critical, warning, watchdog; name a receiver with these severities',
    ],
  },
  {
    rule: 'alert-receivers',
    title: 'a watchdog that nobody hears',
    config: production({ monitoring: { receivers: { team: { kind: 'slack', channel: '#alerts' } } } }),
    finds: ['monitoring.receivers: nobody is told of alerts that are watchdog; name a receiver with these severities'],
  },
  {
    rule: 'alert-receivers',
    title: 'one receiver of all',
    config: production({
      monitoring: { receivers: { team: { kind: 'webhook', severities: ['critical', 'warning', 'watchdog'] } } },
    }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'data that may be lost',
    config: production({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  {
    rule: 'alert-receivers',
    title: 'functions, which CloudWatch watches',
    config: serverless(),
    finds: [],
  },
  {
    rule: 'concurrency-quota',
    title: 'one sandbox more than an account may reserve',
    config: serverless({ services: { api: { lambda: { concurrency: 901 } } } }),
    finds: [
      'services.api.lambda.concurrency: functions reserve api 901 = 901 of the 1000 sandboxes that an account has by default, and 100 have to stay free; lower it, or have the quota raised first',
    ],
  },
  {
    rule: 'concurrency-quota',
    title: 'all that an account may reserve',
    config: serverless({
      services: { api: { lambda: { concurrency: 900 } }, worker: { lambda: { concurrency: 1000 } } },
    }),
    finds: [],
  },
  {
    rule: 'connections',
    title: 'one sandbox too many behind the proxy',
    config: serverless({ services: { api: { lambda: { concurrency: 84 } } } }),
    finds: [
      'services.api.lambda.concurrency: the pools of all services at their maximum exceed the database: api 84 × 2 + worker 10 × 2 + 10 reserve = 198 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'as many as fit behind the proxy',
    config: serverless({ services: { api: { lambda: { concurrency: 83 } } } }),
    finds: [],
  },
  {
    rule: 'connections',
    title: 'as many without the proxy: those of the old version keep their connections',
    config: serverless({ aws: { proxy: false }, services: { api: { lambda: { concurrency: 83 } } } }),
    finds: [
      'services.api.lambda.concurrency: the pools of all services at their maximum exceed the database: api (83 + 83) × 2 + worker (10 + 10) × 2 + 10 reserve = 382 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'timeout-chain',
    title: 'a function of 59 s behind a gateway whose quota was raised',
    config: serverless({
      aws: { api: { integrationTimeout: '60s' } },
      services: { api: { lambda: { timeout: '59s' } } },
    }),
    finds: [],
  },
  {
    rule: 'connections',
    title: 'an api of 40 replicas',
    config: production({
      services: { api: { replicas: { max: 40 } } },
      cluster: { nodePools: { application: { maxNodes: 20 } } },
    }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (40 + 1) × 5 + mcp (4 + 1) × 5 + worker (8 + 1) × 5 + 10 reserve = 285 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: "the guide's pool of 20 everywhere",
    config: production({ services: { api: { poolSize: 20 }, mcp: { poolSize: 20 }, worker: { poolSize: 20 } } }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (10 + 1) × 20 + mcp (4 + 1) × 20 + worker (8 + 1) × 20 + 10 reserve = 510 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'a total one above what the database admits',
    config: production({
      stores: { postgres: { provider: 'aurora', maxConnections: 187 } },
      services: { api: { poolSize: 7 }, mcp: { poolSize: 7 }, worker: { poolSize: 7 } },
    }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (10 + 1) × 7 + mcp (4 + 1) × 7 + worker (8 + 1) × 7 + 10 reserve = 185 > 184 (187 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'a total that is exactly what the database admits',
    config: production({
      stores: { postgres: { provider: 'aurora', maxConnections: 188 } },
      services: { api: { poolSize: 7 }, mcp: { poolSize: 7 }, worker: { poolSize: 7 } },
    }),
    finds: [],
  },
  {
    rule: 'connections',
    title: 'functions count without surge',
    config: serverless({ services: { api: { lambda: { concurrency: 84 } } } }),
    finds: [
      'services.api.lambda.concurrency: the pools of all services at their maximum exceed the database: api 84 × 2 + worker 10 × 2 + 10 reserve = 198 > 197 (200 connections - 3 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'functions at the limit',
    config: serverless({ services: { api: { lambda: { concurrency: 83 } } } }),
    finds: [],
  },
  {
    rule: 'redis-topology',
    title: "the guide's three primaries without a replica",
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 3, replicasPerShard: 0 } } } }),
    finds: [
      'stores.redis.topology.replicasPerShard: 3 shards without a replica lose a part of the keys with one node, and then refuse all commands; set at least 1',
    ],
  },
  {
    rule: 'redis-topology',
    title: 'two shards',
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 2 } } } }),
    finds: [
      'stores.redis.topology.shards: a cluster needs at least 3 shards to agree on a failover, got 2; use mode standalone for less',
    ],
  },
  {
    rule: 'redis-topology',
    title: 'three shards with one replica',
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 3, replicasPerShard: 1 } } } }),
    finds: [],
  },
  {
    rule: 'redis-topology',
    title: 'one server',
    config: production({ stores: { redis: { topology: { mode: 'standalone' } } } }),
    finds: [],
  },
  {
    rule: 'qdrant-replication',
    title: "the guide's factor 2 on two nodes",
    config: production({ stores: { qdrant: { nodes: 2, replicationFactor: 2 } } }),
    finds: ['stores.qdrant.nodes: replication factor 2 needs at least 3 nodes to stay available, got 2'],
  },
  {
    rule: 'qdrant-replication',
    title: 'more copies than nodes',
    config: production({ stores: { qdrant: { nodes: 3, replicationFactor: 4 } } }),
    finds: [
      'stores.qdrant.replicationFactor: must be at most the number of nodes (3), got 4; Qdrant would cut it in silence',
    ],
  },
  {
    rule: 'qdrant-replication',
    title: 'more acknowledgements than copies',
    config: production({ stores: { qdrant: { writeConsistencyFactor: 3 } } }),
    finds: ['stores.qdrant.writeConsistencyFactor: must be at most the replication factor (2), got 3'],
  },
  {
    rule: 'qdrant-replication',
    title: 'as many copies as nodes',
    config: production({ stores: { qdrant: { nodes: 3, replicationFactor: 3 } } }),
    finds: [],
  },
  {
    rule: 'qdrant-replication',
    title: 'one node, one copy',
    config: production({ stores: { qdrant: { nodes: 1, replicationFactor: 1 } } }),
    finds: [],
  },
  {
    rule: 'qdrant-segments',
    title: "the guide's two numbers",
    config: production({ stores: { qdrant: { optimizers: { maxSegmentSizeKb: 20_000, memmapThresholdKb: 50_000 } } } }),
    finds: [
      'stores.qdrant.optimizers.memmapThresholdKb: must be at most maxSegmentSizeKb (20000), got 50000: no segment would ever reach it; or use vectors.onDisk',
    ],
  },
  {
    rule: 'qdrant-segments',
    title: 'a threshold as high as the largest segment',
    config: production({ stores: { qdrant: { optimizers: { maxSegmentSizeKb: 50_000, memmapThresholdKb: 50_000 } } } }),
    finds: [],
  },
  {
    rule: 'queue-visibility',
    title: 'the default of SQS against the worker of the guide',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '30s' } }),
    finds: ['queue.visibilityTimeout: must be at least 6 × 300s of worker + 0s batch window = 1800s, got 30s'],
  },
  {
    rule: 'queue-visibility',
    title: 'one second short, with a batch window',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '1804s', batchWindow: '5s' } }),
    finds: ['queue.visibilityTimeout: must be at least 6 × 300s of worker + 5s batch window = 1805s, got 1804s'],
  },
  {
    rule: 'queue-visibility',
    title: 'exactly six times and the window',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '1805s', batchWindow: '5s' } }),
    finds: [],
  },
  {
    rule: 'queue-visibility',
    title: 'messages that expire while they are hidden',
    config: production({ queue: { provider: 'sqs', retention: '27m' } }),
    finds: [
      "queue.retention: must be longer than the visibility timeout (1620s), got 1620s: messages would expire in a worker's hands",
    ],
  },
  {
    rule: 'queue-visibility',
    title: 'a retention one minute longer',
    config: production({ queue: { provider: 'sqs', retention: '28m' } }),
    finds: [],
  },
  {
    rule: 'timeout-chain',
    title: "the guide's 30 s statement behind a 25 s request",
    config: production({ services: { api: { timeouts: { statement: '30s' } } } }),
    finds: [
      'services.api.timeouts.request: statement (30000ms) must end before request (25000ms): the inner wait outlives the outer one',
    ],
  },
  {
    rule: 'timeout-chain',
    title: "the guide's function of 30 s behind a gateway of 29 s",
    config: serverless({ services: { api: { lambda: { timeout: '30s' } } } }),
    finds: [
      'services.api.lambda.timeout: function (30000ms) must end before gateway (29000ms): the inner wait outlives the outer one',
    ],
  },
  {
    rule: 'timeout-chain',
    title: 'a function of 28 s',
    config: serverless({ services: { api: { lambda: { timeout: '28s' } } } }),
    finds: [],
  },
  {
    rule: 'timeout-chain',
    title: 'equal waits',
    config: production({ services: { mcp: { timeouts: { connect: '20s' } } } }),
    finds: [
      'services.mcp.timeouts.statement: connect (20000ms) must end before statement (20000ms): the inner wait outlives the outer one',
    ],
  },
  {
    rule: 'timeout-chain',
    title: 'one millisecond less',
    config: production({ services: { mcp: { timeouts: { connect: '19999ms' } } } }),
    finds: [],
  },
  {
    rule: 'timeout-chain',
    title: 'a probe that does not wait for one check',
    config: production({ services: { api: { probes: { readiness: { timeout: '2s' } } } } }),
    finds: ['services.api.probes.readiness.timeout: must be longer than one check inside /ready (2000ms), got 2000ms'],
  },
  {
    rule: 'grace-period',
    title: 'the default of Kubernetes',
    config: production({ services: { api: { termination: { gracePeriod: '34s' } } } }),
    finds: ['services.api.termination.gracePeriod: must be at least 10s preStop + 25s request = 35s, got 34s'],
  },
  {
    rule: 'grace-period',
    title: 'just enough',
    config: production({ services: { api: { termination: { gracePeriod: '35s' } } } }),
    finds: [],
  },
  {
    rule: 'placement',
    title: 'a pool with a slip of the pen',
    config: production({ services: { worker: { placement: 'ml-workload' } } }),
    finds: [
      'services.worker.placement: no node pool "ml-workload"; the pools are application, database, ml_workload; did you mean "ml_workload"?',
    ],
  },
  {
    rule: 'placement',
    title: 'a pool that was left out',
    config: production({ cluster: { nodePools: { ml_workload: { enabled: false } } } }),
    finds: ['services.worker.placement: no node pool "ml_workload"; the pools are application, database'],
  },
  {
    rule: 'placement',
    title: 'a store in a pool that was left out',
    config: contained({ redis: { provider: 'cluster', placement: 'cache' } }),
    finds: ['stores.redis.placement: no node pool "cache"; the pools are application, database, ml_workload'],
  },
  {
    rule: 'placement',
    title: 'any pool of the cluster',
    config: production({ services: { worker: { placement: 'database' } } }),
    finds: [],
  },
  {
    rule: 'disruption-budget',
    title: 'a budget that keeps every pod',
    config: production({ services: { api: { disruptionBudget: { minAvailable: 3 } } } }),
    finds: [
      'services.api.disruptionBudget.minAvailable: keeps 3 of 3 pods at the least, so that none may ever be evicted; use maxUnavailable: 1, or more replicas',
    ],
  },
  {
    rule: 'disruption-budget',
    title: 'a share that rounds up to every pod',
    config: production({ services: { api: { disruptionBudget: { minAvailable: '67%' } } } }),
    finds: [
      'services.api.disruptionBudget.minAvailable: keeps 3 of 3 pods at the least, so that none may ever be evicted; use maxUnavailable: 1, or more replicas',
    ],
  },
  {
    rule: 'disruption-budget',
    title: 'a budget that lets one pod go',
    config: production({
      services: {
        api: { disruptionBudget: { minAvailable: '66%' } },
        mcp: { disruptionBudget: { maxUnavailable: 1 } },
      },
    }),
    finds: [],
  },
  {
    rule: 'disruption-budget',
    title: 'a budget of nothing',
    config: production({ services: { mcp: { disruptionBudget: { maxUnavailable: '0%' } } } }),
    finds: ['services.mcp.disruptionBudget.maxUnavailable: lets no pod be evicted, ever; must be at least 1'],
  },
  {
    rule: 'volume-sharing',
    title: 'a claim of one node for a service that scales',
    config: production({
      services: { mcp: { volumes: { cache: { kind: 'claim', mountPath: '/cache', size: '1Gi' } } } },
    }),
    finds: [
      'services.mcp.volumes.cache.accessMode: ReadWriteOnce serves one pod, and there may be 4 + 1 surge = 5; use ReadWriteMany, or replicas.max: 1 with rollout.strategy: Recreate',
    ],
  },
  {
    rule: 'volume-sharing',
    title: 'one pod that is taken away before the next one comes',
    config: production({
      services: {
        mcp: {
          replicas: { min: 1, max: 1 },
          rollout: { strategy: 'Recreate' },
          volumes: { cache: { kind: 'claim', mountPath: '/cache', size: '1Gi' } },
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'pool-capacity',
    title: 'one small node for all',
    config: production({ cluster: { nodePools: { application: { minNodes: 1, maxNodes: 1 } } } }),
    finds: [
      'cluster.nodePools.application: CPU requests at maximum do not fit: api 11 × 500m + dashboard 5 × 250m + mcp 5 × 250m + postgres-exporter 1 × 50m + redis-exporter 1 × 50m = 8100m > 4000m of 1 × m5.xlarge; raise maxNodes or choose larger machines',
      'cluster.nodePools.application: memory requests at maximum do not fit: api 11 × 1024Mi + dashboard 5 × 512Mi + mcp 5 × 512Mi + postgres-exporter 1 × 64Mi + redis-exporter 1 × 64Mi = 16512Mi > 16384Mi of 1 × m5.xlarge; raise maxNodes or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'exactly full',
    config: production({
      cluster: { nodePools: { application: { minNodes: 1, maxNodes: 2 } } },
      services: { dashboard: { replicas: { max: 3 } } },
      monitoring: { exporters: { postgres: { resources: { cpu: '125m' } }, redis: { resources: { cpu: '125m' } } } },
    }),
    finds: [],
  },
  {
    rule: 'pool-capacity',
    title: 'a database that is larger than a machine',
    config: contained({ postgres: { provider: 'cluster' } }),
    finds: [
      'stores.postgres.resources.cpu: one pod of postgres requests 8000m CPU, and a node of pool database has 4000m (r5.xlarge); request less, or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'stores that are more than their pool',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 8, replicasPerShard: 1 } },
      qdrant: { provider: 'cluster', resources: { cpu: 4 } },
    }),
    finds: [
      'cluster.nodePools.database: CPU requests at maximum do not fit: redis 16 × 500m + qdrant 3 × 4000m = 20000m > 12000m of 3 × r5.xlarge; raise maxNodes or choose larger machines',
    ],
  },
  {
    rule: 'pool-capacity',
    title: 'stores that fill their pool exactly',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, resources: { cpu: 4 } },
      qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1, resources: { cpu: 4 } },
      postgres: { provider: 'cluster', resources: { cpu: 4 } },
    }),
    finds: [],
  },
  {
    rule: 'single-postgres',
    title: 'one server of our own where data is protected',
    config: contained({ postgres: { provider: 'cluster', resources: { cpu: 2 } } }),
    finds: [
      'stores.postgres: one server without failover: the platform waits while its pod moves, and loses what came after the last backup with its volume; use provider: aurora, or operator: cloudnative-pg with instances',
    ],
  },
  {
    rule: 'single-postgres',
    title: 'the instances of an operator',
    config: contained({
      postgres: { provider: 'cluster', operator: 'cloudnative-pg', instances: 2, resources: { cpu: 2 } },
    }),
    finds: [],
  },
  {
    rule: 'tier-compute',
    title: 'services that outgrow their tier',
    config: production({ services: { api: { replicas: { max: 13 } } } }),
    finds: [
      'tier: the services at maximum request 16500m CPU and 33792Mi memory, more than tier recommended was sized for (16000m, 32768Mi); the stores may be the next limit',
    ],
  },
  { rule: 'tier-compute', title: "the guide's replicas", config: production(), finds: [] },
  {
    rule: 'memory-target',
    title: "the guide's request against its own cache",
    config: production({
      services: { api: { resources: { requests: { memory: '512Mi' } } } },
      settings: { MAX_MEMORY_SIZE: '512mb' },
    }),
    finds: [
      'services.api.resources.requests.memory: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
      'services.dashboard.resources.requests.memory: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
      'services.mcp.resources.requests.memory: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
    ],
  },
  {
    rule: 'memory-target',
    title: 'a cache just below the target',
    config: production({ settings: { MAX_MEMORY_SIZE: '408mb' } }),
    finds: [],
  },
  {
    rule: 'image-pinned',
    title: 'latest where data is protected',
    config: production({ services: { api: { image: { tag: 'latest' } } } }),
    finds: ['services.api.image.tag: "latest" moves; name a version or a digest'],
  },
  {
    rule: 'image-pinned',
    title: 'latest with a digest',
    config: production({ services: { api: { image: { tag: 'latest', digest: `sha256:${'a'.repeat(64)}` } } } }),
    finds: [],
  },
  {
    rule: 'image-pinned',
    title: 'latest where data may be lost',
    config: plain({ protection: { level: 'none', reason: 'a scratch environment' }, version: 'latest' }),
    finds: [],
  },
  {
    rule: 'kubernetes-oldest',
    title: "the guide's 1.26",
    config: production({ cluster: { version: '1.26' } }),
    finds: ['cluster.version: must be at least 1.27, got 1.26'],
  },
  {
    rule: 'kubernetes-oldest',
    title: 'the oldest that has all kinds',
    config: production({ cluster: { version: '1.27' } }),
    finds: [],
  },
  {
    rule: 'kubernetes-support',
    title: 'a minor past support',
    config: production({ cluster: { version: '1.34' } }),
    finds: [
      'cluster.version: Kubernetes 1.34 is past upstream support (ended 2026-10-27); the oldest supported is 1.35',
    ],
  },
  {
    rule: 'kubernetes-support',
    title: 'the oldest supported',
    config: production({ cluster: { version: '1.35' } }),
    finds: [],
  },
  {
    rule: 'aurora-version',
    title: "the guide's 15.4",
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '15.4' } } }),
    finds: [
      'stores.postgres.engineVersion: Aurora PostgreSQL 15.4 cannot be created; available are 15.8, 15.10, 15.12, 15.13, 15.14, 15.15, 15.17',
    ],
  },
  {
    rule: 'aurora-version',
    title: 'the oldest that can be created',
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '15.8' } } }),
    finds: [],
  },
  {
    rule: 'queue-absent',
    title: 'a worker without a queue',
    config: plain(),
    finds: [
      'queue: there is no queue, so the worker gets no jobs from the api; add an aws section for SQS, or set services.worker.enabled: false',
    ],
  },
  {
    rule: 'queue-absent',
    title: 'no worker either',
    config: plain({ services: { worker: { enabled: false } } }),
    finds: [],
  },
  {
    rule: 'ingress-controller',
    title: 'ingress-nginx',
    config: production(),
    finds: [
      'ingress.controller: ingress-nginx was retired in March 2026 and gets no more security fixes; plan to replace it',
    ],
  },
  {
    rule: 'ingress-controller',
    title: 'nothing public',
    config: production({ services: { api: { expose: false }, dashboard: { expose: false } } }),
    finds: [],
  },
  {
    rule: 'stated-reasons',
    title: 'unsafe choices',
    config: production({
      protection: { level: 'none', reason: 'a rehearsal of one week' },
      aws: { staticCredentials: { reason: 'the old cluster has no pod identity' } },
    }),
    finds: [
      'aws.staticCredentials: long-lived AWS keys are used: the old cluster has no pod identity',
      'protection: stateful resources can be deleted: a rehearsal of one week',
    ],
  },
  { rule: 'stated-reasons', title: 'no unsafe choice', config: production(), finds: [] },
  {
    rule: 'reference-code',
    title: 'functions without code',
    config: serverless(),
    finds: ['api', 'worker'].map(
      (name) =>
        `services.${name}: the function of ${name} runs the reference service, not the application; name its code under lambda: { code, handler }`,
    ),
  },
  {
    rule: 'reference-code',
    title: 'functions with code',
    config: serverless({
      services: {
        api: { lambda: { code: 'api.zip', handler: 'index.handler' } },
        worker: { lambda: { code: 'worker.zip', handler: 'index.handler' } },
      },
    }),
    finds: [],
  },
  {
    rule: 'unreachable-service',
    title: 'mcp of the guide, of which no more is said',
    config: production(),
    finds: [
      'services.mcp: nothing may reach mcp: it has no public host, no service uses it and it takes no work; set expose: {}, or name it under uses of a service',
    ],
  },
  {
    rule: 'unreachable-service',
    title: 'mcp in public',
    config: production({ services: { mcp: { expose: {} } } }),
    finds: [],
  },
  {
    rule: 'unreachable-service',
    title: 'mcp behind another service',
    config: production({ services: { reports: { uses: ['mcp'], expose: {} } } }),
    finds: [],
  },
  {
    rule: 'workload-identity',
    title: 'users of the queue on a cluster that is not of EKS',
    config: production({ cluster: { provider: 'gke' } }),
    finds: [
      'cluster: memorai-api-sa and memorai-worker-sa need an IAM role for the queue, which this cluster cannot give: see aws.staticCredentials',
    ],
  },
  { rule: 'workload-identity', title: 'the same on EKS', config: production(), finds: [] },
  {
    rule: 'eks-admins',
    title: 'a cluster that lets nobody in',
    config: production(),
    finds: ['aws.eks.admins: nobody may use kubectl on memorai-production; name the IAM roles that administer it'],
  },
  {
    rule: 'eks-admins',
    title: 'one role',
    config: production({ aws: { eks: { kind: 'create', admins: ['arn:aws:iam::123456789012:role/platform'] } } }),
    finds: [],
  },
  {
    rule: 'eks-admins',
    title: 'a cluster that is there',
    config: production({ aws: { eks: { kind: 'existing', name: 'shared' } } }),
    finds: [],
  },
  {
    rule: 'eks-version',
    title: 'a version that EKS has retired',
    config: production({ cluster: { version: '1.31' } }),
    finds: [
      'cluster.version: EKS makes no cluster of Kubernetes 1.31; available are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37',
    ],
  },
  {
    rule: 'eks-version',
    title: 'the oldest that it has',
    config: production({ cluster: { version: '1.32' } }),
    finds: [],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'a taint on every pool',
    config: production({ cluster: { nodePools: { application: { tainted: true } } } }),
    finds: [
      "cluster.nodePools: no pool has nodes for the cluster's own pods; give one of them tainted: false and minNodes of at least 1",
    ],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'no nodes in the only pool without a taint',
    config: production({ cluster: { nodePools: { application: { minNodes: 0 } } } }),
    finds: [
      "cluster.nodePools: no pool has nodes for the cluster's own pods; give one of them tainted: false and minNodes of at least 1",
    ],
  },
  {
    rule: 'eks-untainted-pool',
    title: 'one node without a taint',
    config: production({ cluster: { nodePools: { application: { minNodes: 1 } } } }),
    finds: [],
  },
  {
    rule: 'pod-addresses',
    title: 'subnets of 59 addresses',
    config: production({ aws: { network: { kind: 'create', cidr: '10.0.0.0/22' } } }),
    finds: [
      'aws.network.cidr: nodes and pods at maximum need more addresses than the private subnets of 10.0.0.0/22 have: application 10 × 60 + database 3 × 60 + ml_workload 8 × 60 = 1260 > 3 × 59 = 177; choose a larger range, or lower maxNodes',
    ],
  },
  {
    rule: 'pod-addresses',
    title: 'a sum of one node more than there is',
    config: production({
      cluster: { nodePools: { application: { maxNodes: 15 } } },
      aws: { network: { kind: 'create', cidr: '10.0.0.0/19' } },
    }),
    finds: [
      'aws.network.cidr: nodes and pods at maximum need more addresses than the private subnets of 10.0.0.0/19 have: application 15 × 60 + database 3 × 60 + ml_workload 8 × 60 = 1560 > 3 × 507 = 1521; choose a larger range, or lower maxNodes',
    ],
  },
  {
    rule: 'pod-addresses',
    title: 'a sum that fits',
    config: production({
      cluster: { nodePools: { application: { maxNodes: 14 } } },
      aws: { network: { kind: 'create', cidr: '10.0.0.0/19' } },
    }),
    finds: [],
  },
  {
    rule: 'stated-reasons',
    title: 'an API server on the internet',
    config: production({
      aws: {
        eks: {
          kind: 'create',
          endpoint: { access: 'public', cidrs: ['192.0.2.0/24'], reason: 'the office has no VPN yet' },
        },
      },
    }),
    finds: ['aws.eks.endpoint: the API server answers a part of the internet: the office has no VPN yet'],
  },
  {
    rule: 'compose-host',
    title: 'a machine that is smaller than its containers by one MiB',
    config: compose({ compose: { host: { cpu: 8, memory: '25109Mi' }, proxy: { kind: 'caddy' }, backups: {} } }),
    finds: [
      'compose.host.memory: all containers at their limits need api 2048Mi + dashboard 512Mi + mcp 512Mi + worker 2048Mi + postgres 8192Mi + redis 5462Mi + qdrant 4096Mi + elasticmq 256Mi + caddy 256Mi + backup 512Mi + alertmanager 64Mi + collector 128Mi + grafana 256Mi + jaeger 192Mi + nodeExporter 64Mi + prometheus 384Mi + postgres-exporter 64Mi + redis-exporter 64Mi = 25110Mi, the machine has 25109Mi; give stores.<name>.resources.memory or services.<name>.resources.limits.memory less, or take a larger machine',
    ],
  },
  {
    rule: 'compose-host',
    title: 'a machine that is exactly as large as its containers',
    config: compose({ compose: { host: { cpu: 8, memory: '24342Mi' } } }),
    finds: [],
  },
  {
    rule: 'compose-host',
    title: 'a machine that has room for all but what watches them',
    config: compose({ compose: { host: { cpu: 8, memory: '23126Mi' }, monitoring: { enabled: false } } }),
    finds: [],
  },
  {
    rule: 'compose-knobs',
    title: 'a volume and a sidecar in Compose',
    config: compose({
      services: {
        mcp: {
          volumes: { cache: { kind: 'emptyDir', mountPath: '/cache', size: '1Gi' } },
          sidecars: [{ name: 'proxy', image: 'team/proxy:1.0.0' }],
        },
      },
    }),
    finds: [
      'services.mcp.sidecars: Compose has nothing of the kind: it is left out; write it for Kubernetes only',
      'services.mcp.volumes: Compose has nothing of the kind: it is left out; write it for Kubernetes only',
    ],
  },
  {
    rule: 'compose-knobs',
    title: 'what Compose has words for',
    config: compose({ services: { mcp: { command: ['node'], args: ['mcp.js'], security: { user: 1000 } } } }),
    finds: [],
  },
  {
    rule: 'image-pinned',
    title: 'moving images beside the services',
    config: compose({
      stores: { redis: { provider: 'cluster', image: 'redis:latest' } },
      queue: { provider: 'elasticmq', image: 'softwaremill/elasticmq-native:latest' },
      compose: {
        proxy: { kind: 'caddy', image: 'caddy:main' },
        backups: { image: 'postgres:latest' },
        monitoring: { images: { grafana: 'grafana/grafana:main' } },
      },
      monitoring: { exporters: { redis: { image: 'oliver006/redis_exporter:latest' } } },
    }),
    finds: [
      'compose.backups.image: "latest" moves; name a version or a digest',
      'compose.monitoring.images.grafana: "main" moves; name a version or a digest',
      'compose.proxy.image: "main" moves; name a version or a digest',
      'monitoring.exporters.redis.image: "latest" moves; name a version or a digest',
      'queue.image: "latest" moves; name a version or a digest',
      'stores.redis.image: "latest" moves; name a version or a digest',
    ],
  },
  {
    rule: 'image-pinned',
    title: 'a digest that pins a moving tag beside the services',
    config: compose({ compose: { backups: { image: `postgres:latest@sha256:${'0123456789abcdef'.repeat(4)}` } } }),
    finds: [],
  },
  {
    rule: 'queue-in-memory',
    title: 'ElasticMQ where data is protected',
    config: compose(),
    finds: [
      'queue: elasticmq keeps messages in memory: jobs that are not done are lost when it restarts; let the application enqueue them again, or use SQS with another deployment',
    ],
  },
  {
    rule: 'queue-in-memory',
    title: 'ElasticMQ where data can be made again',
    config: compose({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  { rule: 'workload-identity', title: 'no queue', config: production({ queue: { provider: 'none' } }), finds: [] },
  {
    rule: 'aurora-instance-type',
    title: "a machine of EC2's",
    config: production({ stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 'm5.xlarge' } } } }),
    finds: [
      'stores.postgres.capacity.instanceType: Aurora PostgreSQL does not run on m5.xlarge; it does on sizes of t3, t4g, r5, r6g, r6gd, r6i, r6id, r7g, r7i, r8a, r8g, r8gd, x2g, such as r8g.large',
    ],
  },
  {
    rule: 'aurora-instance-type',
    title: 'the smallest of the newest family',
    config: production({ stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 'r8g.large' } } } }),
    finds: [],
  },
  {
    rule: 'aurora-capacity',
    title: 'one connection more than half a unit gives',
    config: production({
      stores: { postgres: { maxConnections: 2001, capacity: { kind: 'serverless', minAcu: 0.5 } } },
    }),
    finds: [
      'stores.postgres.capacity.minAcu: with less than 1 Aurora gives at most 2000 connections, stores.postgres.maxConnections is 2001; set minAcu to 1 or more',
    ],
  },
  {
    rule: 'aurora-capacity',
    title: 'as many as half a unit gives',
    config: production({
      stores: { postgres: { maxConnections: 2000, capacity: { kind: 'serverless', minAcu: 0.5 } } },
    }),
    finds: [],
  },
  {
    rule: 'backup-lock',
    title: 'a lock of a day more than the bucket keeps',
    config: production({ backup: { objectLock: { mode: 'governance', days: 8 } } }),
    finds: [
      'backup.objectLock.days: must be at most backup.retentionDays (7), got 8: nothing could be deleted when its time comes',
    ],
  },
  {
    rule: 'backup-lock',
    title: 'a lock for as long as a backup is kept',
    config: production({ backup: { objectLock: { mode: 'compliance' } } }),
    finds: [],
  },
  {
    rule: 'backup-retention',
    title: 'a vault that forgets a day before Aurora',
    config: production({ backup: { snapshotRetentionDays: 34 } }),
    finds: [
      'backup.snapshotRetentionDays: the vault keeps snapshots for 34 days, Aurora itself for 35; without the cluster the older ones are gone',
    ],
  },
  { rule: 'backup-retention', title: 'both for 35 days', config: production(), finds: [] },
  {
    rule: 'managed-windows',
    title: 'maintenance that begins in the last minute of the backup',
    config: production({ stores: { postgres: { maintenanceWindow: 'mon:04:59-mon:05:30' } } }),
    finds: [
      'stores.postgres.maintenanceWindow: mon:04:59-mon:05:30 overlaps with backupWindow 04:00-05:00; AWS wants them apart',
    ],
  },
  {
    rule: 'managed-windows',
    title: 'over midnight and the end of the week',
    config: production({
      stores: { postgres: { backupWindow: '23:45-00:30', maintenanceWindow: 'sun:00:00-sun:01:00' } },
    }),
    finds: [
      'stores.postgres.maintenanceWindow: sun:00:00-sun:01:00 overlaps with backupWindow 23:45-00:30; AWS wants them apart',
    ],
  },
  {
    rule: 'managed-windows',
    title: 'a snapshot of the cache in less than an hour',
    config: {
      ...production(),
      stores: {
        postgres: { provider: 'aurora' },
        redis: { provider: 'elasticache', snapshotWindow: '03:00-03:59' },
        qdrant: { host: 'qdrant.internal.memorai.com' },
      },
    },
    finds: ['stores.redis.snapshotWindow: must last at least 60 minutes, got 03:00-03:59'],
  },
  {
    rule: 'managed-windows',
    title: 'maintenance that begins when the backup ends',
    config: production({ stores: { postgres: { maintenanceWindow: 'mon:05:00-mon:05:30' } } }),
    finds: [],
  },
  {
    rule: 'recovery-region',
    title: 'the same region twice',
    config: production({ aws: { recovery: { kind: 'backupOnly', region: 'us-east-1' } } }),
    finds: ['aws.recovery.region: must be another region than aws.region, got us-east-1 for both'],
  },
  {
    rule: 'recovery-region',
    title: 'a network inside the first one',
    config: production({
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2', network: { cidr: '10.0.240.0/20' } } },
    }),
    finds: [
      'aws.recovery.network.cidr: 10.0.240.0/20 overlaps with 10.0.0.0/16 of aws.network: the two could never be connected',
    ],
  },
  {
    rule: 'recovery-region',
    title: 'a global cluster on a burstable machine',
    config: production({
      stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 't4g.large' } } },
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2' } },
    }),
    finds: [
      'stores.postgres.capacity.instanceType: a global cluster does not take t4g.large; use a type of family r, or kind serverless',
    ],
  },
  {
    rule: 'recovery-region',
    title: 'the network beside the first one',
    config: production({
      aws: { recovery: { kind: 'globalCluster', region: 'us-west-2', network: { cidr: '10.1.0.0/16' } } },
    }),
    finds: [],
  },
  {
    rule: 'stated-reasons',
    title: 'no backups',
    config: production({ backup: { kind: 'none', reason: 'somebody else backs it up' } }),
    finds: ['backup: nothing keeps a backup but Aurora itself: somebody else backs it up'],
  },
  {
    rule: 'workload-identity',
    title: 'IRSA, and a role for one of the two',
    config: production({ cluster: { identity: 'irsa' }, services: { api: { identity: role } } }),
    finds: [
      'cluster: memorai-worker-sa needs an IAM role for the queue, which services.<name>.identity names: docs/first-deployment.md has its policies',
    ],
  },
  {
    rule: 'workload-identity',
    title: 'IRSA, and a role for both',
    config: production({
      cluster: { identity: 'irsa' },
      services: { api: { identity: role }, worker: { identity: role } },
    }),
    finds: [],
  },
  {
    rule: 'workload-identity',
    title: 'no identity at all',
    config: production({ cluster: { identity: 'none' }, services: { worker: { uses: [] } } }),
    finds: [
      'cluster: memorai-api-sa needs an IAM role for the queue, which this cluster cannot give: see aws.staticCredentials',
    ],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'the Gateway API',
    config: plain({ ingress: { controller: 'gateway' } }),
    finds: [
      'services.api.expose.requestsPerMinute: 100 a minute is not kept: the Gateway API has no rate limit; add a policy of the implementation behind nginx for this HTTPRoute, or rely on ENABLE_RATE_LIMITING in the application',
    ],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'a load balancer of AWS',
    config: production({
      ingress: { controller: 'alb' },
      services: { dashboard: { expose: { requestsPerMinute: 7 } } },
    }),
    finds: [
      'services.api.expose.requestsPerMinute: 100 a minute is not kept: a load balancer has no rate limit; name a web ACL of AWS WAF with a rate-based rule in ingress.wafAclArn, or rely on ENABLE_RATE_LIMITING in the application',
      'services.dashboard.expose.requestsPerMinute: 7 a minute is not kept: a load balancer has no rate limit; name a web ACL of AWS WAF with a rate-based rule in ingress.wafAclArn, or rely on ENABLE_RATE_LIMITING in the application',
    ],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'a load balancer of AWS behind a web ACL',
    config: production({ ingress: { controller: 'alb', wafAclArn } }),
    finds: [],
  },
  { rule: 'gateway-rate-limit', title: 'ingress-nginx', config: production(), finds: [] },
  {
    rule: 'gateway-rate-limit',
    title: 'no limit',
    config: plain({ ingress: { controller: 'gateway' }, services: { api: { expose: false } } }),
    finds: [],
  },
  {
    rule: 'ingress-sources',
    title: 'proxies in a subnet of the owner, which is not named',
    config: plain({ cluster: { provider: 'aks' }, ingress: { controller: 'gateway' } }),
    finds: [
      'ingress.proxyCidrs: where azure-alb-external connects from is not known, so pods that are public take connections from every private address (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16); name the range of its subnet',
    ],
  },
  {
    rule: 'ingress-sources',
    title: 'EKS in a network of somebody else',
    config: plain({ cluster: { provider: 'eks' }, ingress: { controller: 'alb' } }),
    finds: [
      'ingress.proxyCidrs: where alb connects from is not known, so pods that are public take connections from every private address (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16); name the range of its subnet',
    ],
  },
  {
    rule: 'ingress-sources',
    title: 'the same with the range',
    config: plain({ cluster: { provider: 'eks' }, ingress: { controller: 'alb', proxyCidrs: ['10.3.0.0/16'] } }),
    finds: [],
  },
  {
    rule: 'ingress-sources',
    title: 'the range of the AWS section',
    config: production({ ingress: { controller: 'alb' } }),
    finds: [],
  },
  {
    rule: 'azure-gateway',
    title: 'half of the name',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: { controller: 'gateway', annotations: { 'alb.networking.azure.io/alb-name': 'memorai' } },
    }),
    finds: [
      'ingress.annotations: azure-alb-external takes its load balancer from annotations: give alb.networking.azure.io/alb-id, or alb.networking.azure.io/alb-name and alb.networking.azure.io/alb-namespace',
    ],
  },
  {
    rule: 'azure-gateway',
    title: 'an id',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: { controller: 'gateway', annotations: { 'alb.networking.azure.io/alb-id': '/subscriptions/x' } },
    }),
    finds: [],
  },
  {
    rule: 'azure-gateway',
    title: 'name and namespace',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: {
        controller: 'gateway',
        annotations: {
          'alb.networking.azure.io/alb-name': 'memorai',
          'alb.networking.azure.io/alb-namespace': 'azure-alb',
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'azure-gateway',
    title: 'a Gateway of somebody else',
    config: plain({ cluster: { provider: 'aks' }, ingress: { controller: 'gateway', gateway: { name: 'shared' } } }),
    finds: [],
  },
];

test.each(cases)('$rule: $title', ({ rule, config, finds }) => {
  expect(findings(rule, config)).toEqual(finds);
});

test('every rule has a config that breaks it and one that does not', () => {
  const of = (broken: boolean) =>
    new Set(cases.filter((one) => one.finds.length > 0 === broken).map((one) => one.rule));
  const ids = rules.map((rule) => rule.id).sort();
  expect([...of(true)].sort()).toEqual(ids);
  expect([...of(false)].sort()).toEqual(ids);
});

test('errors come before warnings, then by path', () => {
  const found = checkPlatform(
    resolvePlatform(production({ cluster: { version: '1.26' }, services: { api: { image: { tag: 'latest' } } } })),
  );
  expect(found.map((finding) => `${finding.severity} ${finding.rule}`)).toEqual([
    'error eks-version',
    'error kubernetes-oldest',
    'error image-pinned',
    'warning alarm-receivers',
    'warning eks-admins',
    'warning kubernetes-support',
    'warning ingress-controller',
    'warning alert-receivers',
    'warning unreachable-service',
  ]);
});
