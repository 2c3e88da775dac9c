import { createHash } from 'node:crypto';

/** A name that changes with the content: of a Job, which cannot be changed once it is applied. */
export const contentName = (base: string, content: unknown): string => `${base}-${contentHash(content)}`;

/** The name without its hash; undefined where it has none. */
export const baseName = (name: string): string | undefined => /^(.+)-[0-9a-f]{8}$/.exec(name)?.[1];

const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
