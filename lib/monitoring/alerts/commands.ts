import type { Platform } from '../../platform/types';

/** A kubectl command in the environment's own namespace: pages are written for an environment that has one. */
export const kubectl = (platform: Platform, ...words: readonly string[]): string =>
  ['kubectl', '--namespace', platform.cluster?.namespace ?? `memorai-${platform.environment}`, ...words].join(' ');
