import { type MergeField, type MergeType, mergeTypeOf } from './merge-keys';
import type { KubernetesObject } from './typed';

type Fields = Readonly<Record<string, unknown>>;

/** What a patch says that cannot be done; `path` leads to it inside the patch. */
export class MergeError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Lays a patch over an object as `kubectl patch --type=strategic` does: maps merge, a list whose items have a key merges
 * item by item, any other list is replaced, null removes a field. `$patch: delete` in an item removes the one with its
 * key, in a map the map; `$patch: replace` takes the patch's own in place of what is there.
 *
 * @throws MergeError for an item without its key, a deletion of what is not there, and any other word that starts with $
 */
export function strategicMerge(object: KubernetesObject, patch: Fields): KubernetesObject {
  return mergeMaps(object, patch, mergeTypeOf(object.apiVersion, object.kind), 'merge') as KubernetesObject;
}

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeMaps(base: Fields, patch: Fields, type: MergeType, path: string): Fields {
  const { $patch: directive, ...changes } = patch;
  if (directive !== undefined && directive !== 'replace' && directive !== 'merge')
    throw new MergeError(`${path}.$patch`, `must be delete, replace or merge, got ${JSON.stringify(directive)}`);
  if (directive === 'replace') return mergeMaps({}, changes, type, path);
  const result: Record<string, unknown> = { ...base };
  for (const [key, change] of Object.entries(changes)) {
    const at = `${path}.${key}`;
    if (key.startsWith('$'))
      throw new MergeError(at, 'is no directive that is known here; there are $patch: delete, replace and merge');
    const next = mergeValue(base[key], change, type[key], at);
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}

/** The field with its change; undefined where it goes. */
function mergeValue(base: unknown, change: unknown, field: MergeField | undefined, path: string): unknown {
  if (change === null) {
    if (base === undefined) throw new MergeError(path, 'is not there, so null cannot remove it');
    return undefined;
  }
  if (Array.isArray(change)) return mergeLists(Array.isArray(base) ? base : [], change, field, path);
  if (!isMap(change)) return change;
  if (change.$patch === 'delete') {
    if (base === undefined) throw new MergeError(path, 'is not there, so $patch: delete cannot remove it');
    return undefined;
  }
  return mergeMaps(isMap(base) && field?.replace === undefined ? base : {}, change, field?.fields ?? {}, path);
}

function mergeLists(
  base: readonly unknown[],
  change: readonly unknown[],
  field: MergeField | undefined,
  path: string,
): readonly unknown[] {
  const key = field?.key;
  if (field?.union === true) return [...new Set([...base, ...change])];
  if (key === undefined) return change.map((item, index) => whole(item, `${path}[${index}]`));
  const result = [...base];
  change.forEach((item, index) => {
    const at = `${path}[${index}]`;
    if (!isMap(item)) throw new MergeError(at, `must be a map with ${key}`);
    if (item[key] === undefined) throw new MergeError(at, `needs ${key}, by which the items of this list are matched`);
    const found = result.findIndex((one) => isMap(one) && one[key] === item[key]);
    if (item.$patch === 'delete') {
      if (found < 0)
        throw new MergeError(at, `no item has ${key} ${JSON.stringify(item[key])}, so it cannot be deleted`);
      result.splice(found, 1);
    } else if (found < 0) {
      result.push(mergeMaps({}, item, field?.fields ?? {}, at));
    } else {
      result[found] = mergeMaps(result[found] as Fields, item, field?.fields ?? {}, at);
    }
  });
  return result;
}

/** An item of a list that is replaced whole. */
function whole(item: unknown, path: string): unknown {
  if (isMap(item) && '$patch' in item)
    throw new MergeError(`${path}.$patch`, 'has no meaning here: this list is replaced whole');
  return item;
}
