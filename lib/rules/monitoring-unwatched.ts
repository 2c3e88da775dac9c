import type { Rule } from './types';

/** The one alert that always fires: whoever waits for it learns that nothing else can reach anybody. */
export const monitoringUnwatched: Rule = {
  id: 'monitoring-unwatched',
  severity: 'warning',
  protects: 'people from taking the silence of a dead Prometheus for health',
  source: 'E108',
  reads: ['monitoring.alerts', 'protection.level'],
  wayOut: 'leave the alert Watchdog on, and let a service that waits for it hear of it',
  check: ({ alerting, protection }) =>
    protection.level !== 'none' && alerting?.disabled.includes('Watchdog') === true
      ? [
          {
            path: 'monitoring.alerts.Watchdog',
            message:
              'without it nothing says when Prometheus or Alertmanager is dead; leave it on, with a receiver that hears of watchdog',
          },
        ]
      : [],
};
