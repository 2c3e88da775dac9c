import { mapAt } from '../platform/fields';
import type { Platform, Service } from '../platform/types';
import type { KubernetesObject } from './typed';

/**
 * Path in the config of what a place in an object of ours follows from: a container, a variable, a volume or an affinity that a
 * person wrote. Undefined where the library alone made it.
 */
export function writtenAt(platform: Platform, object: KubernetesObject, at: string): string | undefined {
  const { app } = mapAt(object, 'metadata.labels');
  const service = Object.values(platform.services).find(({ fullName }) => fullName === app);
  return service === undefined ? undefined : inService(platform, service, at);
}

function inService(platform: Platform, service: Service, at: string): string | undefined {
  const [, volume] = /\.volumes\[([^\]]+)\]/.exec(at) ?? [];
  if (volume !== undefined) return written(platform, service.name, ['volumes', volume]);
  if (/\.affinity\./.test(at)) return written(platform, service.name, ['scheduling', 'affinity']);
  const [, name, field = ''] = /ontainers\[([^\]]+)\]\.?(.*)/.exec(at) ?? [];
  const [, variable] = /^env\[([^\]]+)\]/.exec(field) ?? [];
  for (const list of ['sidecars', 'initContainers'] as const) {
    const index = service[list].findIndex((one) => one.name === name);
    const place = written(platform, service.name, [list]);
    if (index < 0 || place === undefined) continue;
    return `${place}[${index}]${variable === undefined ? (field === 'image' ? '.image' : '') : `.env.${variable}`}`;
  }
  if (name !== service.fullName) return undefined;
  if (field.startsWith('envFrom[')) return written(platform, service.name, ['envFrom']);
  return variable === undefined
    ? undefined
    : written(platform, service.name, ['env', variable], ['settings', variable]);
}

/** The first of the places where a value can be said that the config has: of the service, of all services, or elsewhere. */
function written(
  { written }: Platform,
  service: string,
  key: readonly string[],
  ...others: readonly (readonly string[])[]
) {
  const places = [['services', service, ...key], ['serviceDefaults', ...key], ...others];
  return places.find((place) => written.some((one) => place.every((step, index) => one[index] === step)))?.join('.');
}
