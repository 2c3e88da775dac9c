import { heardBy } from '../platform/heard-by';
import { teamsOf } from '../platform/teams';
import type { Audience } from '../platform/types';
import type { Rule } from './types';

const audiences: readonly Audience[] = ['critical', 'warning', 'watchdog'];

/** An alert that reaches nobody is a line in a list that nobody opens. */
export const alertReceivers: Rule = {
  id: 'alert-receivers',
  severity: 'warning',
  protects: 'alerts from firing where nobody hears them',
  source: 'E108',
  reads: [
    'monitoring.alerts',
    'monitoring.receivers.*.severities',
    'monitoring.receivers.*.teams',
    'monitoring.team',
    'services.*.team',
    'services.*.enabled',
    'protection.level',
  ],
  wayOut: 'name a receiver for each severity under monitoring.receivers, and one of them without teams',
  check: (platform) => {
    const { alerting, protection } = platform;
    if (alerting === undefined || protection.level === 'none') return [];
    const { receivers, disabled, team } = alerting;
    const teams = [...(team === undefined ? [undefined] : []), ...teamsOf(platform)];
    // Of what is off nobody can hear; monitoring-unwatched says what that means.
    const told = audiences.filter((audience) => audience !== 'watchdog' || !disabled.includes('Watchdog'));
    const unheard = told.map((audience) => ({
      audience,
      of: teams.filter((one) => heardBy(receivers, audience, one).length === 0),
    }));
    const whole = unheard.filter(({ of }) => of.length === teams.length).map(({ audience }) => audience);
    return [
      ...(whole.length === 0
        ? []
        : [`nobody is told of alerts that are ${whole.join(', ')}; name a receiver with these severities`]),
      ...unheard
        .filter(({ of }) => of.length > 0 && of.length < teams.length)
        .map(
          ({ audience, of }) =>
            `nobody is told of ${audience} alerts of ${of.map((one) => (one === undefined ? 'no team' : `team ${one}`)).join(', ')}; name a receiver of this severity without teams, or with these`,
        ),
    ].map((message) => ({ path: 'monitoring.receivers', message }));
  },
};
