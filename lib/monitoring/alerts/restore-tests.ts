import { exportsRestoreTests, restoreTestMetrics } from '../../platform/backup-metrics';
import type { Platform } from '../../platform/types';
import { lasting } from '../lasting';
import { above, absent, either, equals, last, minus, now, times } from '../promql';
import type { Alert } from './alert';
import { exporter, series } from './backups';
import { compose } from './commands';

const { lastSuccess, passed } = restoreTestMetrics;

/** Seconds that the schedule leaves between two. */
export const oldestRestoreTest = ({ compose }: Platform): number =>
  compose?.backups?.restoreTest?.longestGapSeconds ?? 0;

const tooOld = (platform: Platform, store: string, age: string): string =>
  `no backup of ${store} has been restored for ${age} (limit ${lasting(oldestRestoreTest(platform))})`;

/** Five hours after the beginning of a test, at which it looks. */
const LATER = 18_000;

const again = '`docker compose … exec backup bash /etc/memorai/restore-test.sh`';

/** Whether a backup would be of use on the day that it is needed. */
export const restoreTestAlerts: readonly Alert[] = [
  {
    name: 'RestoreTestFailed',
    severity: 'critical',
    for: '1m',
    summary: 'The newest backup of the database could not be restored',
    description: 'the last restore test of {{ $labels.store }} failed',
    source: 'E108, E115',
    applies: exportsRestoreTests,
    expression: () => equals(last(passed.name), 0),
    fires: () => ({
      series: { [series(passed.name)]: '1x2 0x10' },
      at: '8m',
      labels: exporter,
      says: 'the last restore test of postgres failed',
    }),
    quiet: () => ({ series: { [series(passed.name)]: '0 1x20' }, at: '8m' }),
    runbook: {
      means:
        'Until one passes again, nobody knows whether a backup can be restored; those from before the last test that passed are the best that there are, and they go when their time comes.',
      look: (platform) => [
        { what: 'why it failed', command: compose(platform, 'logs', '--since', '48h', 'backup') },
        {
          what: 'whether the backup is as it was written',
          command: compose(platform, "exec backup sh -c 'cd /backups/<name> && sha256sum -c SHA256SUMS'"),
        },
        {
          what: 'space on the disk of the database',
          command: compose(platform, 'exec postgres df -h /var/lib/postgresql/data'),
        },
        {
          what: 'how much of it a restore takes',
          command: compose(
            platform,
            `exec backup bash -c 'PGPASSWORD=$(cat /run/secrets/POSTGRES_PASSWORD) psql -c "SELECT pg_size_pretty(pg_database_size(current_database()))"'`,
          ),
        },
      ],
      act: [
        'Copy the newest backup from before the last test that passed to another machine: the metric memorai_restore_test_last_success_timestamp_seconds says when that was.',
        `Not as it was written, or an error of pg_restore: make a new backup, and test it: \`docker compose … exec backup bash /etc/memorai/backup.sh\`, ${again}. If that one fails too, look for errors of the disk.`,
        'Permission denied, or must be superuser: the database has something that only an administrator can make, or that reaches out of it. The log names it. It would come back with a restore as administrator; look who made it before you do that.',
        'Too little space: give the volume of the database more, or test on another machine and switch this test off with that as the reason.',
        'A database or a role that exists already, under the name of the test: it is none of its own. Rename it.',
      ],
    },
  },
  {
    name: 'RestoreTestTooOld',
    severity: 'warning',
    // A test may take as long, and the first one too, before which there is none.
    for: '4h',
    summary: 'A restore test is missing',
    description: (platform) => tooOld(platform, '{{ $labels.store }}', '{{ $value | humanizeDuration }}'),
    source: 'E108, E115',
    applies: exportsRestoreTests,
    // Where nobody says when it was, it was at the beginning of time.
    expression: (platform) =>
      above(
        minus(now, either(last(lastSuccess.name), times(0, absent(last(lastSuccess.name, { store: 'postgres' }))))),
        oldestRestoreTest(platform),
      ),
    fires: (platform) => ({
      series: { [series(lastSuccess.name)]: `${-oldestRestoreTest(platform)}x400` },
      at: '5h',
      labels: exporter,
      says: tooOld(platform, 'postgres', lasting(oldestRestoreTest(platform) + LATER)),
    }),
    quiet: (platform) => ({
      series: { [series(lastSuccess.name)]: `${LATER - oldestRestoreTest(platform)}x400` },
      at: '5h',
    }),
    runbook: {
      means:
        'Backups are made, and nobody knows whether they can be restored. An age of decades: no test has ever passed, or nothing says so.',
      look: (platform) => [
        { what: 'what the last tests said', command: compose(platform, 'logs', '--since', '240h', 'backup') },
        { what: 'whether one runs now', command: compose(platform, 'exec backup ps') },
        { what: 'when they should run', command: compose(platform, 'exec backup cat /tmp/crontabs/root') },
      ],
      act: [
        `Run one now: ${again}. It restores as much as the database holds, so choose a quiet hour.`,
        'Tests that failed: see RestoreTestFailed.',
        'A log without a test: the container did not run at that time, or its clock is wrong.',
        'One that has been running for longer than that: the database has outgrown this test, or waits for a lock; `docker compose … restart backup` ends it, and drops what it made.',
      ],
    },
  },
];
