import type { Rule } from './types';

/** Dumps beside the database: what takes the disk takes both. */
export const backupElsewhere: Rule = {
  id: 'backup-elsewhere',
  severity: 'warning',
  protects: 'the only copies of the data from going with the machine that they are on',
  source: 'guide L816-820, L862: backups go to a bucket',
  reads: ['compose.backups', 'compose.project', 'protection.level'],
  wayOut: 'copy the volume of the backups to another place, and accept this with that as the reason (exceptions)',
  check: ({ compose, protection }) =>
    compose?.backups === undefined || protection.level === 'none'
      ? []
      : [
          {
            path: 'compose.backups',
            message: `the dumps are in the volume ${compose.project}_backups, on the machine of the database, and go with it; copy them to another place, and accept this with that as the reason (exceptions)`,
          },
        ],
};
