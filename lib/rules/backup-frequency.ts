import { gapsMinutes } from '../platform/cron-gap';
import type { Rule } from './types';

/** AWS Backup: "The interval between backup jobs shouldn't be less than 60 minutes". */
const LEAST_MINUTES = 60;

/** What snapshots of the database are taken by; the bucket alone may be written to at any time. */
export const backupFrequency: Rule = {
  id: 'backup-frequency',
  severity: 'error',
  protects: 'the deployment of the backup stack from being refused, at the plan of AWS Backup',
  source: 'AWS Backup, CreateBackupPlan ScheduleExpression',
  reads: ['backup.schedule', 'backup.kind', 'stores.postgres.provider'],
  wayOut: 'let backups start an hour apart: Aurora itself restores any second',
  check: ({ backup, stores: { postgres } }) => {
    if (backup.kind === 'none' || postgres.provider !== 'aurora') return [];
    const shortest = gapsMinutes(backup.schedule)?.shortest ?? LEAST_MINUTES;
    return shortest >= LEAST_MINUTES
      ? []
      : [
          {
            path: 'backup.schedule',
            message: `AWS Backup takes snapshots ${LEAST_MINUTES}m apart or more, and "${backup.schedule}" starts one ${shortest}m after another; start them less often: Aurora itself restores any second`,
            value: `${shortest}m`,
            limit: `${LEAST_MINUTES}m`,
          },
        ];
  },
};
