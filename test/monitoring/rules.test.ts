import { parse } from 'yaml';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { alerts, alertsOf } from '../../lib/monitoring/alerts/index';
import { catalogue } from '../../lib/monitoring/catalogue/index';
import { monitoringArtifacts, type RuleGroup, ruleGroups } from '../../lib/monitoring/index';
import { prometheusRules } from '../../lib/monitoring/prometheus-rules';
import { recordings } from '../../lib/monitoring/recordings';
import { alone } from '../../lib/monitoring/scope';
import { alertNames } from '../../lib/platform/alert-names';
import { applicationContract } from '../../lib/platform/contract';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { createHttpMetrics } from '../../lib/runtime/http-metrics';
import { fakeHost } from '../runtime/support';
import { compose, plain, production } from '../support/configs';
import { unknownNames } from './expression';
import { everything, platforms, productionPlatform, replicated } from './platforms';

const expressions = (platform: Platform): [string, string][] =>
  ruleGroups(platform).flatMap(({ rules }) =>
    rules.map((rule): [string, string] => ['alert' in rule ? rule.alert : rule.record, rule.expr]),
  );
const expressionOf = (name: string, config: PlatformConfig): string =>
  expressions(resolvePlatform(config)).find(([known]) => known === name)?.[1] ?? 'no such alert';
/** Of Aurora CloudWatch tells how far they are behind. */
const readers = production({ stores: { postgres: { provider: 'aurora', readers: 1 } } });
const namesOf = (config: PlatformConfig): string[] => alertsOf(resolvePlatform(config)).map(({ name }) => name);

describe.each(platforms)('%s', (_, platform) => {
  test.each(expressions(platform))('%s names only what is exported', (_name, expression) => {
    expect(unknownNames(expression, catalogue)).toEqual([]);
  });

  test.each(alertsOf(platform).map((alert) => [alert.name, alert] as const))(
    '%s is tested with series that are exported',
    (_name, alert) => {
      const series = [alert.fires(platform), alert.quiet(platform)].flatMap((one) => Object.keys(one?.series ?? {}));
      expect(series.flatMap((one) => unknownNames(one, catalogue))).toEqual([]);
    },
  );

  test.each(alertsOf(platform).map((alert) => [alert.name, alert] as const))(
    '%s has a test in which it fires, and one in which it must not',
    (name, alert) => {
      expect(alert.fires(platform).says).toMatch(/./);
      expect(alert.quiet(platform) === undefined).toBe(name === 'Watchdog');
    },
  );
});

describe('the check of names', () => {
  test.each([
    ['http_request_total', ['no metric http_request_total']],
    ['rate(http_request_duration_seconds[5m])', ['no metric http_request_duration_seconds']],
    ['up_bucket', ['no metric up_bucket']],
    ['http_requests_total{code="500"}', ['http_requests_total has no label code']],
    ['sum by (pool) (up)', ['nothing is grouped by pool']],
    ['sum by (le) (rate(http_request_duration_seconds_sum[5m]))', ['nothing is grouped by le']],
    ['sum by (job (up)', [expect.stringContaining('no PromQL')]],
  ])('refuses %s', (expression, problems) => {
    expect(unknownNames(expression, catalogue)).toEqual(expect.arrayContaining(problems));
  });
});

const untested = compose({
  compose: { backups: { restoreTest: { enabled: false, reason: 'another machine restores them' } } },
});

describe('alerts', () => {
  test('are those whose names a config may give, each once', () => {
    expect(alerts.map(({ name }) => name)).toEqual([...alertNames]);
    expect(new Set(alertNames).size).toBe(alertNames.length);
  });

  test.each(alerts.map((alert) => [alert.name, alert] as const))('%s applies somewhere', (name) => {
    const watching = [...platforms, ['production', productionPlatform] as const];
    expect(watching.some(([, platform]) => alerts.find((one) => one.name === name)?.applies(platform))).toBe(true);
  });

  test.each<[string, PlatformConfig, boolean]>([
    ['QueueTooOld', production(), true],
    ['QueueTooOld', plain(), false],
    ['DeadLetters', plain(), false],
    ['PostgresReplicationLag', replicated, true],
    ['PostgresReplicationLag', readers, false],
    ['PostgresReplicationLag', plain(), false],
    ['RedisMemoryNearLimit', everything, true],
    ['RedisEvicts', everything, false],
    ['QdrantNodesMissing', everything, true],
    ['QdrantNodesMissing', production(), false],
    ['StorePodsNotReady', everything, true],
    ['StorePodsNotReady', plain(), false],
    ['VolumeFull', everything, true],
    ['VolumeFull', compose(), false],
    ['DiskFull', compose(), true],
    ['ConfigurationRefused', plain(), true],
    ['ConfigurationRefused', everything, false],
    ['NodePoolAtMaximum', production(), true],
    ['NodePoolAtMaximum', plain(), false],
    ['DiskFills', everything, false],
    ['DiskFills', plain(), true],
    ['BackupTooOld', compose({ compose: { backups: {} } }), true],
    ['BackupNotReadable', compose({ compose: { backups: {} } }), true],
    ['BackupTooOld', compose(), false],
    ['BackupNotReadable', compose({ compose: { backups: {}, monitoring: { enabled: false } } }), false],
    ['BackupTooOld', production(), false],
    ['RestoreTestFailed', compose({ compose: { backups: {} } }), true],
    ['RestoreTestTooOld', compose({ compose: { backups: {} } }), true],
    ['RestoreTestFailed', untested, false],
    ['RestoreTestTooOld', untested, false],
    ['BackupTooOld', untested, true],
    ['RestoreTestTooOld', compose({ compose: { backups: {}, monitoring: { enabled: false } } }), false],
  ])('%s only where there is such a thing', (name, config, expected) => {
    expect(namesOf(config).includes(name)).toBe(expected);
  });
});

