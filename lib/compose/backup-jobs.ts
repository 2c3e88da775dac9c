import { exportsBackups } from '../platform/backup-metrics';
import type { ComposeBackups, Platform } from '../platform/types';
import { backupMetricsScript } from './backup-metrics';
import { type BackupVariables, backupScript, failureMark } from './backup-script';
import type { ConfigFile } from './container';
import { hashHeader } from './header';
import { restoreTestMetricsScript, testFailureMark, testRecord } from './restore-test-metrics';
import { type RestoreTestVariables, restoreTestScript } from './restore-test-script';

/** What both scripts read. */
export type SharedVariables = Pick<RestoreTestVariables, 'BACKUP_FOLDER' | 'BACKUP_PASSWORD_FILE'>;

/** What crond starts, and what tells of it. */
export interface Job<Variables = unknown> {
  readonly schedule: string;
  readonly script: ConfigFile;
  /** Tells the node exporter what there is; absent where there is none. */
  readonly report: ConfigFile | undefined;
  readonly variables: Omit<Variables, keyof SharedVariables>;
  /** A line for a shell, before crond starts: `run` is the command that runs it. */
  readonly first: (run: string) => string;
  /** In the folder of the backups while the last try is one that failed. */
  readonly mark: string;
}

/** @param folder of the backups, in the container */
export function backupJob(platform: Platform, backups: ComposeBackups, folder: string): Job<BackupVariables> {
  const report = reporter(platform, 'backup-metrics.sh', backupMetricsScript);
  return {
    schedule: backups.schedule,
    script: bash(platform, 'backup.sh', backupScript),
    report,
    variables: {
      BACKUP_RETENTION_DAYS: String(backups.retentionDays),
      BACKUP_KEEP: String(backups.keep),
      ...(report === undefined ? {} : { BACKUP_REPORT: report.target }),
    },
    first: (run) => `ls -d ${folder}/*Z >/dev/null 2>&1 || ${run} || true`,
    mark: failureMark,
  };
}

/** @param folder of the backups, in the container */
export function restoreTestJob(
  platform: Platform,
  { restoreTest }: ComposeBackups,
  folder: string,
): Job<RestoreTestVariables> | undefined {
  if (restoreTest === undefined) return undefined;
  const report = reporter(platform, 'restore-test-metrics.sh', restoreTestMetricsScript);
  return {
    schedule: restoreTest.schedule,
    script: bash(platform, 'restore-test.sh', restoreTestScript),
    report,
    variables: {
      RESTORE_TEST_DATABASE: restoreTest.database,
      ...(report === undefined ? {} : { RESTORE_TEST_REPORT: report.target }),
    },
    // The first may take hours, for which no backup waits; what one left that was killed with its container goes.
    first: (run) => `if [ -e ${folder}/${testRecord} ]; then ${run} clean || true; else (${run} &); fi`,
    mark: testFailureMark,
  };
}

const bash = (platform: Platform, name: string, content: string): ConfigFile => ({
  name,
  target: `/etc/memorai/${name}`,
  content: `#!/usr/bin/env bash\n${hashHeader(platform)}${content}`,
});

const reporter = (platform: Platform, name: string, content: string): ConfigFile | undefined =>
  exportsBackups(platform) ? bash(platform, name, content) : undefined;
