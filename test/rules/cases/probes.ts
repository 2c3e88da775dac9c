import { plain, production } from '../../support/configs';
import type { Case } from './case';

/** What probes ask, and how long a rollout waits for them. */
export const probes: readonly Case[] = [
  {
    rule: 'liveness-store',
    title: 'restarts that depend on the database',
    config: plain({
      services: { api: { probes: { liveness: { path: '/ready' }, startup: { path: '/ready' } } } },
    }),
    finds: [
      'services.api.probes.liveness.path: /ready fails while the database is out of reach, so every pod would be restarted for it; use /live',
      'services.api.probes.startup.path: /ready fails while the database is out of reach, so every pod would be restarted for it; use /live',
    ],
  },
  {
    rule: 'liveness-store',
    title: 'one path of a team for both',
    config: plain({
      services: { api: { probes: { liveness: { path: '/healthz' }, readiness: { path: '/healthz' } } } },
    }),
    finds: [
      'services.api.probes.liveness.path: /healthz is what readiness asks too, so every pod would be restarted for it; use /live',
    ],
  },
  {
    rule: 'liveness-store',
    title: "the guide's /health, which looks at nothing behind the process",
    guide: 'L478-480',
    config: plain({ services: { api: { probes: { liveness: { path: '/health' } } } } }),
    finds: [],
  },
  {
    rule: 'liveness-store',
    title: 'two paths of a team',
    config: plain({
      services: { api: { probes: { liveness: { path: '/livez' }, readiness: { path: '/readyz' } } } },
    }),
    finds: [],
  },
  {
    rule: 'readiness-blind',
    title: 'a check of the process alone',
    config: plain({ services: { mcp: { probes: { readiness: { path: '/health' } } } } }),
    finds: [
      'services.mcp.probes.readiness.path: /health answers whatever the process cannot reach, so that pods without the database get requests; use /ready',
    ],
  },
  {
    rule: 'readiness-blind',
    title: 'a path of a team, of which nothing is known',
    config: plain({ services: { mcp: { probes: { readiness: { path: '/readyz' } } } } }),
    finds: [],
  },
  {
    rule: 'progress-deadline',
    title: 'as long as a pod may take to start',
    config: plain({ services: { api: { rollout: { progressDeadline: '160s' } } } }),
    finds: [
      'services.api.rollout.progressDeadline: must be longer than 150s of the start-up probe + 10s minReady = 160s, got 160s: a rollout would count as failed while its pods may still start',
    ],
  },
  {
    rule: 'progress-deadline',
    title: 'a second longer',
    config: plain({ services: { api: { rollout: { progressDeadline: '161s' } } } }),
    finds: [],
  },
  {
    rule: 'progress-deadline',
    title: 'without a start-up probe, longer than minReady',
    config: plain({
      services: {
        api: {
          probes: { startup: { enabled: false, reason: 'starts within a second' } },
          rollout: { progressDeadline: '31s', minReady: '30s' },
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'timeout-chain',
    title: 'nginx is told to wait for less than a request takes',
    config: plain({
      services: { api: { expose: { annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '25' } } } },
    }),
    finds: [
      'services.api.timeouts.request: request (25000ms) must end before gateway (25000ms): the inner wait outlives the outer one; give the request less time, or let what stands in front wait longer',
    ],
  },
  {
    rule: 'timeout-chain',
    title: 'nginx is told to wait for longer, and so a request may',
    config: plain({
      ingress: {
        controller: 'ingress-nginx',
        annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '121' },
      },
      services: { api: { timeouts: { request: '2m' }, termination: { gracePeriod: '130s' } } },
    }),
    finds: [],
  },
  {
    rule: 'timeout-chain',
    title: 'attributes of a load balancer that leave the idle time-out out',
    config: production({
      ingress: {
        controller: 'alb',
        annotations: { 'alb.ingress.kubernetes.io/load-balancer-attributes': 'access_logs.s3.enabled=true' },
      },
      services: { api: { timeouts: { request: '60s' } } },
    }),
    finds: [
      'services.api.timeouts.request: request (60000ms) must end before gateway (60000ms): the inner wait outlives the outer one; give the request less time, or let what stands in front wait longer',
    ],
  },
  {
    rule: 'timeout-chain',
    title: 'attributes of a load balancer with a longer one',
    config: production({
      ingress: {
        controller: 'alb',
        annotations: {
          'alb.ingress.kubernetes.io/load-balancer-attributes':
            'access_logs.s3.enabled=true,idle_timeout.timeout_seconds=61',
        },
      },
      services: { api: { timeouts: { request: '60s' } } },
    }),
    finds: [],
  },
  {
    rule: 'gitops-timeout',
    title: 'a stage that is given up while its migration is at work',
    config: production({
      gitops: { tool: 'flux', source: { name: 'memorai' }, timeout: '15m' },
    }),
    finds: ['gitops.timeout: must be longer than the migration may take, which is migration.deadline (900s), got 900s'],
  },
  {
    rule: 'gitops-timeout',
    title: 'a second longer',
    config: production({ gitops: { tool: 'flux', source: { name: 'memorai' }, timeout: '901s' } }),
    finds: [],
  },
];
