import { compose, contained, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

/** What is written where nothing reads it. */
export const withoutEffect: readonly Case[] = [
  {
    rule: 'without-effect',
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
      'services.mcp.sidecars: has no effect when deployment is compose: Compose has nothing of the kind; remove it',
      'services.mcp.volumes: has no effect when deployment is compose: Compose has nothing of the kind; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'volumes, places and monitors in Compose',
    config: compose({
      stores: {
        postgres: { provider: 'cluster', volume: { size: '5Gi', existingClaim: 'old' }, placement: 'database' },
        qdrant: { provider: 'cluster', snapshots: { size: '1Gi' } },
      },
      monitoring: { scrape: 'podMonitor', interval: '20s', labels: { release: 'team' } },
    }),
    finds: [
      'monitoring.interval: has no effect when deployment is compose: its Prometheus knows what there is; remove it',
      'monitoring.labels: has no effect when deployment is compose: its Prometheus knows what there is; remove it',
      'monitoring.scrape: has no effect when deployment is compose: its Prometheus knows what there is; remove it',
      'stores.postgres.placement: has no effect when deployment is compose: there is one machine; remove it',
      'stores.postgres.volume: has no effect when deployment is compose: Docker makes volumes of its own; remove it',
      'stores.qdrant.snapshots: has no effect when deployment is compose: Docker makes volumes of its own; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'what Compose has words for',
    config: compose({ services: { mcp: { command: ['node'], args: ['mcp.js'], security: { user: 1000 } } } }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'pods of functions, said once for all services',
    config: serverless({ serviceDefaults: { replicas: { min: 2, max: 6 } }, services: { api: { placement: 'fast' } } }),
    finds: [
      'serviceDefaults.replicas: has no effect when deployment is serverless: functions have no pods; remove it',
      'services.api.placement: has no effect when deployment is serverless: functions have no pods; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'what functions have',
    config: serverless({ services: { api: { lambda: { memory: '2Gi' }, timeouts: { request: '20s' } } } }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'an autoscaler of a number of pods that is fixed',
    config: plain({ services: { mcp: { replicas: { min: 2, max: 2 }, autoscaling: { cpu: 60 } } } }),
    finds: ['services.mcp.autoscaling: has no effect as replicas.min and replicas.max are both 2; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'one pod of a difference',
    config: plain({ services: { mcp: { replicas: { min: 2, max: 3 }, autoscaling: { cpu: 60 } } } }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'an autoscaler for all services, of which one has a fixed number of pods',
    config: plain({
      serviceDefaults: { autoscaling: { cpu: 60 } },
      services: { mcp: { replicas: { min: 2, max: 2 } } },
    }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'times of a probe that is switched off',
    config: plain({
      services: { mcp: { probes: { startup: { enabled: false, reason: 'made by a test', period: '5s' } } } },
    }),
    finds: ['services.mcp.probes.startup.period: has no effect as the probe is switched off; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'the size of a claim that is there',
    config: contained({
      redis: {
        provider: 'cluster',
        topology: { mode: 'standalone' },
        volume: { existingClaim: 'old-redis', size: '30Gi' },
      },
    }),
    finds: ['stores.redis.volume.size: has no effect as the claim old-redis is there already; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'the size of a claim that is made',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, volume: { size: '30Gi' } },
    }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'a request beside its limit in Compose',
    config: compose({ services: { mcp: { resources: { requests: { cpu: '100m' }, limits: { cpu: '500m' } } } } }),
    finds: [
      'services.mcp.resources.requests.cpu: has no effect when deployment is compose: containers are held to services.mcp.resources.limits.cpu alone; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'a request that raises the limit',
    config: compose({ services: { mcp: { resources: { requests: { cpu: '2' } } } } }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'the image of a function',
    config: serverless({ services: { api: { image: { tag: '3.2.1' } } } }),
    finds: [
      'services.api.image: has no effect when deployment is serverless: functions run code, and no image; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'what only functions have, in Kubernetes',
    config: production({
      queue: { provider: 'sqs', batchSize: 5, batchWindow: '5s' },
      alarms: { latency: '2s', databaseCpu: 70, cacheMemory: 70 },
      aws: { corsOrigins: ['https://app.memorai.com'] },
    }),
    finds: [
      'alarms.cacheMemory: has no effect as the cache is not ElastiCache; remove it',
      'alarms.latency: has no effect when deployment is kubernetes: alarms on requests are those of functions, and monitoring.objectives has the limits of pods; remove it',
      'aws.corsOrigins: has no effect when deployment is kubernetes: pods have settings.CORS_ALLOWED_ORIGINS; remove it',
      'queue.batchSize: has no effect when deployment is kubernetes: services ask the queue themselves, and only functions are given batches; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'memory of a database whose servers have their own',
    config: production({
      stores: { postgres: { memory: '8Gi', capacity: { kind: 'provisioned', instanceType: 'r6g.large' } } },
    }),
    finds: ['stores.postgres.memory: has no effect as instances of r6g.large have their own; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'memory that another value says',
    config: contained({ postgres: { provider: 'cluster', memory: '8Gi', resources: { memory: '4Gi' } } }),
    finds: ['stores.postgres.memory: has no effect as stores.postgres.resources.memory says it; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'memory of a database of which only the most is written, as the least follows from it',
    config: production({
      stores: { postgres: { memory: '8Gi', capacity: { kind: 'serverless', maxAcu: 8 } } },
    }),
    finds: [],
  },
  {
    rule: 'without-effect',
    title: 'the port of a function, and its path of metrics, which is hidden',
    config: serverless({ services: { api: { port: 3111, metricsPath: '/figures' } } }),
    finds: ['services.api.port: has no effect when deployment is serverless: functions listen on no port; remove it'],
  },
  {
    rule: 'without-effect',
    title: 'what a probe asks of a public service, where it is hidden, and of one that is not public',
    config: serverless({
      services: {
        api: { probes: { liveness: { path: '/alive' } } },
        worker: { probes: { liveness: { path: '/alive' } } },
      },
    }),
    finds: [
      'services.worker.probes.liveness.path: has no effect when deployment is serverless: nobody asks it, and the service is not public; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'a request of CPU below the limit that is there by itself',
    config: compose({ services: { mcp: { resources: { requests: { cpu: '100m' } } } } }),
    finds: [
      'services.mcp.resources.requests.cpu: has no effect when deployment is compose: containers are held to resources.limits.cpu alone; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'memory of stores that somebody else runs',
    config: plain({ stores: { postgres: { memory: '8Gi' }, redis: { memory: '2Gi' } } }),
    finds: [
      'stores.postgres.memory: has no effect as somebody else runs the store; remove it',
      'stores.redis.memory: has no effect as somebody else runs the store; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'partitions and vectors that no migration makes',
    config: plain({
      migration: { enabled: false },
      stores: { postgres: { partitions: { monthsAhead: 6 } }, qdrant: { vectors: { size: 768 } } },
    }),
    finds: [
      'stores.postgres.partitions: has no effect as no migration runs, which would make it; remove it',
      'stores.qdrant.vectors: has no effect as no migration runs, which would make it; remove it',
    ],
  },
  {
    rule: 'without-effect',
    title: 'a way in to services that are not public',
    config: plain({ services: { api: { expose: false }, dashboard: { expose: false } } }),
    finds: ['ingress: has no effect as no service is public; remove it'],
  },
];
