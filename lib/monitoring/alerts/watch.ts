import { hasOperator } from '../../platform/scraped';
import { always, equals, last } from '../promql';
import type { Alert } from './alert';
import { amtool, checkConfiguration } from './commands';

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
