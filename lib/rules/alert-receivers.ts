import type { Audience } from '../platform/types';
import type { Rule } from './types';

const audiences: readonly Audience[] = ['critical', 'warning', 'watchdog'];

/** An alert that reaches nobody is a line in a list that nobody opens. */
export const alertReceivers: Rule = {
  id: 'alert-receivers',
  severity: 'warning',
  protects: 'alerts from firing where nobody hears them',
  source: 'E108',
  reads: ['monitoring.alerts', 'monitoring.receivers.*.severities', 'protection.level'],
  wayOut: 'name a receiver for each severity under monitoring.receivers',
  check: ({ alerting, protection }) => {
    if (alerting === undefined || protection.level === 'none') return [];
    const heard = alerting.receivers.flatMap(({ severities }) => severities);
    // Of what is off nobody can hear; monitoring-unwatched says what that means.
    const told = audiences.filter((audience) => audience !== 'watchdog' || !alerting.disabled.includes('Watchdog'));
    const unheard = told.filter((audience) => !heard.includes(audience));
    return unheard.length === 0
      ? []
      : [
          {
            path: 'monitoring.receivers',
            message: `nobody is told of alerts that are ${unheard.join(', ')}; name a receiver with these severities`,
          },
        ];
  },
};
