/** One environment variable of one service. */
export interface Setting {
  readonly name: string;
  /** What it is by contract: a secret never appears in an output, whatever its source. */
  readonly kind: 'config' | 'secret';
  /** `shared`: every service has it, with the same value; in Kubernetes it comes from the ConfigMap. */
  readonly scope: 'shared' | 'service';
  readonly source: SettingSource;
}

export type SettingSource =
  | { readonly from: 'literal'; readonly value: string }
  /** A secret in the secret store; `property` where that secret is a JSON object. */
  | { readonly from: 'secret'; readonly secretName: string; readonly property?: string }
  /** A fact that exists only after deployment, published as an SSM parameter. */
  | { readonly from: 'parameter'; readonly parameterName: string }
  /** A key of an object that is already there, or a field of the pod: Kubernetes alone. */
  | { readonly from: 'secretKey'; readonly name: string; readonly key: string }
  | { readonly from: 'configKey'; readonly name: string; readonly key: string }
  | { readonly from: 'field'; readonly path: string }
  /** Put together from other settings of the same service, each percent-encoded. */
  | { readonly from: 'composed'; readonly parts: readonly ComposedPart[] };

export type ComposedPart = { readonly text: string } | { readonly setting: string };

/** A secret that the secret store must hold. */
export interface ManagedSecret {
  /** `memorai/production/JWT_SECRET` */
  readonly name: string;
  readonly description: string;
  readonly content: /** 64 hexadecimal characters (256 bits), made once: signing keys, passwords of stores that we run. */
    | { readonly kind: 'generated' }
    /** Created without a value: someone else issues it, and an unfilled one must be seen. */
    | { readonly kind: 'thirdParty' }
    /** JSON with username and a generated password. */
    | { readonly kind: 'databaseUser'; readonly username: string };
}
