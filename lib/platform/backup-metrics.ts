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
