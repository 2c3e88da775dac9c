/** A Kubernetes object by what a person calls it. */
export interface ObjectTarget {
  readonly kind: string;
  /** `metadata.name`; of a Job whose name ends in a hash of its content also the name without it. */
  readonly name: string;
  /** Absent: any version that has the kind. */
  readonly apiVersion?: string | undefined;
}

/** One step of a JSON patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** A change of one Kubernetes object: a strategic merge, or a JSON patch. */
export type ObjectPatch =
  | { readonly target: ObjectTarget; readonly merge: Readonly<Record<string, unknown>> }
  | { readonly target: ObjectTarget; readonly json: readonly PatchOperation[] };

/** A patch and where it was written: `patches[0]`. */
export type SourcedPatch = ObjectPatch & { readonly source: string };

/** A Kubernetes object that a team wrote; what is absent is filled in when it is placed among ours. */
export interface ExtraObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** Absent: the environment's own, for a kind that has one; null: an object of the whole cluster. */
    readonly namespace?: string | null | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}
