import { compose, contained, plain, serverless } from '../../support/configs';
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
];
