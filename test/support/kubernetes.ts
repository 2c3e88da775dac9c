import { load } from 'js-yaml';
import type { Artifact } from '../../lib/platform/artifact';

/** A Kubernetes object as a reader of the file sees it. */
export interface ReadObject {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  /** Any field, by a dotted path; lists by index. */
  at(path: string): unknown;
}

/** Every object in the artifacts, parsed from the text that is written; kustomizations are left out. */
export function readObjects(artifacts: readonly Artifact[]): ReadObject[] {
  return artifacts
    .filter(({ path }) => path.startsWith('kubernetes/') && !path.endsWith('kustomization.yaml'))
    .map(({ path, content }) => {
      const value = load(content) as { kind: string; metadata: { name: string } };
      return { file: path, kind: value.kind, name: value.metadata.name, at: (dotted: string) => getAt(value, dotted) };
    });
}

function getAt(value: unknown, path: string): unknown {
  let node = value;
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/** Every node of a value with its path. */
export function* nodesOf(
  value: unknown,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* nodesOf(member, [...path, key]);
}
