import type { Platform } from './types';

/** What a backup on this machine says of itself, each with the label `store`: who writes it and who watches it agree here. */
export const backupMetrics = {
  lastSuccess: {
    name: 'memorai_backup_last_success_timestamp_seconds',
    meaning: 'Last good backup of a store; 0 is none',
  },
  size: { name: 'memorai_backup_size_bytes', meaning: 'Size of its dump' },
  readable: {
    name: 'memorai_backup_readable',
    meaning: 'Whether the last dump that was written could be read and unpacked to its end',
  },
} as const;

/** Whether the backups of this environment say so to anybody: the profile `monitoring` has the exporter that reads them. */
export const exportsBackups = ({ compose }: Pick<Platform, 'compose'>): boolean =>
  compose?.backups !== undefined && compose.monitoring !== undefined;

/** What a restore test says of itself, each with the label `store`. */
export const restoreTestMetrics = {
  lastSuccess: {
    name: 'memorai_restore_test_last_success_timestamp_seconds',
    meaning: 'Last time that the newest backup of a store could be restored; 0 is never',
  },
  passed: {
    name: 'memorai_restore_test_passed',
    meaning: 'Whether the last restore test passed; absent before the first',
  },
  duration: { name: 'memorai_restore_test_duration_seconds', meaning: 'How long the last restore test took' },
} as const;

/** Whether somebody is told of the restore tests of this environment. */
export const exportsRestoreTests = (platform: Pick<Platform, 'compose'>): boolean =>
  exportsBackups(platform) && platform.compose?.backups?.restoreTest !== undefined;
