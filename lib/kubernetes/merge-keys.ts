/**
 * How a strategic merge treats the fields of a kind: the API's own table (`x-kubernetes-patch-merge-key` and
 * `x-kubernetes-patch-strategy` of its OpenAPI document). A list that is not here is replaced whole, a map is merged.
 * A conformance test holds the table against the documents of several versions.
 */
export interface MergeField {
  /** Of a list of maps: items are matched by this field. */
  readonly key?: string;
  /** Of a list of plain values: both lists are put together. */
  readonly union?: true;
  /** Of a map: it is replaced whole. */
  readonly replace?: true;
  /** Of what the field holds. */
  readonly fields?: MergeType;
}

/** Fields that are treated otherwise, or hold some that are. */
export type MergeType = Readonly<Record<string, MergeField>>;

const metadata: MergeType = { metadata: { fields: { finalizers: { union: true }, ownerReferences: { key: 'uid' } } } };

const container: MergeType = {
  env: { key: 'name' },
  ports: { key: 'containerPort' },
  volumeMounts: { key: 'mountPath' },
  volumeDevices: { key: 'devicePath' },
};

const podSpec: MergeType = {
  containers: { key: 'name', fields: container },
  initContainers: { key: 'name', fields: container },
  ephemeralContainers: { key: 'name', fields: container },
  volumes: { key: 'name', fields: { ephemeral: { fields: { volumeClaimTemplate: { fields: metadata } } } } },
  imagePullSecrets: { key: 'name' },
  hostAliases: { key: 'ip' },
  topologySpreadConstraints: { key: 'topologyKey' },
  resourceClaims: { key: 'name' },
  schedulingGates: { key: 'name' },
  evictionResponders: { key: 'name' },
};

const pod: MergeType = { ...metadata, spec: { fields: podSpec } };
const workload: MergeType = { ...metadata, spec: { fields: { template: { fields: pod } } } };

const kinds: Readonly<Record<string, MergeType>> = {
  'apps/DaemonSet': workload,
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/StatefulSet': workload,
  'batch/CronJob': { ...metadata, spec: { fields: { jobTemplate: { fields: workload } } } },
  'batch/Job': workload,
  'policy/PodDisruptionBudget': { ...metadata, spec: { fields: { selector: { replace: true } } } },
  'v1/Pod': pod,
  'v1/Service': { ...metadata, spec: { fields: { ports: { key: 'port' } } } },
  'v1/ServiceAccount': { ...metadata, secrets: { key: 'name' } },
};

/** The fields of a kind; of one without a row, such as every custom kind, those of its metadata. */
export function mergeTypeOf(apiVersion: string, kind: string): MergeType {
  const [group = ''] = apiVersion.split('/');
  return kinds[`${group}/${kind}`] ?? metadata;
}
