import { childAt, childOf } from '../../../lib/cli/explain/child-at';
import { schemaAt } from '../../../lib/cli/explain/schema-at';
import { platformJsonSchema } from '../../../lib/config/json-schema';
import type { Path } from '../../../lib/config/path';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import type { Leaf } from './leaves';
import { sampleOf, textsOf } from './samples';
import type { Schema } from './schema';

/** A leaf in one config. */
export interface Spot {
  readonly config: PlatformConfig;
  /** With real names in place of every `*`. */
  readonly path: Path;
}

const root: Schema = platformJsonSchema();

/** Keys of one section that exclude each other, which no JSON schema says. */
const others: readonly (readonly string[])[] = [
  ['maxUnavailable', 'minAvailable'],
  ['pods', 'percent'],
  ['cidr', 'namespace'],
  ['cidr', 'pods'],
  ['merge', 'json'],
  ['configMapName', 'secretName'],
];

const without = (config: PlatformConfig, path: Path): PlatformConfig =>
  childAt(config, path) === undefined ? config : withValue(config, path, undefined);

/**
 * Where a config may hold a leaf: everywhere it has a name for each `*`; what has to stand beside it is put there. Where
 * it is absent, and need not be there, once without it, and once with a sample, as its section may be none without it.
 */
export function spotsOf(config: PlatformConfig, leaf: Leaf): readonly Spot[] {
  return namesAt(config, leaf.path).flatMap((path) => {
    const placed = leaf.needs.reduce((made, { path: needed, value, chooses }) => {
      const own = [...path.slice(0, needed.length - 1), ...needed.slice(-1)];
      const present = childAt(made, own);
      if (present === value || (present !== undefined && !chooses)) return made;
      // A section of another kind: what that one has does not stand beside it.
      const emptied = present === undefined ? made : withValue(made, own.slice(0, -1), {});
      return withValue(emptied, own, value);
    }, config);
    const alone = others.reduce((made, names) => {
      const at = path.findIndex((step) => names.includes(String(step)));
      const rest = names.filter((name) => !path.includes(name));
      return at < 0 ? made : rest.reduce((config, name) => without(config, [...path.slice(0, at), name]), made);
    }, placed);
    if (childAt(alone, path) !== undefined) return [{ path, config: alone }];
    const filled = { path, config: withValue(alone, path, sampleOf({ anyOf: leaf.alternatives })) };
    return leaf.isRequired ? [filled] : [{ path, config: alone }, filled];
  });
}

/** Services that every environment has, where it has named none. */
const defaultServices = ['api', 'worker'];

function namesAt(config: unknown, path: Path): readonly Path[] {
  return path.reduce<readonly Path[]>(
    (places, step) =>
      places.flatMap((place) =>
        step === '*' ? keysAt(config, place).map((key) => [...place, key]) : [[...place, step]],
      ),
    [[]],
  );
}

function keysAt(config: unknown, place: Path): readonly string[] {
  const section = childAt(config, place);
  const written = typeof section === 'object' && section !== null ? Object.keys(section) : [];
  if (place.join('.') === 'services') return [...new Set([...written.reverse(), ...defaultServices])];
  if (written.length > 0) return written.slice(0, 2);
  const names = (schemaAt(root, place) as readonly Schema[]).flatMap(({ propertyNames }) =>
    propertyNames === undefined ? [] : (propertyNames.enum ?? textsOf(propertyNames)).slice(0, 1),
  );
  return names.slice(0, 1) as string[];
}

/** A copy with another value at a path, undefined where the key goes; maps and lists on the way are made. */
export function withValue<T>(config: T, path: Path, value: unknown): T {
  return put(config, path, value) as T;
}

function put(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  const child = put(childOf(value, step), rest, other);
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? value : [];
    return [...list.slice(0, step), ...(child === undefined ? [] : [child]), ...list.slice(step + 1)];
  }
  const { [step]: _, ...others } = (typeof value === 'object' && !Array.isArray(value) ? (value ?? {}) : {}) as Record<
    string,
    unknown
  >;
  return child === undefined ? others : { ...others, [step]: child };
}
