import { nameAndTag, postgresMajor } from '../platform/image-version';
import type { Rule } from './types';

/** pg_dump and the server are of one version: an older one refuses, a newer one writes what the server may not know. */
export const backupVersion: Rule = {
  id: 'backup-version',
  severity: 'error',
  protects: 'every night from a backup that fails, or that the server cannot read again',
  source: "PostgreSQL, 'pg_dump', Notes",
  reads: ['compose.backups.image', 'stores.postgres.image'],
  wayOut: 'leave the image of the backups to the version of the server, or name one of the same',
  check: ({ compose, stores: { postgres } }) => {
    if (compose?.backups === undefined || postgres.provider !== 'cluster') return [];
    const { image } = compose.backups;
    const [dump, server] = [postgresMajor(nameAndTag(image)), postgresMajor(postgres.workload.image)];
    if (dump === undefined || server === undefined || dump === server) return [];
    const why =
      dump < server
        ? 'pg_dump refuses a server that is newer than itself'
        : 'what a newer pg_dump writes an older server may refuse to read';
    return [
      {
        path: 'compose.backups.image',
        message: `${image} dumps with PostgreSQL ${dump}, the server is ${postgres.workload.image.reference}: ${why}; leave it out, or name an image of PostgreSQL ${server}`,
      },
    ];
  },
};
