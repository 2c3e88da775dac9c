import type { Platform } from '../../platform/types';

/** A kubectl command in the environment's own namespace; for Compose the same question to its project. */
export const kubectl = (platform: Platform, ...words: readonly string[]): string =>
  ['kubectl', '--namespace', platform.cluster?.namespace ?? `memorai-${platform.environment}`, ...words].join(' ');
