import { backupMetrics, exportsBackups, exportsRestoreTests, restoreTestMetrics } from '../../platform/backup-metrics';
import type { Platform } from '../../platform/types';
import { oldestBackup } from '../alerts/backups';
import { oldestRestoreTest } from '../alerts/restore-tests';
import { last, minus, now } from '../promql';
import type { Row } from './dashboard';

const { lastSuccess, size, readable } = backupMetrics;
const restoreTest = restoreTestMetrics;

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
    ...restoreTestRows(platform),
  ];
}

/** Whether what is there could be restored, where somebody tries. */
function restoreTestRows(platform: Platform): readonly Row[] {
  if (!exportsRestoreTests(platform)) return [];
  return [
    {
      title: 'Restore tests',
      panels: [
        {
          kind: 'graph',
          width: 8,
          title: 'Age of the last restore test that passed',
          description: 'Time since the newest backup was last restored and read. The limit is a turn of the schedule.',
          unit: 's',
          queries: [{ expression: minus(now, last(restoreTest.lastSuccess.name)), legend: '{{store}}' }],
          limits: [{ value: oldestRestoreTest(platform), alert: 'RestoreTestTooOld' }],
        },
        {
          kind: 'graph',
          width: 8,
          title: 'Duration of the last restore test',
          description: 'Time that it took to restore and to read the newest backup: a real restore takes as long.',
          unit: 's',
          queries: [{ expression: last(restoreTest.duration.name), legend: '{{store}}' }],
        },
        {
          kind: 'stat',
          width: 8,
          title: 'The last restore test passed',
          description: 'Whether every table of the newest backup was there after a restore, and could be read.',
          unit: 'bool_yes_no',
          queries: [{ expression: last(restoreTest.passed.name), legend: '{{store}}' }],
          limits: [{ value: 1, alert: 'RestoreTestFailed' }],
          good: 'above',
        },
      ],
    },
  ];
}
