import type { ConfigIssue } from '../config/errors';
import { nearest } from '../config/nearest';
import { isMap } from '../platform/fields';
import type { ObjectTarget, SourcedPatch } from '../platform/types';
import type { PlacedObject } from './components';
import { baseName, contentName } from './content-name';
import { jsonPatched, OperationError } from './json-patch';
import { MergeError, strategicMerge } from './strategic-merge';
import type { KubernetesObject } from './typed';

/**
 * The objects with the patches in their order, each laid over the final object; those that were changed name the patches
 * under `sources`. A patch that hits nothing, cannot be done, or makes another object of its target is an issue, and its
 * object stays as it was.
 */
export function applyPatches(
  placed: readonly PlacedObject[],
  patches: readonly SourcedPatch[],
  issues: ConfigIssue[],
): readonly PlacedObject[] {
  const result = [...placed];
  for (const patch of patches) {
    const at = findTarget(result, patch, issues);
    const before = result[at];
    if (before === undefined) continue;
    if ('merge' in patch && isEmpty(patch.merge)) {
      issues.push({
        path: `${patch.source}.merge`,
        code: 'value',
        message: `changes nothing of ${patch.target.kind} ${patch.target.name}: it has no value in it; say what shall be otherwise, or remove the patch`,
      });
      continue;
    }
    const object = patched(before.object, patch, issues);
    if (object !== undefined) result[at] = { ...before, object, sources: [...(before.sources ?? []), patch.source] };
  }
  return result;
}

/** Maps in maps, and no value anywhere. */
const isEmpty = (merge: unknown): boolean => isMap(merge) && Object.values(merge).every(isEmpty);

const matches = (target: ObjectTarget, { apiVersion, kind, metadata }: KubernetesObject): boolean =>
  kind === target.kind &&
  (target.apiVersion === undefined || target.apiVersion === apiVersion) &&
  (metadata.name === target.name || (kind === 'Job' && baseName(metadata.name) === target.name));

/** Index of the object that the patch is for; -1 with an issue where there is none, or more than one. */
function findTarget(placed: readonly PlacedObject[], { target, source }: SourcedPatch, issues: ConfigIssue[]): number {
  const found = placed.flatMap(({ object }, index) => (matches(target, object) ? [index] : []));
  const [first = -1] = found;
  if (found.length === 1) return first;
  if (found.length > 1) {
    issues.push({
      path: `${source}.target`,
      code: 'conflict',
      message: `${found.length} objects are called ${target.kind} ${target.name}; say which with apiVersion`,
    });
    return -1;
  }
  const kinds = [...new Set(placed.map(({ object }) => object.kind))];
  const names = placed.filter(({ object }) => object.kind === target.kind).map(({ object }) => nameOf(object));
  const sameName = placed.find(({ object }) => matches({ kind: target.kind, name: target.name }, object));
  const [path, message] =
    sameName !== undefined
      ? ['apiVersion', `is ${sameName.object.apiVersion}, got "${target.apiVersion}"`]
      : names.length > 0
        ? ['name', `no ${target.kind} has this name${nearest(target.name, names) || `; there are ${names.join(', ')}`}`]
        : [
            'kind',
            `no object is of kind ${target.kind}${nearest(target.kind, kinds) || `; there are ${kinds.join(', ')}`}`,
          ];
  issues.push({ path: `${source}.target.${path}`, code: 'value', message });
  return -1;
}

/** The name by which a person knows the object. */
const nameOf = ({ kind, metadata }: KubernetesObject): string =>
  (kind === 'Job' ? baseName(metadata.name) : undefined) ?? metadata.name;

function patched(before: KubernetesObject, patch: SourcedPatch, issues: ConfigIssue[]): KubernetesObject | undefined {
  try {
    const after = 'merge' in patch ? strategicMerge(before, patch.merge) : jsonPatched(before, patch.json);
    const changed = changedIdentity(before, after);
    if (changed === undefined) return renamed(before, after);
    issues.push({
      path: patch.source,
      code: 'conflict',
      message: `${changed} must stay as it is: the object would be another one`,
    });
  } catch (error) {
    if (error instanceof MergeError) {
      issues.push({ path: `${patch.source}.${error.path}`, code: 'value', message: error.message });
    } else if (error instanceof OperationError) {
      issues.push({ path: `${patch.source}.json[${error.index}]`, code: 'value', message: error.message });
    } else throw error;
  }
  return undefined;
}

function changedIdentity(before: KubernetesObject, after: Partial<KubernetesObject>): string | undefined {
  const metadata: Partial<KubernetesObject['metadata']> = after.metadata ?? {};
  if (after.apiVersion !== before.apiVersion) return 'apiVersion';
  if (after.kind !== before.kind) return 'kind';
  if (metadata.name !== before.metadata.name) return 'metadata.name';
  return metadata.namespace === before.metadata.namespace ? undefined : 'metadata.namespace';
}

/** A Job that is named after its content gets the name of its new content. */
function renamed(before: KubernetesObject, after: KubernetesObject): KubernetesObject {
  const base = before.kind === 'Job' ? baseName(before.metadata.name) : undefined;
  if (base === undefined) return after;
  return { ...after, metadata: { ...after.metadata, name: contentName(base, sorted(after.spec)) } };
}

/** The same value with its keys in order, so that the order in which a patch is written does not show. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
