import type { Platform } from '../platform/types';
import { kubernetesObjects } from './objects';
import { type Definition, factsOf, type Reference } from './references';

/** What two names of one object have in common. */
export const keyOf = ({ kind, namespace, name }: Reference | Definition): string =>
  `${kind} ${namespace ?? ''} ${name}`;

/**
 * What the config itself says is already there: everything that its own objects, without patches and extra objects,
 * refer to and do not define, such as the Secrets of `secrets.provider: existing`.
 */
export function declaredExternals(platform: Platform): ReadonlySet<string> {
  const facts = kubernetesObjects({ ...platform, patches: [], extraObjects: [] }).map(({ object }) => factsOf(object));
  const defined = new Set(facts.flatMap(({ definitions }) => definitions.map(keyOf)));
  const named = facts.flatMap(({ references }) => references.map(keyOf));
  return new Set(named.filter((key) => !defined.has(key)));
}
