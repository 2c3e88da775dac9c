import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { compose, plain, production, serverless } from '../support/configs';

const issuesOf = (config: PlatformConfig): string[] => {
  try {
    resolvePlatform(config);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, code, message }) => `${path} ${code}: ${message}`);
  }
};

test('objectives that nobody wrote are those of the guide', () => {
  expect(resolvePlatform(plain()).alerting).toEqual({
    objectives: { errorBudget: 0.001, latencySeconds: 0.1, latencyShare: 0.95 },
    disabled: [],
    receivers: [],
  });
});

test('what is written is taken, in the order of its names, with where it came from', () => {
  const { alerting, origins, optOuts } = resolvePlatform(
    plain({
      monitoring: {
        objectives: { availability: 99.95, latency: '0.5s', latencyPercent: 90 },
        alerts: { DiskFills: { enabled: false, reason: 'disks are watched elsewhere' } },
        receivers: {
          second: { kind: 'pagerduty', secretFile: '/run/key' },
          first: {
            kind: 'email',
            to: ['a@memorai.com'],
            from: 'b@memorai.com',
            server: { host: 'mail.memorai.com', port: 25, username: 'b' },
            severities: ['warning'],
          },
        },
      },
    }),
  );
  expect(alerting).toEqual({
    objectives: { errorBudget: 0.0005, latencySeconds: 0.5, latencyShare: 0.9 },
    disabled: ['DiskFills'],
    receivers: [
      {
        name: 'first',
        kind: 'email',
        to: ['a@memorai.com'],
        from: 'b@memorai.com',
        server: { host: 'mail.memorai.com', port: 25, username: 'b' },
        severities: ['warning'],
        secretFile: 'secrets/first',
      },
      { name: 'second', kind: 'pagerduty', severities: ['critical', 'warning'], secretFile: '/run/key' },
    ],
  });
  expect(optOuts).toContainEqual({ path: 'monitoring.alerts.DiskFills', reason: 'disks are watched elsewhere' });
  expect([
    origins['monitoring.objectives.latency'],
    origins['monitoring.receivers.second.severities']?.origin.kind,
  ]).toEqual([{ value: 500, origin: { kind: 'config', path: 'monitoring.objectives.latency' } }, 'default']);
});

test.each<[PlatformConfig, string[]]>([
  [
    plain({ monitoring: { objectives: { latency: '200ms' } } }),
    [
      "monitoring.objectives.latency value: must be a bucket of the services' histogram, or the alert would guess (E105), got 200ms; allowed: 5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 500ms, 1000ms, 2500ms, 5000ms, 10000ms",
    ],
  ],
  [
    plain({ monitoring: { alerts: { DiskFill: { enabled: false, reason: 'disks are watched elsewhere' } } } }),
    ['monitoring.alerts.DiskFill value: is no alert; did you mean "DiskFills"? docs/runbooks has a page for each'],
  ],
  [
    serverless({ monitoring: { objectives: { availability: 99 } } }),
    ['monitoring conflict: has no meaning when deployment is serverless; remove it'],
  ],
  [
    compose({ monitoring: { dashboards: { provision: 'configMaps' } } }),
    [
      'monitoring.dashboards.provision conflict: configMaps needs a cluster, and deployment is compose; set it to files or remove it',
    ],
  ],
  [
    production({ monitoring: { dashboards: { prometheus: 'prometheus:9090' } } }),
    [
      'monitoring.dashboards.prometheus value: must be an address such as http://prometheus:9090 without credentials, got "prometheus:9090"',
    ],
  ],
  ...['https://example.com/dist?ref=main', 'https://example.com/dist/', 'example.com/dist'].map(
    (runbooks): [PlatformConfig, string[]] => [
      plain({ monitoring: { runbooks } }),
      [
        `monitoring.runbooks value: must be an address such as https://git.example.com/infrastructure/main/dist, without credentials and without a "/" at its end; got "${runbooks}"`,
      ],
    ],
  ),
  [
    plain({ services: { api: { team: 'Web' } } }),
    [
      'services.api.team value: must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter; got "Web"',
    ],
  ],
  [
    {
      ...plain(),
      monitoring: { receivers: { web: { kind: 'webhook', teams: 'everybody' } } },
    } as unknown as PlatformConfig,
    ['monitoring.receivers.web.teams value: must be all or a list, got "everybody"'],
  ],
  [
    {
      ...plain(),
      monitoring: { receivers: { oncall: { kind: 'pagerduty', severities: ['watchdog'] } } },
    } as unknown as PlatformConfig,
    [
      'monitoring.receivers.oncall.severities[0] value: must be critical or warning: the watchdog always fires, and belongs to a webhook that misses it when it stops; got "watchdog"',
    ],
  ],
  [
    compose({ monitoring: { jobs: { node: 'node-exporter' } } }),
    ['monitoring.jobs conflict: are those of a cluster that others scrape, and deployment is compose; remove it'],
  ],
  // promtool: scraped each 2m, what looks back a minute is empty; each 4m, HighErrorRate is silent where all fails.
  [
    production({ monitoring: { scrape: 'podMonitor', interval: '61s' } }),
    ['monitoring.interval value: must be at most 1m, got 61s'],
  ],
  [
    production({ monitoring: { interval: '30s' } }),
    [
      'monitoring.interval conflict: has no meaning when scrape is none: only a podMonitor or serviceMonitor has it; remove it',
    ],
  ],
])('refuses %#', (config, issues) => {
  expect(issuesOf(config)).toEqual(issues);
});
