import { compose, contained, plain } from '../../support/configs';
import type { Case } from './case';

const backups = (image: string | undefined, server: string) =>
  compose({
    compose: { backups: image === undefined ? {} : { image } },
    stores: { postgres: { provider: 'cluster', image: server } },
  });
const postgres = (own: object) => plain({ stores: { postgres: { provider: 'cluster', ...own } } });
const redis = (image: string) => contained({ redis: { provider: 'cluster', image } });

/** Versions of the stores in our own containers, by the tags of their images. */
export const storeImages: readonly Case[] = [
  {
    rule: 'backup-version',
    title: 'an older pg_dump than the server',
    config: backups('postgres:15.14-alpine', 'pgvector/pgvector:0.8.1-pg17'),
    finds: [
      'compose.backups.image: postgres:15.14-alpine dumps with PostgreSQL 15, the server is pgvector/pgvector:0.8.1-pg17: pg_dump refuses a server that is newer than itself; leave it out, or name an image of PostgreSQL 17',
    ],
  },
  {
    rule: 'backup-version',
    title: 'a newer one',
    config: backups('registry.memorai.com/tools/postgres:17.6', 'pgvector/pgvector:0.8.1-pg16'),
    finds: [
      'compose.backups.image: registry.memorai.com/tools/postgres:17.6 dumps with PostgreSQL 17, the server is pgvector/pgvector:0.8.1-pg16: what a newer pg_dump writes an older server may refuse to read; leave it out, or name an image of PostgreSQL 16',
    ],
  },
  {
    rule: 'backup-version',
    title: 'the one that follows from the server',
    config: backups(undefined, 'pgvector/pgvector:0.8.1-pg17'),
    finds: [],
  },
  {
    rule: 'backup-version',
    title: 'an image that tells no version',
    config: backups('memorai/backup:2026.11', 'pgvector/pgvector:0.8.1-pg17'),
    finds: [],
  },
  {
    rule: 'store-version',
    title: 'a PostgreSQL before 15',
    config: postgres({ image: 'pgvector/pgvector:0.8.1-pg14' }),
    finds: [
      'stores.postgres.image: the platform needs PostgreSQL 15 or newer, pgvector/pgvector:0.8.1-pg14 is 14; take an image of a newer version',
    ],
  },
  {
    rule: 'store-version',
    title: 'a Redis before 7',
    config: redis('registry.memorai.com/mirror/redis:6.2.17-alpine'),
    finds: [
      'stores.redis.image: the platform needs Redis 7 or newer, registry.memorai.com/mirror/redis:6.2.17-alpine is 6.2; take an image of a newer version',
    ],
  },
  {
    rule: 'store-version',
    title: 'PostgreSQL 15',
    config: postgres({ image: 'pgvector/pgvector:0.8.1-pg15' }),
    finds: [],
  },
  { rule: 'store-version', title: 'Redis 7.0', config: redis('redis:7.0.15'), finds: [] },
  {
    rule: 'store-version',
    title: 'a program with another name, which counts otherwise',
    config: redis('valkey/valkey:6.0.0'),
    finds: [],
  },
  {
    rule: 'vector-image',
    title: "the guide's own image",
    guide: 'L77, L282',
    config: postgres({ image: 'postgres:15' }),
    finds: [
      'stores.postgres.image: postgres:15 has no vector extension, and the bootstrap makes it; take an image that has it, such as pgvector/pgvector:0.8.1-pg15, or stores.postgres.extensions.vector: false',
    ],
  },
  {
    rule: 'vector-image',
    title: 'the small image of the operator',
    config: postgres({
      operator: 'cloudnative-pg',
      image: 'ghcr.io/cloudnative-pg/postgresql:17.6-minimal-trixie',
    }),
    finds: [
      'stores.postgres.image: ghcr.io/cloudnative-pg/postgresql:17.6-minimal-trixie has no vector extension, and the bootstrap makes it; take an image that has it, such as pgvector/pgvector:0.8.1-pg15, or stores.postgres.extensions.vector: false',
    ],
  },
  {
    rule: 'vector-image',
    title: 'the stock image without the extension',
    config: postgres({ image: 'postgres:15.14-alpine', extensions: { vector: false } }),
    finds: [],
  },
  {
    rule: 'vector-image',
    title: 'an image of that name with something built in',
    config: postgres({ image: 'registry.memorai.com/postgres:15.14-memorai.3' }),
    finds: [],
  },
];
