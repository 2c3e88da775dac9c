import type { KubernetesObject } from './typed';

/** An object, where it is written, and who wrote it last. */
export interface ObjectDocument {
  readonly file: string;
  readonly object: KubernetesObject;
  readonly source?: string | undefined;
  /** All who wrote it, in their order. */
  readonly sources?: readonly string[] | undefined;
}

/** An object by its kind, namespace and name. */
export type Find = (kind: unknown, namespace: unknown, name: unknown) => ObjectDocument | undefined;

export function finderOf(objects: readonly ObjectDocument[]): Find {
  const key = (kind: unknown, namespace: unknown, name: unknown) => `${kind} ${namespace} ${name}`;
  const known = new Map(
    objects.map((one) => [key(one.object.kind, one.object.metadata.namespace, one.object.metadata.name), one]),
  );
  return (kind, namespace, name) => known.get(key(kind, namespace, name));
}

/** A name in a namespace, as facts spell it. */
export const spelled = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