/** A window that fewer scrapes than this lie in has now and then one or none, of which no rate follows. */
const SCRAPES = 4;

test('every window holds four scrapes at the longest interval that a config may choose', () => {
  const longest = resolvePlatform({ ...everything, monitoring: { scrape: 'podMonitor', interval: '1m' } }).scrape;
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 };
  const windows = expressions(resolvePlatform(everything)).flatMap(([, text]) =>
    Array.from(text.matchAll(/\[(\d+)([smhd])\]/g), ([, count, unit]) => Number(count) * seconds[unit as 's']),
  );
  expect('intervalSeconds' in longest && longest.intervalSeconds).toBe(60);
  expect(Math.min(...windows)).toBeGreaterThanOrEqual(SCRAPES * 60);
});

describe('thresholds follow the config', () => {
  test.each<[string, PlatformConfig, string]>([
    ['HighResponseTime', production(), '> 0.1'],
    ['HighResponseTime', production(), 'histogram_quantile(0.95,'],
    ['HighResponseTime', production({ monitoring: { objectives: { latency: '250ms' } } }), '> 0.25'],
    [
      'HighResponseTime',
      production({ monitoring: { objectives: { latencyPercent: 99 } } }),
      'histogram_quantile(0.99,',
    ],
    ['ErrorBudgetBurnsFast', production(), '> 0.0144'],
    ['ErrorBudgetBurnsFast', production({ monitoring: { objectives: { availability: 99 } } }), '> 0.144'],
    ['ErrorBudgetBurnsSlowly', production({ monitoring: { objectives: { availability: 99.99 } } }), '> 0.0001'],
    ['NodePoolAtMaximum', production(), '>= 10'],
    ['NodePoolAtMaximum', production({ cluster: { nodePools: { application: { maxNodes: 12 } } } }), '>= 12'],
    ['QdrantNodesMissing', everything, '< 3'],
    ['QueueTooOld', production(), '> 1620'],
    ['BackupTooOld', compose({ compose: { backups: {} } }), '> 90000'],
    ['BackupTooOld', compose({ compose: { backups: { schedule: '15 */6 * * *' } } }), '> 25200'],
    ['BackupTooOld', compose({ compose: { backups: { schedule: '0 3 * * 1-5' } } }), '> 262800'],
    ['RestoreTestTooOld', compose({ compose: { backups: {} } }), '> 604800'],
    ['RestoreTestTooOld', compose({ compose: { backups: { retentionDays: 6 } } }), '> 86400'],
    ['RestoreTestTooOld', compose({ compose: { backups: { restoreTest: { schedule: '0 5 1 * *' } } } }), '> 2678400'],
    ['TargetDown', production(), '|ingress-nginx|'],
    ['TargetMissing', production(), 'absent(up{namespace="memorai-production",job="postgres"})'],
    ['TargetMissing', production(), 'absent(up{job="kube-state-metrics"})'],
    ['TargetMissing', compose(), 'absent(up{job="postgres"})'],
    ['StorePodsNotReady', replicated, '3 - sum by (namespace) (max by (namespace, pod) (kube_pod_status_ready{'],
    ['PodRestarts', production({ cluster: { namespace: 'elsewhere' } }), 'namespace="elsewhere"'],
  ])('%s %#', (name, config, part) => {
    expect(expressionOf(name, config)).toContain(part);
  });

  test('connections outside the budget: its own sum, for any number of connections', () => {
    for (const config of [production(), plain()]) {
      const { connections } = resolvePlatform(config);
      expect(expressionOf('PostgresConnectionsOutsideBudget', config)).toBe(
        `postgres_connections_active{environment="${config.environment}"} > ${connections.total}`,
      );
    }
  });

  test('nothing is missed under a name that the operator chooses', () => {
    expect(expressionOf('TargetMissing', everything)).not.toContain('job="prometheus"');
    expect(expressionOf('TargetMissing', plain())).toContain('absent(up{job="prometheus"})');
  });

  test('a latency is one of the buckets that the services have', () => {
    const metrics = createHttpMetrics(fakeHost);
    metrics.observe('GET', '/health', 200, 0.01);
    const bounds = [...metrics.render().matchAll(/_bucket\{.*le="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(bounds).toEqual([...applicationContract.latencyBuckets]);
  });
});

test.each([
  ['backup', 'BackupTooOld', 90_000],
  ['restore_test', 'RestoreTestTooOld', 604_800],
])('a %s that nobody tells of is too old: it was at the beginning of time', (what, name, limit) => {
  const metric = `memorai_${what}_last_success_timestamp_seconds`;
  expect(expressionOf(name, compose({ compose: { backups: {} } }))).toBe(
    `(time() - (${metric} or (0 * absent(${metric}{store="postgres"})))) > ${limit}`,
  );
});

describe('annotations', () => {
  test('say the limit that holds', () => {
    const [rule] = alertingRules(everything).filter(({ alert }) => alert === 'HighResponseTime');
    expect(rule?.annotations).toEqual({
      summary: 'High response time detected',
      description:
        '1% of the answers of {{ $labels.job }} take more than {{ $value | humanizeDuration }} (limit 250ms)',
      runbook_url: 'https://github.com/memorai/memorai-infra/blob/main/docs/runbooks/HighResponseTime.md',
    });
  });

  const alertingRules = (config: PlatformConfig) =>
    ruleGroups(resolvePlatform(config)).flatMap(({ rules }) =>
      rules.flatMap((rule) => ('alert' in rule ? [rule] : [])),
    );
});

describe('files', () => {
  const fileOf = (config: PlatformConfig, path: string): string =>
    monitoringArtifacts(resolvePlatform(config)).find((one) => one.path === path)?.content ?? '';

  test('the rules are groups, and read back as they were (E97)', () => {
    const { groups } = parse(fileOf(production(), 'prometheus/rules/memorai.yaml')) as { groups: RuleGroup[] };
    expect(groups).toEqual(JSON.parse(JSON.stringify(ruleGroups(productionPlatform))));
    expect(groups.map(({ name, rules }) => [name, rules.length])).toEqual([
      ['memorai-names', recordings.length],
      ['memorai-alerts', alertsOf(productionPlatform).length],
    ]);
  });

  test("the guide's names are recorded where no exporter has them (E99, E102, E103, E104)", () => {
    expect(recordings.map(({ record }) => record)).toEqual([
      'memory_usage_bytes',
      'cpu_usage_seconds',
      'postgres_connections_active',
      'postgres_connections_max',
      'postgres_cache_hit_ratio',
      'postgres_replication_lag',
      'postgres_query_duration_seconds',
      'redis_memory_usage_bytes',
      'redis_hit_ratio',
      'redis_operations_per_second',
      'node_cpu_usage_percent',
      'node_memory_usage_percent',
      'node_disk_usage_percent',
      'node_network_bytes',
      'job:http_requests:rate5m',
      'job:http_requests_failed:rate5m',
    ]);
  });

  test.each([
    [
      'a service without a failure has a rate of failures: zero',
      'job:http_requests_failed:rate5m',
      'sum by (job) (rate(http_requests_total{status=~"5.."}[5m])) or (0 * sum by (job) (rate(http_requests_total[5m])))',
    ],
    [
      'of connections the server keeps two kinds; of one before PostgreSQL 16 the second is zero',
      'postgres_connections_max',
      '(max by (instance) (pg_settings_max_connections) - max by (instance) (pg_settings_superuser_reserved_connections)) - (max by (instance) (pg_settings_reserved_connections) or (0 * max by (instance) (pg_settings_max_connections)))',
    ],
  ])('%s', (_, record, text) => {
    expect(recordings.find((one) => one.record === record)?.expression.within(alone)).toBe(text);
  });

  test('the operator gets the same rules, with the labels by which it selects', () => {
    const [object, ...others] = prometheusRules(resolvePlatform(everything));
    expect(others).toEqual([]);
    const { groups } = parse(fileOf(everything, 'prometheus/rules/memorai.yaml'));
    expect(object).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: 'memorai',
        namespace: 'memorai-everything',
        labels: {
          'app.kubernetes.io/name': 'memorai',
          'app.kubernetes.io/version': '3.2.0',
          'app.kubernetes.io/component': 'monitoring',
          'app.kubernetes.io/instance': 'memorai-everything',
          'app.kubernetes.io/part-of': 'memorai',
          'app.kubernetes.io/managed-by': 'memorai-infra',
          release: 'prometheus',
        },
      },
      spec: { groups },
    });
  });

  test('without an operator there is no object of it', () => {
    const paths = monitoringArtifacts(productionPlatform).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('prometheus/'))).toEqual([
      'prometheus/prometheus.yml',
      'prometheus/alertmanager.yml',
      'prometheus/rules/memorai.yaml',
      'prometheus/tests/memorai.yaml',
    ]);
  });

  test('the rules of production', () => {
    expect(fileOf(production(), 'prometheus/rules/memorai.yaml')).toMatchSnapshot();
  });
});
