import type { Rule } from './types';

/** A vault that forgets sooner than Aurora itself adds nothing but a second place. */
export const backupRetention: Rule = {
  id: 'backup-retention',
  severity: 'warning',
  protects: 'people from finding the vault empty when the cluster is gone, and its own backups with it',
  source: 'E115; guide L821',
  reads: ['backup.snapshotRetentionDays', 'stores.postgres.backupRetentionDays'],
  wayOut: 'keep snapshots in the vault for as long as Aurora does, or longer',
  check: ({ backup, stores: { postgres } }) =>
    backup.kind === 'none' ||
    postgres.provider !== 'aurora' ||
    backup.snapshotRetentionDays >= postgres.backupRetentionDays
      ? []
      : [
          {
            path: 'backup.snapshotRetentionDays',
            message: `the vault keeps snapshots for ${backup.snapshotRetentionDays} days, Aurora itself for ${postgres.backupRetentionDays}: without the cluster the older ones are gone; raise it to ${postgres.backupRetentionDays} or more`,
            value: `${backup.snapshotRetentionDays} days`,
            limit: `${postgres.backupRetentionDays} days`,
          },
        ],
};
