import { join } from 'node:path';
import type { PlatformConfig } from '../../lib/config/schema';
import { resolvePlatform } from '../../lib/platform/resolve';
import type { Platform } from '../../lib/platform/types';

/** Code of a function that never changes, so that its hash in a template does not either. */
const lambda = { code: join(__dirname, 'fixtures', 'code'), handler: 'index.handler' };

/** SQL that never changes either. */
export const sql = join(__dirname, 'fixtures', 'sql');
/** The same with a seed. */
export const seeded = join(__dirname, 'fixtures', 'seeded-sql');

/** The same code with other options on the function of the api. */
export const withLambda = (options: Partial<NonNullable<ServiceConfig['lambda']>>) => ({
  api: { lambda: { ...lambda, ...options } },
  worker: { lambda },
});

type ServiceConfig = NonNullable<PlatformConfig['services']>[string];

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
    migration: { sql },
    ...config,
  });
}

/** Functions under their public hosts, with all that an API may have before it. */
export const inPublic = (config: Partial<PlatformConfig> = {}): Platform =>
  serverless({
    environment: 'public',
    aws: {
      region: 'us-east-1',
      logKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      hostedZone: { id: 'Z0123456789ABCDEF', name: 'memorai.com' },
      api: { managedRules: ['common', 'sqlInjection'] },
    },
    alarms: { email: ['ops@memorai.com'], https: ['https://on-call.example/memorai'] },
    ...config,
  });

/** On Kubernetes: the stores only. */
export function production(config: Partial<PlatformConfig> = {}): Platform {
  return resolvePlatform({
    ...common,
    environment: 'production',
    cluster: { provider: 'eks' },
    ...config,
  });
}

/** Every stack that an environment on Kubernetes can have. */
export const everything = (config: Partial<PlatformConfig> = {}): Platform =>
  production({
    aws: {
      region: 'us-east-1',
      account: '123456789012',
      hostedZone: { id: 'Z0123456789ABCDEFGHIJ' },
      eks: { kind: 'create', admins: ['arn:aws:iam::123456789012:role/platform'] },
      dns: { failover: { 'go.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
    },
    ...config,
  });

export const unprotected = { protection: { level: 'none', reason: 'a trial that may be lost' } } as const;
