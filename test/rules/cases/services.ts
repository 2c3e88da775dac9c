import { compose, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

export const services: readonly Case[] = [
  {
    rule: 'disruption-budget',
    title: 'a budget that keeps every pod',
    config: production({ services: { api: { disruptionBudget: { minAvailable: 3 } } } }),
    finds: [
      'services.api.disruptionBudget.minAvailable: keeps 3 of 3 pods at the least, so that none may ever be evicted: must keep at most 2; use maxUnavailable: 1, or more replicas',
    ],
  },
  {
    rule: 'disruption-budget',
    title: 'a share that rounds up to every pod',
    config: production({ services: { api: { disruptionBudget: { minAvailable: '67%' } } } }),
    finds: [
      'services.api.disruptionBudget.minAvailable: keeps 3 of 3 pods at the least, so that none may ever be evicted: must keep at most 2; use maxUnavailable: 1, or more replicas',
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
    finds: ['services.mcp.disruptionBudget.maxUnavailable: lets no pod be evicted, ever; must be at least 1, got 0%'],
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
    rule: 'image-pinned',
    title: 'latest where data is protected',
    guide: 'L53, L70',
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
    rule: 'image-pinned',
    title: 'moving images beside the services',
    config: compose({
      stores: { redis: { provider: 'cluster', image: 'redis:latest' } },
      queue: { provider: 'elasticmq', image: 'softwaremill/elasticmq-native:latest' },
      compose: { proxy: { kind: 'caddy', image: 'caddy:main' }, backups: { image: 'postgres:latest' } },
    }),
    finds: [
      'compose.backups.image: "latest" moves; name a version or a digest',
      'compose.proxy.image: "main" moves; name a version or a digest',
      'queue.image: "latest" moves; name a version or a digest',
      'stores.redis.image: "latest" moves; name a version or a digest',
    ],
  },
  {
    rule: 'image-pinned',
    title: 'a moving image of a container beside a service',
    config: production({
      services: { api: { sidecars: [{ name: 'proxy', image: 'envoyproxy/envoy:latest' }] } },
    }),
    finds: ['services.api.sidecars[0].image: "latest" moves; name a version or a digest'],
  },
  {
    rule: 'image-pinned',
    title: 'a digest that pins a moving tag beside the services',
    config: compose({ compose: { backups: { image: `postgres:latest@sha256:${'0123456789abcdef'.repeat(4)}` } } }),
    finds: [],
  },
  {
    rule: 'memory-target',
    title: "the guide's request against its own cache",
    guide: 'L261, L540',
    config: production({
      services: { api: { resources: { requests: { memory: '512Mi' } } } },
      settings: { MAX_MEMORY_SIZE: '512mb' },
    }),
    finds: [
      'services.api.resources.requests.memory: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target of api, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
      'settings.MAX_MEMORY_SIZE: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target of dashboard, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
      'settings.MAX_MEMORY_SIZE: MAX_MEMORY_SIZE (512Mi) alone reaches the memory target of mcp, 80% of 512Mi = 409Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env',
    ],
  },
  {
    rule: 'memory-target',
    title: 'a cache just below the target',
    config: production({ settings: { MAX_MEMORY_SIZE: '408mb' } }),
    finds: [],
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
    rule: 'timeout-chain',
    title: "the guide's 30 s statement behind a 25 s request",
    guide: 'L264',
    config: production({ services: { api: { timeouts: { statement: '30s' } } } }),
    finds: [
      'services.api.timeouts.request: statement (30000ms) must end before request (25000ms): the inner wait outlives the outer one; give the statement less time, or the request more',
    ],
  },
  {
    rule: 'timeout-chain',
    title: "the guide's function of 30 s behind a gateway of 29 s",
    guide: 'L117',
    config: serverless({ services: { api: { lambda: { timeout: '30s' } } } }),
    finds: [
      'services.api.lambda.timeout: function (30000ms) must end before gateway (29000ms): the inner wait outlives the outer one; give the function less time, or let what stands in front wait longer',
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
      'services.mcp.timeouts.statement: connect (20000ms) must end before statement (20000ms): the inner wait outlives the outer one; give the connect less time, or the statement more',
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
    rule: 'unreachable-service',
    title: 'mcp of the guide, of which no more is said',
    guide: 'L42',
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
];
