import type { KubernetesObject } from './typed';

/** An object, where it is written, and who wrote it last. */
export interface ObjectDocument {
  readonly file: string;
  readonly object: KubernetesObject;
  readonly source?: string | undefined;
}

/** A name in a namespace, as facts spell it. */
export const spelled = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
