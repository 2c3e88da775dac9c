import { ownExporters } from './exporters';
import type { Platform, Service } from './types';
import { storeWorkloads } from './uses';

/** An image, and where a person names it. */
export interface NamedImage {
  readonly path: string;
  readonly reference: string;
}

/** Every image that a config names, or takes by default, for whatever runs of it in pods and containers. */
export function namedImages(platform: Platform): readonly NamedImage[] {
  const { services, stores, queue, compose } = platform;
  const whole: readonly (readonly [string, string | undefined])[] = [
    ['queue.image', queue.provider === 'elasticmq' ? queue.image : undefined],
    ['compose.proxy.image', compose?.proxy?.image],
    ['compose.backups.image', compose?.backups?.image],
    ...Object.entries(compose?.monitoring?.images ?? {}).map(
      ([name, image]) => [`compose.monitoring.images.${name}`, image] as const,
    ),
    ...Object.values(services).flatMap(beside),
  ];
  return [
    ...Object.values(services).map(({ name, image }) => ({
      path: `services.${name}.image.tag`,
      reference: image.reference,
    })),
    ...storeWorkloads(stores).map(({ name, image }) => ({ path: `stores.${name}.image`, reference: image.reference })),
    ...ownExporters(platform).map(({ store, image }) => ({
      path: `monitoring.exporters.${store}.image`,
      reference: image.reference,
    })),
    ...whole.flatMap(([path, reference]) => (reference === undefined ? [] : [{ path, reference }])),
  ];
}

/** Of the containers beside a service; those without an image of their own run that of the service. */
const beside = ({ name, ...service }: Service) =>
  (['initContainers', 'sidecars'] as const).flatMap((list) =>
    service[list].map(({ image }, index) => [`services.${name}.${list}[${index}].image`, image] as const),
  );
