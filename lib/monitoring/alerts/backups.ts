import { backupMetrics, exportsBackups } from '../../platform/backup-metrics';
import type { Platform } from '../../platform/types';
import { lasting } from '../lasting';
import { limits } from '../limits';
import { above, absent, either, equals, last, minus, now, times } from '../promql';
import type { Alert } from './alert';
import { compose } from './commands';

const { lastSuccess, readable } = backupMetrics;

/** Seconds: as long as the schedule leaves between two, and the time that one takes. */
export const oldestBackup = (platform: Platform): number =>
  (platform.compose?.backups?.longestGapSeconds ?? 0) + limits.backupSeconds;

const tooOld = (platform: Platform, store: string, age: string): string =>
  `the last good backup of ${store} is ${age} old (limit ${lasting(oldestBackup(platform))})`;

/** Labels of what backups say of themselves. */
export const exporter = { job: 'node', instance: 'node-exporter:9100', store: 'postgres' };
export const series = (name: string): string => `${name}{job="node",instance="node-exporter:9100",store="postgres"}`;

/** Half an hour after the beginning of a test, at which it looks. */
const LATER = 1800;

/** What a person learns too late otherwise: on the day that a backup is needed. */
export const backupAlerts: readonly Alert[] = [
  {
    name: 'BackupTooOld',
    severity: 'warning',
    for: '15m',
    summary: 'A backup of the database is missing',
    description: (platform) => tooOld(platform, '{{ $labels.store }}', '{{ $value | humanizeDuration }}'),
    source: 'E108, E115',
    applies: exportsBackups,
    // Where nobody says when it was, it was at the beginning of time.
    expression: (platform) =>
      above(
        minus(now, either(last(lastSuccess.name), times(0, absent(last(lastSuccess.name, { store: 'postgres' }))))),
        oldestBackup(platform),
      ),
    fires: (platform) => ({
      series: { [series(lastSuccess.name)]: `${-oldestBackup(platform)}x60` },
      at: '30m',
      labels: exporter,
      says: tooOld(platform, 'postgres', lasting(oldestBackup(platform) + LATER)),
    }),
    quiet: (platform) => ({
      series: { [series(lastSuccess.name)]: `${LATER - oldestBackup(platform)}x60` },
      at: '30m',
    }),
    runbook: {
      means:
        'What was written since the last good backup would be lost with the volume. An age of decades: there is none, or nothing says so.',
      look: (platform) => [
        { what: 'what the last tries said', command: compose(platform, 'logs', '--since', '48h', 'backup') },
        {
          what: 'which backups there are, and how large',
          command: compose(platform, "exec backup sh -c 'du -sh /backups/*'"),
        },
        { what: 'space on their disk', command: compose(platform, 'exec backup df -h /backups') },
      ],
      act: [
        'Mend what the log names (space, password, a server that does not answer), and make one now: `docker compose … exec backup bash /etc/memorai/backup.sh`.',
        'A log without a try: the container does not run, or its clock is wrong.',
        'A good backup by the log, and still this alert: the node exporter of the profile `monitoring` does not see the volume `backup_metrics`.',
      ],
    },
  },
  {
    name: 'BackupNotReadable',
    severity: 'critical',
    for: '1m',
    summary: 'A dump of the database could not be read back',
    description: 'pg_restore could not read the last dump of {{ $labels.store }} to its end',
    source: 'E108, E114',
    applies: exportsBackups,
    expression: () => equals(last(readable.name), 0),
    fires: () => ({
      series: { [series(readable.name)]: '1x2 0x10' },
      at: '8m',
      labels: exporter,
      says: 'pg_restore could not read the last dump of postgres to its end',
    }),
    quiet: () => ({ series: { [series(readable.name)]: '0 1x20' }, at: '8m' }),
    runbook: {
      means:
        'The dump was thrown away, and those before it stay. The disk or the database itself may be damaged: then the copies that are left are all there is.',
      look: (platform) => [
        { what: 'what pg_restore said', command: compose(platform, 'logs', '--since', '48h', 'backup') },
        {
          what: 'whether an older one still is as it was written',
          command: compose(platform, "exec backup sh -c 'cd /backups/<name> && sha256sum -c SHA256SUMS'"),
        },
        { what: 'errors of the disk', command: 'journalctl --dmesg --since -2d --priority err' },
      ],
      act: [
        'Copy the newest good backup to another machine before anything else.',
        'Make one now: `docker compose … exec backup bash /etc/memorai/backup.sh`. If it fails again, look for space in `/backups`, and move the volume to a disk that you trust.',
        'Where a restore test is set up, `docker compose … exec backup bash /etc/memorai/restore-test.sh` shows whether the newest one that is left can be restored (docs/compose.md).',
      ],
    },
  },
];
