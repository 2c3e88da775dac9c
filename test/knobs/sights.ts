import { resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import type { Option, Sight } from './table';

/** The environment in which every knob is tried, by the service `reports` of a team. */
const base: PlatformConfig = {
  environment: 'knobs',
  version: '3.2.0',
  domain: 'knobs.memorai.com',
  cluster: { provider: 'eks' },
  images: { registry: 'registry.memorai.com' },
  services: { reports: { replicas: { min: 2, max: 4 }, uses: ['postgres', 'redis', 'queue.consume'] } },
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal.memorai.com' },
    qdrant: { host: 'qdrant.internal.memorai.com' },
  },
  ingress: { controller: 'ingress-nginx' },
  aws: { region: 'us-east-1' },
};

/** The environment with some options together. */
export function configOf(options: readonly Pick<Option, 'service' | 'environment'>[]): PlatformConfig {
  const environment: PlatformConfig = Object.assign({}, base, ...options.map(({ environment }) => environment ?? {}));
  const reports = options.reduce((service, option) => deep(service, option.service ?? {}), {
    ...base.services?.reports,
  } as object);
  return { ...environment, services: { reports } };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Options of two knobs may stand in one section. */
function deep(left: object, right: object): object {
  const merged: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? deep(before, value) : value;
  }
  return merged;
}

export const objectsOf = (config: PlatformConfig): readonly KubernetesObject[] =>
  kubernetesObjects(resolvePlatform(config)).map(({ object }) => object);

/** What is at the place of a sight. Members of a list are found by number or by name; `%` stands for a dot in a key. */
export function seen(objects: readonly KubernetesObject[], [object, path]: Sight): unknown {
  const [kind, name = ''] = object.split('/');
  // The migration's name ends in a hash.
  const found = objects.find(
    (one) =>
      one.kind === kind && (one.metadata.name === name || (one.metadata.name.startsWith(`${name}-`) && kind === 'Job')),
  );
  return path === ''
    ? found
    : path.split('.').reduce<unknown>((value, key) => member(value, key.replaceAll('%', '.')), found);
}

function member(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return /^\d+$/.test(key) ? value[Number(key)] : value.find((one: { name?: string }) => one.name === key);
  }
  return isMap(value) ? value[key] : undefined;
}
