import { ownExporters } from '../platform/exporters';
import type { Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';
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
    'stores.*.image',
    'queue.image',
    'compose.proxy.image',
    'compose.backups.image',
    'protection.level',
  ],
  wayOut: 'name a version or a digest',
  check: (platform) =>
    platform.protection.level === 'none'
      ? []
      : images(platform)
          .filter(({ tag }) => MOVING.includes(tag))
          .map(({ path, tag }) => ({ path, message: `"${tag}" moves; name a version or a digest` })),
};

interface PlacedImage {
  readonly path: string;
  readonly tag: string;
}

/** Every image without a digest, and where a person names it. */
function images(platform: Platform): readonly PlacedImage[] {
  const { services, stores, queue, compose } = platform;
  const structured = [
    ...Object.values(services).map(({ name, image }) => ({ path: `services.${name}.image.tag`, image })),
    ...storeWorkloads(stores).map(({ name, image }) => ({ path: `stores.${name}.image`, image })),
    ...ownExporters(platform).map(({ store, image }) => ({ path: `monitoring.exporters.${store}.image`, image })),
  ].flatMap(({ path, image }) => (image.digest === undefined ? [{ path, tag: image.tag }] : []));
  const whole: readonly (readonly [string, string | undefined])[] = [
    ['queue.image', queue.provider === 'elasticmq' ? queue.image : undefined],
    ['compose.proxy.image', compose?.proxy?.image],
    ['compose.backups.image', compose?.backups?.image],
    ...Object.entries(compose?.monitoring?.images ?? {}).map(
      ([name, image]) => [`compose.monitoring.images.${name}`, image] as const,
    ),
  ];
  return [
    ...structured,
    ...whole.flatMap(([path, image]) =>
      image === undefined || image.includes('@') ? [] : [{ path, tag: image.slice(image.lastIndexOf(':') + 1) }],
    ),
  ];
}
