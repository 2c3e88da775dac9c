import { measuredServices } from '../../platform/scraped';
import type { Platform } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';

export const inCluster = ({ cluster }: Platform): boolean => cluster !== undefined;
export const onOneMachine = ({ deployment }: Platform): boolean => deployment === 'compose';

/** Whether Prometheus and what it scrapes are containers beside the services. */
export const hasWatchers = ({ compose }: Platform): boolean => compose?.monitoring !== undefined;

/** The service that commands name where an alert may be about any: the api, or the first that there is. */
export const anyService = ({ services }: Platform): string =>
  (services.api ?? Object.values(services)[0])?.fullName ?? 'memorai-api';

/** Whether stores of ours run in the cluster, each pod with a claim. */
export const hasVolumes = ({ cluster, stores }: Platform): boolean =>
  cluster !== undefined && storeWorkloads(stores).length > 0;

/** The jobs that scrape the services. */
export const serviceJobs = (platform: Platform): readonly string[] =>
  measuredServices(platform).map(({ fullName }) => fullName);

/** The one of them that the tests of alerts speak of. */
export const firstJob = (platform: Platform): string => serviceJobs(platform)[0] ?? '';

/** The pools that can grow; those of a fixed size are always at their maximum. */
export const growing = (platform: Platform) =>
  Object.values(platform.cluster?.nodePools ?? {}).filter(
    ({ label, minNodes, maxNodes }) => label.key === 'memorai.com/pool' && minNodes < maxNodes,
  );
