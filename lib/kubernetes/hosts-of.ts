import { itemsAt, mapAt, textAt } from '../platform/fields';
import type { KubernetesObject } from './typed';

/** Names of hosts that an object leads to services from outside. */
export function hostsOf(object: KubernetesObject): readonly string[] {
  if (object.kind === 'Ingress') return itemsAt(object, 'spec.rules').flatMap(([, rule]) => textAt(rule, 'host') ?? []);
  const hostnames = object.kind === 'HTTPRoute' ? mapAt(object, 'spec').hostnames : [];
  return Array.isArray(hostnames) ? hostnames.filter((host) => typeof host === 'string') : [];
}
