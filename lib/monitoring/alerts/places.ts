import type { Platform } from '../../platform/types';

export const inCluster = ({ cluster }: Platform): boolean => cluster !== undefined;

/** The jobs that scrape the services. */
export const serviceJobs = ({ services }: Platform): readonly string[] =>
  Object.values(services).map(({ fullName }) => fullName);

/** The pools that can grow; those of a fixed size are always at their maximum. */
export const growing = (platform: Platform) =>
  Object.values(platform.cluster?.nodePools ?? {}).filter(
    ({ label, minNodes, maxNodes }) => label.key === 'memorai.com/pool' && minNodes < maxNodes,
  );
