import { backupMetrics, exportsBackups } from '../../platform/backup-metrics';
import type { Platform } from '../../platform/types';
import { oldestBackup } from '../alerts/backups';
import { last, minus, now } from '../promql';
import type { Row } from './dashboard';

const { lastSuccess, size, readable } = backupMetrics;

/** What would be lost with the volume of the database, where backups tell of themselves. */
export function backupRows(platform: Platform): readonly Row[] {
  if (!exportsBackups(platform)) return [];
  return [
    {
      title: 'Backups',
      panels: [
        {
          kind: 'graph',
          width: 8,
          title: 'Age of the last backup',
          description: 'Time since the last good backup. The limit is a turn of the schedule and an hour to make one.',
          unit: 's',
          queries: [{ expression: minus(now, last(lastSuccess.name)), legend: '{{store}}' }],
          limits: [{ value: oldestBackup(platform), alert: 'BackupTooOld' }],
        },
        {
          kind: 'graph',
          width: 8,
          title: 'Size of the last backup',
          description: 'Bytes of its dump. A dump that is suddenly small has lost something, or the database has.',
          unit: 'bytes',
          queries: [{ expression: last(size.name), legend: '{{store}}' }],
        },
        {
          kind: 'stat',
          width: 8,
          title: 'The last dump can be read',
          description:
            'Whether pg_restore could read and unpack the last dump to its end. Nothing is restored for that.',
          unit: 'bool_yes_no',
          queries: [{ expression: last(readable.name), legend: '{{store}}' }],
          limits: [{ value: 1, alert: 'BackupNotReadable' }],
          good: 'above',
        },
      ],
    },
  ];
}
