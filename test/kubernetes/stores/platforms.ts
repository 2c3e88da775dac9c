import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/resolve/index';
import type { Platform } from '../../../lib/platform/types';
import { platformWith } from '../platforms';

type Stores = NonNullable<PlatformConfig['stores']>;

/** On EKS with its pools; stores that are not named are in the cluster too, as small as they can be. */
export const containedPlatform = (stores: Partial<Stores> = {}, config: Partial<PlatformConfig> = {}): Platform =>
  platformWith({
    stores: {
      postgres: { provider: 'cluster', resources: { cpu: 2 } },
      redis: { provider: 'cluster', topology: { mode: 'standalone' } },
      qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1 },
      ...stores,
    },
    ...config,
  });

/** The same on a cluster that names no pools, where somebody else keeps the secrets. */
export const bareContainedPlatform = (stores: Partial<Stores>): Platform =>
  resolvePlatform({
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    cluster: { provider: 'generic', version: '1.35' },
    stores,
  });
