import { storeImages } from '../platform/store-images';
import type { Rule } from './types';

/** Images of the PostgreSQL project and of CloudNativePG that are built without it, by name and tag. */
const without: readonly { readonly repository: RegExp; readonly tag: RegExp }[] = [
  // A tag of the project's own form: an image of the same name that somebody built on it has one of theirs.
  { repository: /(^|\/)postgres$/, tag: /^\d+(\.\d+)?(-(alpine[\d.]*|bullseye|bookworm|trixie))?$/ },
  { repository: /(^|\/)cloudnative-pg\/postgresql$/, tag: /-minimal(-|$)/ },
];

/** The bootstrap would say the same, on the machine. */
export const vectorImage: Rule = {
  id: 'vector-image',
  severity: 'error',
  protects: 'the bootstrap from failing half way, at CREATE EXTENSION vector',
  source: "E7; CloudNativePG, 'PostgreSQL container images'",
  reads: ['stores.postgres.image', 'stores.postgres.extensions.vector'],
  wayOut: 'take an image that has pgvector, or switch the extension off',
  check: ({ stores: { postgres } }) => {
    if (postgres.provider !== 'cluster' || !postgres.extensions.includes('vector')) return [];
    const { repository, tag, reference } = postgres.workload.image;
    return without.some((image) => image.repository.test(repository) && image.tag.test(tag))
      ? [
          {
            path: 'stores.postgres.image',
            message: `${reference} has no vector extension, and the bootstrap makes it; take an image that has it, such as ${storeImages.postgres}, or stores.postgres.extensions.vector: false`,
          },
        ]
      : [];
  },
};
