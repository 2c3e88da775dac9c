import { jobName } from '../platform/scraped';
import type { Platform } from '../platform/types';
import type { Alert, AlertTest } from './alerts/alert';
import { alertsOf } from './alerts/index';
import { annotationsOf } from './rules';
import { ruleLabels } from './scope';
import { elsewhere, here } from './series';
import { teamOfSeries } from './team-label';

/**
 * A file for `promtool test rules`: each alert fires where it should, and is quiet where it must be. Where Prometheus may
 * watch others too, they are there: all is well with them while the alert has to fire, and not while it has to be quiet.
 */
export const ruleTests = (platform: Platform, ruleFile: string) => ({
  rule_files: [ruleFile],
  evaluation_interval: '1m',
  tests: alertsOf(platform).flatMap((alert) => [
    ...testOf(platform, alert, 'fires', alert.fires(platform), alert.quiet(platform)),
    ...testOf(platform, alert, 'is quiet', alert.quiet(platform), alert.fires(platform)),
  ]),
});

function testOf(
  platform: Platform,
  alert: Alert,
  name: 'fires' | 'is quiet',
  test: AlertTest | undefined,
  others: AlertTest | undefined,
) {
  if (test === undefined) return [];
  return [
    {
      name: `${alert.name} ${name}`,
      interval: test.interval ?? '1m',
      input_series: Object.entries({
        ...here(platform, test.series),
        ...elsewhere(platform, others?.series ?? {}),
      }).map(([series, values]) => ({ series, values })),
      alert_rule_test: [
        {
          eval_time: test.at,
          alertname: alert.name,
          exp_alerts: name === 'fires' ? [expected(platform, alert, test)] : [],
        },
      ],
    },
  ];
}

const expected = (platform: Platform, alert: Alert, { labels = {}, says = '' }: AlertTest) => ({
  exp_labels: {
    severity: alert.severity,
    ...ruleLabels(platform),
    ...teamOfSeries(platform, alert, labels),
    ...labels,
    ...(labels.job === undefined ? {} : { job: jobName(platform, labels.job) }),
  },
  exp_annotations: annotationsOf(platform, alert, says),
});
