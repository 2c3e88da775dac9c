import type { Platform } from '../../platform/types';

export const inCluster = ({ cluster }: Platform): boolean => cluster !== undefined;
export const namespaceOf = ({ cluster }: Platform): string => cluster?.namespace ?? '';

/** The pools that can grow; those of a fixed size are always at their maximum. */
export const growing = (platform: Platform) =>
  Object.values(platform.cluster?.nodePools ?? {}).filter(
    ({ label, minNodes, maxNodes }) => label.key === 'memorai.com/pool' && minNodes < maxNodes,
  );
