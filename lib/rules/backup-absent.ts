import type { Rule } from './types';

/** A database of our own that nothing backs up, where nobody said that this is meant (E115). */
export const backupAbsent: Rule = {
  id: 'backup-absent',
  severity: 'warning',
  protects: 'everything that anybody ever stored from going with one volume',
  source: 'E115; guide L783-824',
  reads: ['backup', 'compose.backups', 'stores.postgres.provider', 'protection.level'],
  wayOut: 'set up backups, or give the reason why there are none: backup: { kind: none, reason }',
  check: ({ backup, compose, protection, stores: { postgres } }) => {
    if (postgres.provider !== 'cluster' || protection.level === 'none') return [];
    if (compose !== undefined) {
      return compose.backups === undefined
        ? [
            {
              path: 'compose.backups',
              message: 'nothing backs up the database, and its volume is the only copy; add compose.backups: {}',
            },
          ]
        : [];
    }
    return backup.kind === 'none' && backup.reason === undefined
      ? [
          {
            path: 'backup',
            message:
              'nothing backs up the database in the cluster, and protection is full; add an aws section for a bucket, or name who does: backup: { kind: none, reason }',
          },
        ]
      : [];
  },
};
