import diff, { type Difference } from 'microdiff';
import { type Fields, isMap } from '../platform/fields';
import type { FieldChange } from './change';

/** Every value that differs between two documents, by path; a part that is new or gone is one change. */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  return diff({ it: byName(before) }, { it: byName(after) }, { cyclesFix: false })
    .map(toFieldChange)
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

function toFieldChange(difference: Difference): FieldChange {
  const path = showPath(difference.path.slice(1));
  switch (difference.type) {
    case 'CREATE':
      return { path, after: asList(difference.value) };
    case 'REMOVE':
      return { path, before: asList(difference.oldValue) };
    case 'CHANGE':
      return { path, before: asList(difference.oldValue), after: asList(difference.value) };
  }
}

/** Marks a key that stood in a list under this name. */
const MARK = '\u0000';

const showPath = (keys: readonly (string | number)[]): string =>
  keys
    .map((key, index) => {
      const text = String(key);
      if (text.startsWith(MARK)) return `[${text.slice(1)}]`;
      return typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${text}`;
    })
    .join('');

/**
 * Lists whose items have names become maps, as a server merges them: an item more in front is one change, not a change
 * of all. Lists of plain values are compared as a whole.
 */
function byName(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = value.map((item) => (isMap(item) ? nameOf(item) : undefined));
    if (value.length > 0 && names.every((name) => typeof name === 'string') && new Set(names).size === names.length)
      return Object.fromEntries(value.map((item, index) => [`${MARK}${names[index]}`, byName(item)]));
    return value.every((item) => typeof item !== 'object') ? value.join(', ') : value.map(byName);
  }
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, byName(item)])) : value;
}

/**
 * By what lists keep their items apart: of the API (also templates of volumes, keys of an ExternalSecret, hosts of an
 * Ingress), of CloudFormation (tags), of Prometheus.
 */
const nameOf = (item: Fields): unknown =>
  [
    item.name,
    isMap(item.metadata) && item.metadata.name,
    item.key,
    item.Key,
    item.job_name,
    item.alert,
    item.record,
    item.secretKey,
    item.host,
  ].find((name) => typeof name === 'string');

/** The list again, of what `byName` made of it. */
function asList(value: unknown): unknown {
  if (!isMap(value)) return Array.isArray(value) ? value.map(asList) : value;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key]) => key.startsWith(MARK))
    ? entries.map(([, item]) => asList(item))
    : Object.fromEntries(entries.map(([key, item]) => [key, asList(item)]));
}
