import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadPlatform } from '../../../lib/load-platform';
import { alertsOf } from '../../../lib/monitoring/alerts/index';
import { alertNames } from '../../../lib/platform/alert-names';
import { platforms, productionPlatform } from '../../monitoring/platforms';
import { promtool, write } from './tools';

const subjects = [
  ...platforms,
  ['example kubernetes-service', loadPlatform('examples/kubernetes-service/platform.yaml')] as const,
];

describe.each(subjects)('%s', (_, platform) => {
  const folder = write(platform);

  test('promtool takes the rules, and has nothing to say of them', () => {
    const { status, stdout, stderr } = promtool(folder, 'check', 'rules', '--lint-fatal', 'rules/memorai.yaml');
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('rules found') });
  });

  test('promtool takes the configuration, with its rules', () => {
    const { status, stdout, stderr } = promtool(folder, 'check', 'config', '--lint-fatal', 'prometheus.yml');
    expect({ status, said: stdout + stderr }).toEqual({
      status: 0,
      said: expect.stringContaining('is valid prometheus config file syntax'),
    });
  });

  test('every alert fires where it should, and is quiet where it must be', () => {
    const { status, stdout, stderr } = promtool(folder, 'test', 'rules', 'tests/memorai.yaml');
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
  });
});

test('together they test every alert', () => {
  const tested = subjects.flatMap(([, platform]) => {
    const { tests } = parse(readFileSync(join(write(platform), 'tests/memorai.yaml'), 'utf8')) as TestFile;
    return tests.flatMap(({ alert_rule_test }) => alert_rule_test.map(({ alertname }) => alertname));
  });
  expect(alertNames.filter((name) => !tested.includes(name))).toEqual([]);
});

test('what is recorded has a value at the longest interval that a monitor may have', () => {
  const folder = write(productionPlatform);
  const counter = (name: string, labels: string) => ({
    series: `${name}{namespace="memorai-production",${labels}}`,
    values: '0+60x30',
  });
  const recorded = (name: string, labels: string) => ({
    expr: `${name}{environment="production"}`,
    eval_time: '20m',
    exp_samples: [{ labels: `${name}{environment="production",${labels}}`, value: 1 }],
  });
  const test = {
    interval: '1m',
    input_series: [
      counter('redis_commands_processed_total', 'job="redis",instance="a"'),
      counter('http_requests_total', 'job="memorai-api",status="200"'),
    ],
    promql_expr_test: [
      recorded('redis_operations_per_second', 'namespace="memorai-production",job="redis",instance="a"'),
      recorded('job:http_requests:rate5m', 'job="memorai-api"'),
    ],
  };
  const file = { rule_files: ['../rules/memorai.yaml'], evaluation_interval: '1m', tests: [test] };
  writeFileSync(join(folder, 'tests/recorded.yaml'), JSON.stringify(file));
  const { status, stdout, stderr } = promtool(folder, 'test', 'rules', 'tests/recorded.yaml');
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
});

interface TestFile {
  tests: { name: string; alert_rule_test: { alertname: string }[] }[];
}

interface RuleFile {
  groups: { rules: { alert?: string; record?: string; expr: string }[] }[];
}

/** Changes the rules, and runs the tests of one alert, or of all where it has no name: what promtool says of it. */
function testWith(alert: string, change: (file: RuleFile) => unknown) {
  const folder = write(productionPlatform);
  const edit = <File>(path: string, by: (file: File) => unknown) => {
    const file = join(folder, path);
    const before = parse(readFileSync(file, 'utf8')) as File;
    const after = by(before) ?? before;
    writeFileSync(file, JSON.stringify(after));
  };
  edit<RuleFile>('rules/memorai.yaml', change);
  edit<TestFile>('tests/memorai.yaml', (file) => {
    file.tests = file.tests.filter(({ name }) => alert === '' || name.startsWith(`${alert} `));
  });
  const { status, stdout, stderr } = promtool(folder, 'test', 'rules', 'tests/memorai.yaml');
  const said = stdout + stderr;
  return { status, failed: [...said.matchAll(/name: (\w+ (?:fires|is quiet)),/g)].map((match) => match[1]), said };
}

/** Puts another expression into a rule. */
const rewrite = (alert: string, by: (expression: string) => string) => (file: RuleFile) => {
  const rule = file.groups.flatMap(({ rules }) => rules).find((one) => one.alert === alert);
  if (rule === undefined) throw new Error(`no rule ${alert}`);
  const expression = by(rule.expr);
  if (expression === rule.expr) throw new Error(`nothing was changed in ${rule.expr}`);
  rule.expr = expression;
};

