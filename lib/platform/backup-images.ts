import { helpers } from './helpers';

/**
 * For dumps of a server of that major version: its pg_dump (one of another is refused, or writes what the server may
 * refuse), bash, and the crond of busybox.
 */
export const backupImages: Readonly<Record<number, string>> = {
  15: helpers.backup.image,
  16: 'postgres:16.10-alpine',
  17: 'postgres:17.6-alpine',
  18: 'postgres:18.0-alpine',
};
