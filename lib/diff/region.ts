import type { Change } from './change';
import type { Item } from './items';
import { holdsData } from './resource-impacts';

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>>;

const resourcesOf = (item: Item): Resources =>
  item.of === 'cloudformation' ? ((item.value as { Resources?: Resources }).Resources ?? {}) : {};

/** Where the stacks are, by the zones of their subnets; undefined where no network is made. */
export function regionOf(items: ReadonlyMap<string, Item>): string | undefined {
  for (const item of items.values())
    for (const { Properties } of Object.values(resourcesOf(item))) {
      const zone = Properties?.AvailabilityZone;
      if (typeof zone === 'string') return zone.replace(/[a-z]$/, '');
    }
  return undefined;
}

/** A stack that is in another region from now on: a new one there, and the old one stays where it is. */
export function movedStack(item: Item, from: string, to: string): Change {
  const holds = Object.values(resourcesOf(item)).some(({ Type }) => holdsData(Type));
  return {
    file: item.file,
    subject: `stack ${item.name}`,
    action: 'changed',
    impact: holds ? 'data risk' : 'replace',
    because: `a new one is made in ${to}; that in ${from} stays until it is destroyed${holds ? ', and its data with it' : ''}`,
    fields: [],
    movedTo: to,
  };
}
