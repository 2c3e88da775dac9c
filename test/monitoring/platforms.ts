import { loadEnvironments } from '../../lib/cli/environments';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { compose, contained, plain, production } from '../support/configs';

export const productionPlatform = resolvePlatform(production());

/** Everything on: stores of our own, an operator, each kind of receiver, other objectives. */
export const everything: PlatformConfig = {
  ...plain({ environment: 'everything', tier: 'recommended' }),
  cluster: {
    provider: 'generic',
    nodePools: { work: { capacity: { cpu: '8', memory: '32Gi' }, minNodes: 2, maxNodes: 5 } },
  },
  stores: {
    postgres: { provider: 'cluster' },
    redis: { provider: 'cluster', eviction: 'noeviction' },
    qdrant: { provider: 'cluster' },
  },
  monitoring: {
    scrape: 'podMonitor',
    labels: { release: 'prometheus' },
    objectives: { availability: 99.5, latency: '250ms', latencyPercent: 99 },
    alerts: { DiskFills: { enabled: false, reason: 'the provider of the nodes watches their disks' } },
    receivers: {
      team: { kind: 'slack', channel: '#alerts' },
      oncall: { kind: 'pagerduty', severities: ['critical'] },
      heartbeat: { kind: 'webhook', severities: ['watchdog'], secretFile: '/run/secrets/heartbeat' },
      archive: {
        kind: 'email',
        to: ['ops@memorai.com', 'night@memorai.com'],
        from: 'alerts@memorai.com',
        server: { host: 'mail.memorai.com', username: 'alerts' },
        severities: ['critical', 'warning', 'watchdog'],
      },
    },
  },
};

/** Three teams, of which one has no receiver for what is critical, and receivers of none, of one and of all. */
export const teams: PlatformConfig = plain({
  environment: 'teams',
  services: { api: { team: 'web' }, dashboard: { team: 'web' }, worker: { team: 'data' }, mcp: { team: 'agents' } },
  monitoring: {
    team: 'platform',
    receivers: {
      archive: { kind: 'webhook', teams: 'all' },
      data: { kind: 'slack', channel: '#data', teams: ['data'] },
      oncall: { kind: 'pagerduty', severities: ['critical'] },
      operations: { kind: 'slack', channel: '#operations', severities: ['warning', 'watchdog'] },
      web: { kind: 'slack', channel: '#web', teams: ['web'], severities: ['warning'] },
    },
  },
});

/** A cluster with kube-prometheus-stack, which brings the exporter of nodes under another name. */
export const charted: PlatformConfig = {
  ...contained({ qdrant: { provider: 'cluster' } }),
  environment: 'charted',
  ingress: { controller: 'ingress-nginx', tls: { issuer: 'letsencrypt-prod' } },
  monitoring: {
    scrape: 'podMonitor',
    jobs: { node: 'node-exporter', 'ingress-nginx': 'ingress-nginx-controller-metrics', yace: 'cloudwatch' },
  },
};

/** A PostgreSQL that an operator keeps, with replicas, and no other store of ours. */
export const replicated: PlatformConfig = plain({
  environment: 'replicated',
  stores: { postgres: { provider: 'cluster', operator: 'cloudnative-pg' } },
} as PlatformConfig);

const reason = 'the team of the databases has its own';

/** An operator, and the stores with others: an exporter somewhere, none at all, and a Qdrant that asks for its key. */
export const operated: PlatformConfig = {
  ...plain({ environment: 'operated' }),
  services: { worker: { metrics: { enabled: false, reason: 'the image of a vendor' } } },
  monitoring: {
    scrape: 'podMonitor',
    interval: '30s',
    exporters: {
      postgres: { enabled: false, reason, address: 'exporter.databases:9187' },
      redis: { enabled: false, reason },
    },
    alerts: { Watchdog: { enabled: false, reason: 'the operator comes with one of its own' } },
  },
};

/** An operator that is told of all that can be: pods of services, exporters and Qdrant, nodes of a Redis cluster. */
export const watched: PlatformConfig = {
  ...plain({ environment: 'watched' }),
  stores: {
    postgres: { provider: 'external', host: 'postgres.dev.memorai.com' },
    redis: { host: 'redis.dev.memorai.com', topology: { mode: 'cluster', shards: 3 } },
    qdrant: { provider: 'cluster', nodes: 3 },
  },
  monitoring: { scrape: 'serviceMonitor', labels: { release: 'prometheus' } },
};

/** One machine without the profile: nobody tells of its stores. */
const unwatched: PlatformConfig = compose({ compose: { monitoring: { enabled: false } } });

/** The shipped environments that Prometheus watches, and others that have more and less than they. */
export const platforms: readonly (readonly [string, Platform])[] = [
  ...loadEnvironments({ folder: 'environments', names: [] })
    .filter(({ platform }) => platform.targets.includes('monitoring'))
    .map(({ platform }): [string, Platform] => [platform.environment, platform]),
  ...loadEnvironments({ folder: 'examples/environments', names: [] }).map(({ platform }): [string, Platform] => [
    platform.environment,
    platform,
  ]),
  ['everything', resolvePlatform(everything)],
  ['teams', resolvePlatform(teams)],
  ['charted', resolvePlatform(charted)],
  ['operated', resolvePlatform(operated)],
  ['replicated', resolvePlatform(replicated)],
  ['watched', resolvePlatform(watched)],
  ['unwatched', resolvePlatform(unwatched)],
  [
    'unmeasured',
    resolvePlatform(plain({ serviceDefaults: { metrics: { enabled: false, reason: 'images of a vendor' } } })),
  ],
  [
    'strict',
    resolvePlatform({
      ...plain({ monitoring: { objectives: { availability: 99.99, latency: '10ms' } } }),
      stores: {
        postgres: { provider: 'external', host: 'postgres.dev.memorai.com' },
        redis: { provider: 'cluster' },
        qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1 },
      },
    }),
  ],
];
