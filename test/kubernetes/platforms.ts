import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import { resolvePlatform } from '../../lib/platform/resolve/index';
import type { Platform } from '../../lib/platform/types';

const base: PlatformConfig = {
  environment: 'production',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'eks', version: '1.35' },
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal.memorai.com', cidr: '10.9.1.0/24' },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.9.2.0/24' },
  },
  ingress: { controller: 'ingress-nginx' },
  aws: { region: 'us-east-1' },
};

/** A platform on EKS with the guide's services, and whatever differs. */
export const platformWith = (config: Partial<PlatformConfig> = {}): Platform => resolvePlatform({ ...base, ...config });

/** The same on a cluster of no cloud, where somebody else keeps the secrets. */
export const genericPlatform = (config: Partial<PlatformConfig> = {}): Platform => {
  const { aws: _, ...rest } = base;
  return resolvePlatform({
    ...rest,
    cluster: { provider: 'generic', version: '1.35' },
    stores: { ...base.stores, postgres: { provider: 'external', host: 'postgres.memorai.com', cidr: '10.9.0.0/24' } },
    ...config,
  });
};

export const allObjects = (platform: Platform): readonly KubernetesObject[] =>
  kubernetesObjects(platform).map(({ object }) => object);

/** An object by kind and name. Fails with what there is. */
export function find(platform: Platform, kind: string, name: string): KubernetesObject {
  const ofKind = allObjects(platform).filter((object) => object.kind === kind);
  const found = ofKind.find((object) => object.metadata.name === name);
  if (found === undefined) {
    throw new Error(`no ${kind} ${name}; there are: ${ofKind.map((object) => object.metadata.name).join(', ')}`);
  }
  return found;
}

export const namesOf = (platform: Platform, kind: string): string[] =>
  allObjects(platform)
    .filter((object) => object.kind === kind)
    .map((object) => object.metadata.name);

/** A field by its path: `spec.template.spec.containers.0.image`; undefined where there is none. */
export function field<T = unknown>(object: unknown, path: string): T {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object) as T;
}

/** The pod template's only container. */
export const container = <T = unknown>(object: KubernetesObject, path: string): T =>
  field<T>(object, `spec.template.spec.containers.0.${path}`);
