import type { ConfigIssue } from './errors';
import { formatPath } from './format-path';
import type { Path } from './path';
import type { Entry, MapTree } from './tree';

/**
 * Lays a map over the one that it extends: maps merge, lists and scalars replace, `null` takes a key of the base back.
 * A `null` with nothing to take back stays, so that the schema refuses it and a mistyped key is not lost in silence. A
 * key with nothing after it is refused, not read as `null`: with every line below it commented out, all that the base
 * says there would be gone.
 */
export function mergeMaps(base: MapTree, over: MapTree, issues: ConfigIssue[], path: Path = []): MapTree {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const before = base.entries.get(key)?.tree;
    const { at, tree } = entry;
    if (before?.kind === 'map' && tree.kind === 'map') {
      entries.set(key, { at, tree: mergeMaps(before, tree, issues, [...path, key]) });
    } else if (before === undefined || tree.kind !== 'scalar' || tree.value !== null) {
      entries.set(key, entry);
    } else if (tree.empty) {
      const message = 'has no value; write null to take back what the extended file says, or {} for an empty map';
      issues.push({ path: formatPath([...path, key]), code: 'value', message, position: at });
    } else {
      entries.delete(key);
    }
  }
  return { kind: 'map', at: over.at, entries };
}
