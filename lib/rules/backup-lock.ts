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
