import type { Platform } from '../platform/types';
import type { Alert, AlertTest } from './alerts/alert';
import { alertsOf } from './alerts/index';
import { annotationsOf } from './rules';

/** A file for `promtool test rules`: each alert fires where it should, and is quiet where it must be. */
export const ruleTests = (platform: Platform, ruleFile: string) => ({
  rule_files: [ruleFile],
  evaluation_interval: '1m',
  tests: alertsOf(platform).flatMap((alert) => [
    ...testOf(alert, 'fires', alert.fires(platform)),
    ...testOf(alert, 'is quiet', alert.quiet(platform)),
  ]),
});

function testOf(alert: Alert, name: 'fires' | 'is quiet', test: AlertTest | undefined) {
  if (test === undefined) return [];
  return [
    {
      name: `${alert.name} ${name}`,
      interval: test.interval ?? '1m',
      input_series: Object.entries(test.series).map(([series, values]) => ({ series, values })),
      alert_rule_test: [
        {
          eval_time: test.at,
          alertname: alert.name,
          exp_alerts: name === 'fires' ? [expected(alert, test)] : [],
        },
      ],
    },
  ];
}

const expected = (alert: Alert, { labels, says = '' }: AlertTest) => ({
  exp_labels: { severity: alert.severity, ...labels },
  exp_annotations: annotationsOf(alert, says),
});
