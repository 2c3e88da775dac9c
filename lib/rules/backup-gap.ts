import { firstWritten } from '../platform/first-written';
import type { Platform } from '../platform/types';
import type { Rule } from './types';

const SECONDS_PER_DAY = 86_400;

/** A backup that is deleted before the next one is made leaves days without any. */
export const backupGap: Rule = {
  id: 'backup-gap',
  severity: 'error',
  protects: 'people from a day on which the last backup is deleted and the next one not yet made',
  source: 'E112, E115; guide L783-821',
  reads: ['backup.schedule', 'backup.retentionDays', 'backup.snapshotRetentionDays', 'stores.*.provider'],
  wayOut: 'keep backups for longer than the longest time between two of them, or let them start more often',
  check: (platform) => {
    const { backup } = platform;
    if (backup.kind === 'none') return [];
    const gap = Math.ceil(backup.longestGapSeconds / SECONDS_PER_DAY);
    return keepers(platform).flatMap(({ field, who, days }) =>
      backup.longestGapSeconds <= days * SECONDS_PER_DAY
        ? []
        : [
            {
              path: firstWritten(platform, `backup.${field}`, 'backup.schedule'),
              message: `${who} deletes a backup after ${days} days, and the next one may start ${gap} days after it ("${backup.schedule}"): in between there is none; raise backup.${field}, or let backups start more often`,
              value: `${days} days`,
              limit: `${gap} days`,
            },
          ],
    );
  },
};

interface Keeper {
  readonly field: 'retentionDays' | 'snapshotRetentionDays';
  readonly who: string;
  readonly days: number;
}

/** What keeps scheduled backups, of what the environment has. */
function keepers({ backup, stores: { postgres, qdrant } }: Platform): readonly Keeper[] {
  if (backup.kind === 'none') return [];
  return [
    ...(postgres.provider === 'cluster' || qdrant.provider === 'cluster'
      ? [{ field: 'retentionDays', who: 'the bucket', days: backup.retentionDays } as const]
      : []),
    ...(postgres.provider === 'aurora'
      ? [{ field: 'snapshotRetentionDays', who: 'the vault', days: backup.snapshotRetentionDays } as const]
      : []),
  ];
}
