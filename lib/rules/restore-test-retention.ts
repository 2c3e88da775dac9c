import { formatSeconds } from '../config/units';
import type { Rule } from './types';

const DAY = 86_400;

/** On the day that a restore test fails, the last backup that passed one is to be still there. */
export const restoreTestRetention: Rule = {
  id: 'restore-test-retention',
  severity: 'warning',
  protects: 'people from learning that backups cannot be restored when the last good one has been deleted',
  source: 'E112, E115; guide L821',
  reads: [
    'compose.backups.restoreTest.schedule',
    'compose.backups.retentionDays',
    'compose.backups.keep',
    'compose.backups.schedule',
  ],
  wayOut: 'test more often, or keep backups for longer',
  check: ({ compose }) => {
    const backups = compose?.backups;
    if (backups?.restoreTest === undefined) return [];
    const { schedule, longestGapSeconds: gap } = backups.restoreTest;
    // The newest ones stay for as long as it takes to make as many.
    const stays = Math.max(backups.retentionDays * DAY, backups.keep * backups.longestGapSeconds);
    return gap <= stays
      ? []
      : [
          {
            path: 'compose.backups.restoreTest.schedule',
            message: `tests are up to ${formatSeconds(gap)} apart ("${schedule}"), backups stay for ${formatSeconds(stays)}: when one fails, the last backup that passed is gone; test more often, or raise compose.backups.retentionDays`,
            value: formatSeconds(gap),
            limit: formatSeconds(stays),
          },
        ];
  },
};
