import type { ObjectPatch, PatchOperation } from '../platform/types';
import type { Kinds, Plain } from './typed';

/** What a strategic merge may say beside a field's own value. */
interface Directive {
  /** `delete` removes the item or the map, `replace` takes the patch's own in place of what is there. */
  readonly $patch?: 'delete' | 'replace' | 'merge';
}

/** Any part of a type; null removes a field. */
type Change<T> = T extends readonly (infer Item)[]
  ? readonly Change<Item>[]
  : T extends object
    ? { readonly [K in keyof T]?: Change<NonNullable<T[K]>> | null } & Directive
    : T;

/** The fields of a built-in kind that we emit; of any other kind whatever the caller says. */
export type ObjectChange<K extends string> = K extends keyof Kinds
  ? Change<Plain<Kinds[K]>>
  : Readonly<Record<string, unknown>>;

/**
 * A strategic merge of one object, for a config, for `synthesize` and for `MemoraiChart`:
 * `patch('Deployment', 'memorai-api', { spec: { minReadySeconds: 30 } })`.
 */
export function patch<K extends string>(kind: K, name: string, change: ObjectChange<K>): ObjectPatch {
  return { target: { kind, name }, merge: { ...change } };
}

/** A JSON patch (RFC 6902) of one object. */
export function jsonPatch(kind: string, name: string, ...operations: readonly PatchOperation[]): ObjectPatch {
  return { target: { kind, name }, json: operations };
}
