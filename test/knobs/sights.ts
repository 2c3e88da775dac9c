import { resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesDocuments } from '../../lib/kubernetes/artifacts';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import { prometheusRules } from '../../lib/monitoring/index';
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
    redis: { host: 'redis.internal.memorai.com', port: 6380, cidr: '10.50.1.0/24' },
    qdrant: { host: 'qdrant.internal.memorai.com', port: 443, cidr: '10.50.2.0/24' },
  },
  ingress: { controller: 'ingress-nginx' },
  aws: { region: 'us-east-1' },
};

/** The environment with some options together. */
export function configOf(options: readonly Pick<Option, 'service' | 'environment'>[]): PlatformConfig {
  const written = options.reduce(
    (all, { environment }) => deep(all, environment ?? {}),
    {} as object,
  ) as PlatformConfig;
  const reports = options.reduce((service, option) => deep(service, option.service ?? {}), {
    ...base.services?.reports,
  } as object);
  return {
    ...base,
    ...written,
    cluster: { ...base.cluster, ...written.cluster },
    ingress: { ...base.ingress, ...written.ingress } as PlatformConfig['ingress'],
    // A store is one choice: what another provider has is nothing to this one.
    stores: { ...base.stores, ...written.stores },
    services: { ...written.services, reports },
  };
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

export function objectsOf(config: PlatformConfig): readonly KubernetesObject[] {
  const platform = resolvePlatform(config);
  return (
    kubernetesDocuments(platform, prometheusRules(platform))
      .map(({ value }) => value as KubernetesObject)
      // Not the lists of files that kustomize reads.
      .filter(({ metadata }) => metadata !== undefined)
  );
}

/** What is at the place of a sight. Members of a list are found by number or by name; `%` stands for a dot in a key. */
export function seen(objects: readonly KubernetesObject[], [object, path]: Sight): unknown {
  const [kind, name = ''] = object.split('/');
  const isNamed = new RegExp(`^${name.replaceAll('*', '.*')}$`);
  const found = objects.find((one) => one.kind === kind && isNamed.test(one.metadata.name));
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
