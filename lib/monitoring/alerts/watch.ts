import { hasOperator } from '../../platform/scraped';
import { above, always, equals, increase, last, over } from '../promql';
import type { Alert } from './alert';
import { amtool, checkConfiguration, query } from './commands';

const failures = (group: string): string =>
  `prometheus_rule_evaluation_failures_total{job="prometheus",instance="p",rule_group="/etc/prometheus/rules/memorai.yaml;${group}"}`;

/** The watch over the watch. */
export const watchAlerts: readonly Alert[] = [
  {
    name: 'ConfigurationRefused',
    severity: 'warning',
    for: '5m',
    summary: 'Prometheus works with an old configuration',
    description: '{{ $labels.instance }} could not read its last configuration',
    source: 'E97',
    // The configuration of the operator's Prometheus is the operator's affair.
    applies: (platform) => !hasOperator(platform),
    expression: () => equals(last('prometheus_config_last_reload_successful'), 0),
    fires: () => ({
      series: { 'prometheus_config_last_reload_successful{job="prometheus",instance="p"}': '0x20' },
      at: '10m',
      labels: { job: 'prometheus', instance: 'p' },
      says: 'p could not read its last configuration',
    }),
    quiet: () => ({
      series: { 'prometheus_config_last_reload_successful{job="prometheus",instance="p"}': '1x20' },
      at: '10m',
    }),
    runbook: {
      means: 'New rules and targets are not there yet.',
      look: (platform) => [{ what: 'what is wrong with it', command: checkConfiguration(platform) }],
      act: ['Run `memorai synth` again and compare: a file was changed by hand.'],
    },
  },
  {
    name: 'RulesFail',
    severity: 'warning',
    for: '15m',
    summary: 'Prometheus cannot evaluate a rule',
    description: '{{ $labels.rule_group }} failed {{ $value | humanize }} times in five minutes',
    source: 'E108; prometheus-mixin, PrometheusRuleFailures',
    // As above.
    applies: (platform) => !hasOperator(platform),
    // Others may have rules in the same Prometheus.
    expression: () =>
      above(
        increase(over('prometheus_rule_evaluation_failures_total', '5m', { rule_group: { matches: '.+;memorai-.+' } })),
        0,
      ),
    fires: () => ({
      series: { [failures('memorai-alerts')]: '0+4x40' },
      at: '30m',
      labels: { job: 'prometheus', instance: 'p', rule_group: '/etc/prometheus/rules/memorai.yaml;memorai-alerts' },
      says: '/etc/prometheus/rules/memorai.yaml;memorai-alerts failed 20 times in five minutes',
    }),
    // Once, while it started; and those of somebody else.
    quiet: () => ({ series: { [failures('memorai-alerts')]: '0 4x40', [failures('others')]: '0+4x40' }, at: '30m' }),
    runbook: {
      means: 'An alert of this group cannot fire, or a number that alerts and graphs ask for is missing.',
      look: (platform) => [
        {
          what: 'which group, and how often',
          command: query(platform, 'increase(prometheus_rule_evaluation_failures_total[1h]) > 0'),
        },
        { what: 'what is scraped', command: query(platform, 'count by (job, instance) (up)') },
      ],
      act: [
        'Its page /rules names the rule and the error. Two series where one is expected: something is scraped twice, or two exporters tell of one thing, and both are scraped.',
        'Too many samples, or a time-out: Prometheus has too little memory or CPU.',
      ],
    },
  },
  {
    name: 'Watchdog',
    severity: 'none',
    for: '0s',
    summary: 'The alerts work',
    description: 'this alert always fires; whoever waits for it must be told when it stops',
    source: 'E108',
    applies: () => true,
    expression: () => always(1),
    fires: () => ({
      series: {},
      at: '1m',
      says: 'this alert always fires; whoever waits for it must be told when it stops',
    }),
    // There is no series under which it must not fire.
    quiet: () => undefined,
    runbook: {
      means: 'Nothing is wrong. Silence would be: then no alert reaches anybody.',
      look: (platform) => [
        { what: 'whether Alertmanager has it', command: amtool(platform, 'alert query alertname=Watchdog') },
      ],
      act: ['Connect it to a service that calls when it stops hearing.'],
    },
  },
];
