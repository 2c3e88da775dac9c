import { checkOutput } from '../../lib';
import { prometheusConfig } from '../../lib/monitoring/prometheus';
import { ruleTests } from '../../lib/monitoring/rule-tests';
import { ruleGroups } from '../../lib/monitoring/rules';
import { resolvePlatform } from '../../lib/platform/index';
import { charted } from './platforms';

const platform = resolvePlatform(charted);
const rules = ruleGroups(platform).flatMap((group) => group.rules);
const expressionOf = (name: string): string => rules.find((rule) => 'alert' in rule && rule.alert === name)?.expr ?? '';

test('what a chart scrapes is asked for under the name that the chart gives it', () => {
  expect(expressionOf('DiskFull')).toContain('node_filesystem_avail_bytes{job="node-exporter",');
  expect(expressionOf('QueueTooOld')).toContain('job="cloudwatch"');
  expect(rules.filter(({ expr }) => /job="(?:node|yace)"/.test(expr))).toEqual([]);
});

test('a target that is down or missing is looked for under that name too', () => {
  expect(expressionOf('TargetMissing')).toContain('absent(up{job="node-exporter"})');
  expect(expressionOf('TargetMissing')).toContain('absent(up{job="kubelet"})');
  expect(expressionOf('TargetDown')).toContain(
    'kube-state-metrics|kubelet|cert-manager|ingress-nginx-controller-metrics|cloudwatch',
  );
});

test('prometheus.yml does not scrape it a second time', () => {
  expect(prometheusConfig(platform).scrape_configs.map(({ job_name }) => job_name)).toEqual([
    'kube-state-metrics',
    'kubelet',
    'cert-manager',
    'prometheus',
  ]);
});

test('tests of the rules feed and expect that name', () => {
  const disks = ruleTests(platform, 'rules.yaml').tests.filter(({ name }) => name === 'DiskFull fires');
  expect(JSON.stringify(disks)).toContain('node_filesystem_avail_bytes{job=\\"node-exporter\\"');
  expect(disks.flatMap((one) => one.alert_rule_test ?? [])).toMatchObject([
    { exp_alerts: [{ exp_labels: { job: 'node-exporter' } }] },
  ]);
});

test('every metric is known by whoever scrapes it', () => {
  expect(checkOutput(platform).filter(({ severity }) => severity === 'error')).toEqual([]);
});
