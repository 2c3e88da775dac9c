import type { PlatformConfig } from '../../lib/config/schema/index';

/** Recursively optional. */
type Deep<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Deep<T[K]> } : T;

/** The shipped production in its shortest form; what is given is merged over it. */
export const production = (changes: Deep<PlatformConfig> = {}): PlatformConfig =>
  merge(
    {
      environment: 'production',
      version: '3.2.0',
      domain: 'memorai.com',
      cluster: { provider: 'eks' },
      stores: {
        postgres: { provider: 'aurora' },
        redis: { host: 'redis.internal.memorai.com' },
        qdrant: { host: 'qdrant.internal.memorai.com' },
      },
      ingress: { controller: 'ingress-nginx' },
      aws: { region: 'us-east-1' },
    },
    changes,
  );

/** Production with stores of its own; those that are not named stay as they are there. */
export const contained = (stores: NonNullable<PlatformConfig['stores']>): PlatformConfig => {
  const config = production();
  return { ...config, stores: { ...config.stores, ...stores } };
};

/** A network that is there. */
export const existingNetwork: NonNullable<NonNullable<PlatformConfig['aws']>['network']> = {
  kind: 'existing',
  vpcId: 'vpc-0123456789abcdef0',
  cidr: '10.8.0.0/16',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  interfaceEndpoints: ['sqs'],
};

/** On a cluster of any provider, with nothing of AWS. */
export const plain = (changes: Deep<PlatformConfig> = {}): PlatformConfig =>
  merge(
    {
      environment: 'development',
      version: '3.2.0',
      domain: 'dev.memorai.com',
      tier: 'minimum',
      cluster: { provider: 'generic' },
      stores: {
        postgres: { provider: 'external', host: 'postgres.dev.memorai.com' },
        redis: { host: 'redis.dev.memorai.com' },
        qdrant: { host: 'qdrant.dev.memorai.com' },
      },
      ingress: { controller: 'ingress-nginx' },
    },
    changes,
  );

export const serverless = (changes: Deep<PlatformConfig> = {}): PlatformConfig =>
  merge(
    {
      environment: 'serverless',
      version: '3.2.0',
      domain: 'memorai.com',
      deployment: 'serverless',
      stores: {
        postgres: { provider: 'aurora' },
        redis: { host: 'redis.internal.memorai.com' },
        qdrant: { host: 'qdrant.internal.memorai.com' },
      },
      aws: { region: 'us-east-1' },
    },
    changes,
  );

/** Everything on one machine, with Docker Compose. */
export const compose = (changes: Deep<PlatformConfig> = {}): PlatformConfig =>
  merge(
    { environment: 'development', version: '3.2.0', domain: 'dev.memorai.com', tier: 'minimum', deployment: 'compose' },
    changes,
  );

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where one of these differs the two maps are of different kinds, and do not merge. */
const discriminators = ['provider', 'kind', 'mode', 'level', 'controller'];

/** Maps merge, everything else replaces; the result is a PlatformConfig as far as the caller's types say. */
function merge(base: PlatformConfig, changes: Deep<PlatformConfig>): PlatformConfig {
  const walk = (left: unknown, right: unknown): unknown => {
    if (!isMap(left) || !isMap(right)) return right;
    if (discriminators.some((key) => key in left && key in right && left[key] !== right[key])) return right;
    const merged: Record<string, unknown> = { ...left };
    for (const [key, value] of Object.entries(right)) merged[key] = key in left ? walk(left[key], value) : value;
    return merged;
  };
  return walk(base, changes) as PlatformConfig;
}
