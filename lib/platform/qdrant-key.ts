import type { Platform } from './types';

/** One key of a Secret that is in the namespace of the platform. */
export interface KeyOfSecret {
  readonly name: string;
  readonly key: string;
}

const NAME = 'QDRANT_API_KEY';

/**
 * Where in the cluster the key of Qdrant is kept: with its server, or, where somebody else runs that, with the first
 * service that has it, as nobody else has an account there. `none`: Qdrant asks for no key; undefined: nobody has it.
 */
export function qdrantKey({
  services,
  stores: { qdrant },
}: Pick<Platform, 'services' | 'stores'>): KeyOfSecret | 'none' | undefined {
  if (!qdrant.auth) return 'none';
  if (qdrant.provider === 'cluster') return { name: qdrant.workload.secretName, key: NAME };
  const keys = Object.values(services).flatMap(({ secretName, settings }) =>
    settings.flatMap(({ name, source }): KeyOfSecret[] => {
      if (name !== NAME) return [];
      if (source.from === 'secretKey') return [{ name: source.name, key: source.key }];
      return source.from === 'secret' ? [{ name: secretName, key: NAME }] : [];
    }),
  );
  return keys[0];
}
