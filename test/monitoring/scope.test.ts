import { parser } from '@prometheus-io/lezer-promql';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { dashboardQueries } from '../../lib/monitoring/dashboards/queries';
import { ruleGroups } from '../../lib/monitoring/index';
import { last, over, rate } from '../../lib/monitoring/promql';
import { alone, scopeOf } from '../../lib/monitoring/scope';
import { elsewhere, here } from '../../lib/monitoring/series';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { compose } from '../support/configs';
import { platforms, productionPlatform } from './platforms';

/** Of these a cluster has one for all: whose they are no label says. */
const sharedJobs = ['node', 'kube-state-metrics', 'kubelet', 'cert-manager', 'ingress-nginx', 'yace', 'prometheus'];

/** What rules of ours make: what is recorded, and the alerts themselves. */
const made = (platform: Platform): readonly string[] => [
  'ALERTS',
  ...ruleGroups(platform).flatMap(({ rules }) => rules.flatMap((rule) => ('record' in rule ? [rule.record] : []))),
];

/** Every expression that is rendered, and where it stands. */
const expressions = (platform: Platform): readonly (readonly [string, string])[] => [
  ...ruleGroups(platform).flatMap(({ rules }) =>
    rules.map((rule) => ['alert' in rule ? rule.alert : rule.record, rule.expr] as const),
  ),
  ...dashboardQueries(platform).map(
    ({ dashboard, panel, expression }) => [`${dashboard}: ${panel}`, expression] as const,
  ),
];

/** Selectors of an expression that would find the series of others, by Prometheus' own grammar. */
function unlimited(platform: Platform, expression: string): readonly string[] {
  const found: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'VectorSelector' && !isOurs(platform, expression.slice(from, to))) {
        found.push(expression.slice(from, to));
      }
    },
  });
  return found;
}

function isOurs(platform: Platform, selector: string): boolean {
  const name = /^[\w:]+/.exec(selector)?.[0] ?? '';
  const asked = new Map(
    Array.from(selector.matchAll(/(\w+)(=~?)"([^"]*)"/g), ([, label = '', , value = '']) => [label, value] as const),
  );
  if (made(platform).includes(name)) return asked.get('environment') === platform.environment;
  if (asked.get('namespace') === platform.cluster?.namespace) return asked.has('job');
  return (
    asked
      .get('job')
      ?.split('|')
      .every((job) => [...sharedJobs, ...Object.values(platform.jobNames)].includes(job)) === true
  );
}

const inClusters = platforms.filter(([, { cluster }]) => cluster !== undefined);

describe.each(inClusters)('%s', (_, platform) => {
  test.each(expressions(platform))('%s is about this environment', (_name, expression) => {
    expect(unlimited(platform, expression)).toEqual([]);
  });

  test('gives what its rules make the label by which they ask for it', () => {
    const labels = ruleGroups(platform).flatMap(({ rules }) => rules.map((rule) => rule.labels?.environment));
    expect(new Set(labels)).toEqual(new Set([platform.environment]));
  });
});

test('a Prometheus that watches one Compose project is asked for all that it has', () => {
  const platform = resolvePlatform(compose({ compose: { backups: {} } }));
  const texts = expressions(platform).map(([, expression]) => expression);
  expect(texts.filter((text) => /\b(namespace|environment)=/.test(text))).toEqual([]);
  expect(ruleGroups(platform).flatMap(({ rules }) => rules.map(({ labels }) => labels?.environment))).toEqual(
    expect.not.arrayContaining([expect.anything()]),
  );
});

describe('the walk finds', () => {
  const text = rate(over('http_requests_total', '5m')).within(alone);
  test.each([
    [text, ['http_requests_total']],
    ['pg_up{job="postgres"} == 0', ['pg_up{job="postgres"}']],
    ['pg_up{namespace="memorai-staging",job="postgres"}', ['pg_up{namespace="memorai-staging",job="postgres"}']],
    ['up{job=~"postgres|node"} == 0', ['up{job=~"postgres|node"}']],
    ['redis_hit_ratio', ['redis_hit_ratio']],
    ['ALERTS{alertstate="firing"}', ['ALERTS{alertstate="firing"}']],
    [
      'sum (up{namespace="memorai-production",job="qdrant"}) / node_memory_MemTotal_bytes',
      ['node_memory_MemTotal_bytes'],
    ],
  ])('what is not limited in %s', (expression, selectors) => {
    expect(unlimited(productionPlatform, expression)).toEqual(selectors);
  });
});

describe('a selector', () => {
  const scope = scopeOf(productionPlatform);
  test.each([
    [last('pg_up'), 'pg_up{namespace="memorai-production",job="postgres"}'],
    [last('up', { job: 'qdrant' }), 'up{namespace="memorai-production",job="qdrant"}'],
    [last('up', { job: { oneOf: ['node', 'yace'] } }), 'up{job=~"node|yace"}'],
    [last('active_connections'), 'active_connections{namespace="memorai-production",job=~"memorai-.+"}'],
    [
      last('kube_deployment_spec_replicas'),
      'kube_deployment_spec_replicas{namespace="memorai-production",job="kube-state-metrics"}',
    ],
    [last('kube_node_labels'), 'kube_node_labels{job="kube-state-metrics"}'],
    [last('node_memory_MemTotal_bytes'), 'node_memory_MemTotal_bytes{job="node"}'],
    [last('redis_hit_ratio'), 'redis_hit_ratio{environment="production"}'],
  ])('%#: %s', (expression, expected) => {
    expect(expression.within(scope)).toBe(expected);
    expect(expression.within(alone)).not.toMatch(/namespace|environment/);
  });
});

describe('requests are those of users', () => {
  const answers = rate(over('http_requests_total', '5m'));
  const textOf = (config: PlatformConfig) => answers.within(scopeOf(resolvePlatform(config)));

  test.each([
    ['on one machine', compose(), 'rate(http_requests_total{route!~"/api/metrics|/health|/live|/metrics|/ready"}[5m])'],
    [
      'of services with paths of their own; a dot is a dot, and / is asked by users too',
      compose({
        services: {
          api: { metricsPath: '/stats.txt', probes: { readiness: { path: '/up' }, liveness: { path: '/' } } },
        },
      }),
      'rate(http_requests_total{route!~"/api/metrics|/health|/live|/metrics|/ready|/stats\\\\.txt|/up"}[5m])',
    ],
  ])('%s', (_, config, expected) => {
    expect(textOf(config)).toBe(expected);
  });

  test('nothing else has a route', () => {
    expect(last('pg_up').within(scopeOf(resolvePlatform(compose())))).toBe('pg_up');
  });
});

describe('series of a test', () => {
  const series = {
    'pg_up{instance="db"}': '0x5',
    'node_memory_MemTotal_bytes{job="node"}': '1x5',
    redis_hit_ratio: '1x5',
  };

  test('have the labels of the environment', () => {
    expect(Object.keys(here(productionPlatform, series))).toEqual([
      'pg_up{namespace="memorai-production",job="postgres",instance="db"}',
      'node_memory_MemTotal_bytes{job="node"}',
      'redis_hit_ratio{environment="production"}',
    ]);
  });

  test("are somebody else's by one label", () => {
    expect(Object.keys(elsewhere(productionPlatform, series))).toEqual([
      'pg_up{namespace="elsewhere",job="postgres",instance="db"}',
      'node_memory_MemTotal_bytes{job="elsewhere"}',
      'redis_hit_ratio{environment="elsewhere"}',
    ]);
    expect(elsewhere(resolvePlatform(compose()), series)).toEqual({});
  });
});
