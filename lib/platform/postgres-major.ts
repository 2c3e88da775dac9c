import type { Image } from './types';

/** Behind `pg`, as pgvector writes it (`0.8.1-pg15`); else what the tag begins with (`15.14-alpine`). */
const MAJOR = /(?:^.*pg|^)(\d+)/;
/** Versions of other things count from 0: pgvector's own is 0.8. */
const LEAST = 9;

/** The major version of the server in an image, by its tag; undefined where that says nothing of it. */
export function postgresMajor({ tag }: Pick<Image, 'tag'>): number | undefined {
  const major = Number(MAJOR.exec(tag)?.[1]);
  return major >= LEAST ? major : undefined;
}
