import { compose } from '../../support/configs';
import type { Case } from './case';

const lost = { protection: { level: 'none', reason: 'made by a test' } } as const;

/** What a machine of its own neither watches nor keeps a second copy of. */
export const unsaved: readonly Case[] = [
  {
    rule: 'certificate-unwatched',
    title: 'a proxy that gets its certificates itself',
    config: compose({ compose: { proxy: { kind: 'caddy' } } }),
    finds: [
      'compose.proxy: nothing watches the certificates that caddy gets and renews; have the public hosts probed from outside, and accept this with that as the reason (exceptions)',
    ],
  },
  { rule: 'certificate-unwatched', title: 'no certificate', config: compose(), finds: [] },
  {
    rule: 'certificate-unwatched',
    title: 'a machine that nobody waits for',
    config: compose({ compose: { proxy: { kind: 'caddy' } }, ...lost }),
    finds: [],
  },
  {
    rule: 'backup-elsewhere',
    title: 'dumps beside the database',
    config: compose({ compose: { project: 'team', backups: {} } }),
    finds: [
      'compose.backups: the dumps are in the volume team_backups, on the machine of the database, and go with it; copy them to another place, and accept this with that as the reason (exceptions)',
    ],
  },
  { rule: 'backup-elsewhere', title: 'no dumps', config: compose(), finds: [] },
  {
    rule: 'backup-elsewhere',
    title: 'dumps of data that may be lost',
    config: compose({ compose: { backups: {} }, ...lost }),
    finds: [],
  },
  {
    rule: 'vectors-unsaved',
    title: 'Qdrant on the machine',
    config: compose({ stores: { qdrant: { provider: 'cluster', collection: 'notes' } } }),
    finds: [
      'stores.qdrant: nothing backs up the vectors, and the volume of Qdrant is the only copy; make snapshots (POST /collections/notes/snapshots) and copy them to another place, and accept this with that as the reason (exceptions)',
    ],
  },
  {
    rule: 'vectors-unsaved',
    title: 'Qdrant of somebody else',
    config: compose({ stores: { qdrant: { host: 'qdrant.internal.memorai.com' } } }),
    finds: [],
  },
  { rule: 'vectors-unsaved', title: 'vectors that can be made again', config: compose(lost), finds: [] },
  {
    rule: 'queue-unwatched',
    title: 'ElasticMQ, which tells nobody of itself',
    config: compose(),
    finds: [
      'queue: nothing watches memorai-development-work and memorai-development-work-dead: elasticmq tells no monitoring how long work waits or that it failed; look into the dead letters by hand, and accept this with that as the reason (exceptions)',
    ],
  },
  { rule: 'queue-unwatched', title: 'ElasticMQ where jobs can be made again', config: compose(lost), finds: [] },
];
