import type { Image } from './types';

/** Behind `pg`, as pgvector writes it (`0.8.1-pg15`); else what the tag begins with (`15.14-alpine`). */
const POSTGRES = /(?:^.*pg|^)(\d+)/;
/** Versions of other things count from 0, as pgvector's own, or by the year. */
const OF_POSTGRES = { from: 9, to: 99 };

/** The major version of the server in an image, by its tag; undefined where that says nothing of it. */
export function postgresMajor({ tag }: Pick<Image, 'tag'>): number | undefined {
  const major = Number(POSTGRES.exec(tag)?.[1]);
  return major >= OF_POSTGRES.from && major <= OF_POSTGRES.to ? major : undefined;
}

/** `7.2` of redis:7.2.11-alpine, `7` of redis:7; undefined for an image of another name: other programs count otherwise. */
export const versionOf = (
  program: 'qdrant' | 'redis' | 'valkey',
  { repository, tag }: Pick<Image, 'repository' | 'tag'>,
): string | undefined => (repository.split('/').at(-1) === program ? /^v?(\d+(?:\.\d+)?)/.exec(tag)?.[1] : undefined);

/** The name and the tag of an image that is written whole, without its digest. */
export function nameAndTag(whole: string): Pick<Image, 'repository' | 'tag'> {
  const [named = ''] = whole.split('@');
  const colon = named.lastIndexOf(':');
  return { repository: named.slice(0, colon), tag: named.slice(colon + 1) };
}
