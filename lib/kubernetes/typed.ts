import type { k8s } from 'cdk8s-plus-27';

/**
 * The typed seam to the Kubernetes API: the types of cdk8s-plus-27 (API of 1.27), turned into what is written in YAML.
 * Types only: loading that package takes 30 ms, and its constructs 24 ms to render one environment.
 */

/** Properties whose name in TypeScript differs from the name in YAML (the package's `toJson_…` functions). */
interface YamlNames {
  clientIp: 'clientIP';
  clusterIp: 'clusterIP';
  downwardApi: 'downwardAPI';
  hostIp: 'hostIP';
  hostIpc: 'hostIPC';
  hostPid: 'hostPID';
  loadBalancerIp: 'loadBalancerIP';
  nonResourceUrLs: 'nonResourceURLs';
  setHostnameAsFqdn: 'setHostnameAsFQDN';
}

/** Fields newer than the 1.27 API, by the property that holds them. */
interface NewerFields {
  /** Beta and on from 1.30, stable in 1.34. */
  preStop: { readonly sleep?: { readonly seconds: number } | undefined };
}

/** Properties of type IntOrString; the package's classes IntOrString and Quantity have the same shape. */
type IntOrStringName = 'port' | 'targetPort' | 'maxSurge' | 'maxUnavailable' | 'minAvailable';

/** Whether T is one of the classes Quantity and IntOrString: `value` and nothing else, of exactly this type. */
type IsUnit<T> = [keyof T] extends ['value']
  ? T extends { readonly value: infer V }
    ? [string | number] extends [V]
      ? true
      : false
    : false
  : false;

type PlainValue<T, Name> = T extends string | number | boolean
  ? T
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? readonly PlainValue<Item, Name>[]
      : IsUnit<T> extends true
        ? Name extends IntOrStringName
          ? number | string
          : string
        : Plain<T>;

/** A type of the API as it is written in YAML. An optional field may be given as undefined: it is dropped. */
export type Plain<T> = {
  readonly [K in keyof T as K extends keyof YamlNames ? YamlNames[K] : K]:
    | (PlainValue<NonNullable<T[K]>, K> & (K extends keyof NewerFields ? NewerFields[K] : unknown))
    | (undefined extends T[K] ? undefined : never);
};

export interface Metadata {
  readonly name: string;
  /** Absent for objects of the whole cluster. */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object as it is applied; every field that is there has a value. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** The built-in kinds that we emit. */
export interface Kinds {
  ConfigMap: k8s.KubeConfigMapProps;
  CronJob: k8s.KubeCronJobProps;
  Deployment: k8s.KubeDeploymentProps;
  HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
  Ingress: k8s.KubeIngressProps;
  Job: k8s.KubeJobProps;
  Namespace: Omit<k8s.KubeNamespaceProps, 'spec'>;
  NetworkPolicy: k8s.KubeNetworkPolicyProps;
  PersistentVolumeClaim: k8s.KubePersistentVolumeClaimProps;
  PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  Role: k8s.KubeRoleProps;
  RoleBinding: k8s.KubeRoleBindingProps;
  Service: k8s.KubeServiceProps;
  ServiceAccount: k8s.KubeServiceAccountProps;
  StatefulSet: k8s.KubeStatefulSetProps;
  StorageClass: k8s.KubeStorageClassProps;
}

const apiVersions: { readonly [K in keyof Kinds]: string } = {
  ConfigMap: 'v1',
  CronJob: 'batch/v1',
  Deployment: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  Namespace: 'v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  StatefulSet: 'apps/v1',
  StorageClass: 'storage.k8s.io/v1',
};

/** All fields but metadata; `spec` is required where the kind has one. */
type Fields<T> = Omit<T, 'metadata' | 'spec'> &
  ('spec' extends keyof T ? { readonly spec: NonNullable<T['spec']> } : unknown);

/** An object of a built-in kind. */
export function kubernetesObject<K extends keyof Kinds>(
  kind: K,
  metadata: Metadata,
  fields: Fields<Plain<Kinds[K]>>,
): KubernetesObject {
  return { apiVersion: apiVersions[kind], kind, metadata, ...withoutUndefined(fields) };
}

/** An object of a custom kind, whose spec is typed by the caller. */
export function customObject<Spec extends object>(
  apiVersion: string,
  kind: string,
  metadata: Metadata,
  spec: Spec,
): KubernetesObject {
  return { apiVersion, kind, metadata, spec: withoutUndefined(spec) };
}

/** The same value without the fields that are undefined, at any depth. */
function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) {
      result[key] = withoutUndefined(field);
    }
  }
  return result as T;
}
