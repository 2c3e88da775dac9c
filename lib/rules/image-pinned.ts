import { namedImages } from '../platform/named-images';
import type { Rule } from './types';

/** Tags that move. */
const MOVING = ['latest', 'main', 'master', 'stable', 'edge', 'nightly'];

/** What runs is what was reviewed: no moving tag where data is protected (E13). */
export const imagePinned: Rule = {
  id: 'image-pinned',
  severity: 'error',
  protects: 'a restart from bringing up code that nobody deployed',
  source: 'E13; guide L53, L70, L97',
  reads: [
    'version',
    'services.*.image.tag',
    'services.*.image.digest',
    'services.*.initContainers',
    'services.*.sidecars',
    'stores.*.image',
    'queue.image',
    'compose.proxy.image',
    'compose.backups.image',
    'compose.monitoring.images',
    'monitoring.exporters.*.image',
    'protection.level',
  ],
  wayOut: 'name a version or a digest',
  check: (platform) =>
    platform.protection.level === 'none'
      ? []
      : namedImages(platform).flatMap(({ path, reference }) => {
          const tag = tagOf(reference);
          return tag !== undefined && MOVING.includes(tag)
            ? [{ path, message: `"${tag}" moves; name a version or a digest` }]
            : [];
        }),
};

/** None of an image with a digest, which does not move whatever its tag is. */
const tagOf = (reference: string): string | undefined =>
  reference.includes('@') ? undefined : reference.slice(reference.lastIndexOf(':') + 1);
