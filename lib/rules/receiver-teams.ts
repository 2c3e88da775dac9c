import { nearest } from '../config/nearest';
import { teamsOf } from '../platform/teams';
import type { Rule } from './types';

/** A name that is nobody's looks like a route and is none: its alerts go where those of no team go. */
export const receiverTeams: Rule = {
  id: 'receiver-teams',
  severity: 'warning',
  protects: 'a team from waiting for alerts that go to another receiver, as its name is written in two ways',
  source: 'E108',
  reads: ['monitoring.receivers.*.teams', 'monitoring.team', 'services.*.team', 'services.*.enabled'],
  wayOut: 'name the team of a service, or monitoring.team; or take the name out of the receiver',
  check: (platform) => {
    const teams = teamsOf(platform);
    const known =
      teams.length === 0
        ? '; no service has a team: give it one under team, or take the name out'
        : `; there are ${teams.join(', ')}`;
    return (platform.alerting?.receivers ?? []).flatMap(({ name, teams: heard = [] }) =>
      (heard === 'all' ? [] : heard)
        .filter((team) => !teams.includes(team))
        .map((team) => ({
          path: `monitoring.receivers.${name}.teams`,
          message: `hears of team ${team}, which has no service${nearest(team, teams) || known}`,
        })),
    );
  },
};
