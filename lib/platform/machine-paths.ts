import { applicationContract } from './contract';
import { measuredServices } from './scraped';
import type { Platform } from './types';

/**
 * Paths that probes, balancers and the scraper ask of services, sorted: hundreds of good answers a minute whatever users
 * get, and a 503 of /ready for every pod that stops. Not `/`, which users ask too, whoever else does.
 */
export function machinePaths(platform: Pick<Platform, 'services'>): readonly string[] {
  const { healthPath, livePath, readyPath } = applicationContract;
  const asked = measuredServices(platform).flatMap(({ metricsPath, probes }) => [
    metricsPath,
    ...Object.values(probes).map(({ path }) => path),
  ]);
  return [...new Set([healthPath, livePath, readyPath, ...asked])].filter((path) => path !== '/').sort();
}
