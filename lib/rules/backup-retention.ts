import type { Rule } from './types';

/** What is locked longer than it is kept cannot be deleted when its time comes. */
export const backupLock: Rule = {
  id: 'backup-lock',
  severity: 'error',
  protects: 'backups from a lock that outlasts them, and the vault from refusing its own snapshots',
  source: 'E112, E116',
  reads: ['backup.objectLock.days', 'backup.retentionDays', 'backup.snapshotRetentionDays'],
  wayOut: 'lock for as long as backups are kept, or keep them longer',
  check: ({ backup }) => {
    if (backup.kind === 'none' || backup.objectLock === undefined) return [];
    const { days } = backup.objectLock;
    return (['retentionDays', 'snapshotRetentionDays'] as const)
      .filter((kept) => days > backup[kept])
      .map((kept) => ({
        path: 'backup.objectLock.days',
        message: `must be at most backup.${kept} (${backup[kept]}), got ${days}: nothing could be deleted when its time comes`,
        value: `${days} days`,
        limit: `${backup[kept]} days`,
      }));
  },
};

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
            message: `the vault keeps snapshots for ${backup.snapshotRetentionDays} days, Aurora itself for ${postgres.backupRetentionDays}; without the cluster the older ones are gone`,
            value: `${backup.snapshotRetentionDays} days`,
            limit: `${postgres.backupRetentionDays} days`,
          },
        ],
};