describe('planted faults', () => {
  test('unchanged, the tests of one alert pass', () => {
    expect(testWith('HighErrorRate', () => undefined)).toMatchObject({ status: 0, failed: [] });
  });

  test.each<[string, string, (expression: string) => string, string[]]>([
    ['a limit that is too low', 'HighErrorRate', (text) => text.replace('> 0.01', '> 0.00001'), ['is quiet']],
    ['a limit that is too high', 'HighErrorRate', (text) => text.replace('> 0.01', '> 1'), ['fires']],
    ['a label that no series has', 'HighErrorRate', (text) => text.replaceAll('by (job)', 'by (jobs)'), ['fires']],
    [
      'a metric that nobody exports',
      'RedisDown',
      (text) => text.replace('redis_cluster_slots_ok', 'redis_slots_ok'),
      ['fires'],
    ],
    ['a window that is too short', 'PodRestarts', (text) => text.replace('[1h]', '[1m]'), ['fires']],
    [
      "the guide's HighErrorRate: errors a second of each series, not their share (E98)",
      'HighErrorRate',
      () => 'rate(http_requests_total{status=~"5.."}[5m]) > 0.01',
      ['fires', 'is quiet'],
    ],
    [
      "the guide's DatabaseConnectionsExhausted, with the exporter's names put in: their labels differ (E100)",
      'DatabaseConnectionsExhausted',
      () => 'pg_stat_activity_count / pg_settings_max_connections > 0.9',
      ['fires'],
    ],
    [
      "the guide's HighResponseTime: of each route, also of one that nobody uses (E105)",
      'HighResponseTime',
      () => 'histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) > 0.1',
      ['fires', 'is quiet'],
    ],
  ])('%s', (_, alert, by, failed) => {
    const result = testWith(alert, rewrite(alert, by));
    expect({ status: result.status === 0, failed: result.failed }).toEqual({
      status: false,
      failed: failed.map((one) => `${alert} ${one}`),
    });
  });

  test('selectors that do not say whose series they want: each alert fires for others, or is silent because of them', () => {
    const shared =
      /(?:namespace="[^"]*"|environment="[^"]*"|job="(?:node|kube-state-metrics|cert-manager|yace|prometheus)"),?/g;
    const { status, failed } = testWith('', (file) => {
      for (const rule of file.groups.flatMap(({ rules }) => rules)) rule.expr = rule.expr.replaceAll(shared, '');
    });
    const alerts = alertsOf(productionPlatform).map(({ name }) => name);
    expect(status).not.toBe(0);
    expect(alerts.filter((name) => !failed.some((one) => one?.startsWith(`${name} `)))).toEqual(['Watchdog']);
  });

  test("the guide's DatabaseConnectionsExhausted with no recording of its names: never fires (E99)", () => {
    const result = testWith('DatabaseConnectionsExhausted', (file) => {
      for (const group of file.groups) group.rules = group.rules.filter(({ record }) => record === undefined);
    });
    expect(result.failed).toEqual(['DatabaseConnectionsExhausted fires']);
  });

  test('a bare list of rules, as the guide has it, is refused (E97)', () => {
    const folder = write(productionPlatform);
    const { groups } = parse(readFileSync(join(folder, 'rules/memorai.yaml'), 'utf8')) as RuleFile;
    writeFileSync(join(folder, 'rules/memorai.yaml'), JSON.stringify(groups.flatMap(({ rules }) => rules)));
    const { status, stdout, stderr } = promtool(folder, 'check', 'rules', 'rules/memorai.yaml');
    expect({ refused: status !== 0, said: stdout + stderr }).toEqual({
      refused: true,
      said: expect.stringContaining('cannot unmarshal !!seq'),
    });
  });

  test.each([
    ['an unknown field', (text: string) => text.replace('rule_files:', 'rules_files:'), 'not found in type'],
    [
      'a rule file that is not there',
      (text: string) => text.replace('rules/memorai', 'rules/other'),
      'does not point to an existing file',
    ],
    [
      'two jobs of one name',
      (text: string) => text.replaceAll('job_name: redis', 'job_name: postgres'),
      'multiple scrape configs',
    ],
  ])('%s in prometheus.yml is refused', (_, by, message) => {
    const folder = write(productionPlatform);
    const before = readFileSync(join(folder, 'prometheus.yml'), 'utf8');
    expect(by(before)).not.toBe(before);
    writeFileSync(join(folder, 'prometheus.yml'), by(before));
    const { status, stdout, stderr } = promtool(folder, 'check', 'config', 'prometheus.yml');
    expect({ refused: status !== 0, said: stdout + stderr }).toEqual({
      refused: true,
      said: expect.stringContaining(message),
    });
  });
});
