import { join } from 'node:path';
import type { PlatformConfig } from '../../lib/config/schema';
import { resolvePlatform } from '../../lib/platform/resolve';
import type { Platform } from '../../lib/platform/types';

/** Code of a function that never changes, so that its hash in a template does not either. */
const lambda = { code: join(__dirname, 'fixtures', 'code'), handler: 'index.handler' };

const common = {
  version: '3.2.0',
  domain: 'memorai.com',
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal.memorai.com', cidr: '10.9.0.0/16' },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.9.0.0/16' },
  },
  aws: { region: 'us-east-1' },
} as const;

export function serverless(config: Partial<PlatformConfig> = {}): Platform {
  return resolvePlatform({
    ...common,
    environment: 'serverless',
    deployment: 'serverless',
    services: { api: { lambda }, worker: { lambda } },
    ...config,
  });
}

/** On Kubernetes: the stores only. */
export function production(config: Partial<PlatformConfig> = {}): Platform {
  return resolvePlatform({
    ...common,
    environment: 'production',
    cluster: { provider: 'eks' },
    ...config,
  });
}

export const unprotected = { protection: { level: 'none', reason: 'a trial that may be lost' } } as const;
