import type { FieldChange, Impact, JudgedField } from './change';
import { asSafe, endsSooner, type ImpactRow, judgedByRows, lacksOne, otherMajor, smaller } from './impact-row';
import { type Item, STORES } from './items';

const sets = ['Deployment', 'StatefulSet', 'DaemonSet'];
const LEAVE = 'the server refuses it in place';
const HOST_GONE = 'a host that it had leads nowhere, unless another has it';

const anotherMajor = {
  impact: 'data risk',
  because: 'PostgreSQL does not start on the data of another major version: dump it before, and restore it after',
} as const;

/** Kubernetes' own kinds (their API's documentation, "immutable"), those of CloudNativePG, parts of a Compose file, stores. */
const fieldRows: readonly ImpactRow[] = [
  { kinds: sets, path: /^spec\.selector/, impact: 'replace', because: `${LEAVE}: a selector is for life` },
  {
    kinds: ['StatefulSet'],
    path: /^spec\.volumeClaimTemplates.*\.storage$/,
    when: smaller,
    impact: 'data risk',
    because: 'no volume shrinks: it takes a new one, and a copy of the data',
  },
  {
    kinds: ['StatefulSet'],
    path: /^spec\.(volumeClaimTemplates|serviceName|podManagementPolicy)/,
    impact: 'replace',
    because: `${LEAVE}: delete the set with --cascade=orphan first; its pods and volumes stay`,
  },
  {
    kinds: ['StatefulSet', 'Cluster'],
    path: /^spec\.(replicas|instances)$/,
    when: smaller,
    impact: 'data risk',
    because: 'members end, with what only they hold',
  },
  {
    kinds: ['StatefulSet'],
    path: /^spec\.persistentVolumeClaimRetentionPolicy/,
    when: ({ after }) => JSON.stringify(after).includes('Delete'),
    impact: 'data risk',
    because: 'the volumes are deleted with the set from now on',
  },
  {
    kinds: ['StatefulSet', 'Cluster', 'service'],
    name: /^(.*-)?postgres$/,
    path: /image(Name)?$/,
    when: otherMajor,
    ...anotherMajor,
  },
  { kinds: sets, path: /^spec\.template/, impact: 'restart', because: 'its pods start again' },
  {
    kinds: ['Cluster'],
    path: /^spec\.(storage|walStorage)\.size$/,
    when: smaller,
    impact: 'data risk',
    because: 'no volume shrinks',
  },
  {
    kinds: ['Cluster'],
    path: /^spec\.(imageName|resources|postgresql|affinity)/,
    impact: 'restart',
    because: 'its servers start again, one by one',
  },
  {
    kinds: ['PersistentVolumeClaim'],
    path: /^spec\.resources\.requests\.storage$/,
    when: (change) => !smaller(change),
    impact: 'safe',
    because: '',
  },
  {
    kinds: ['PersistentVolumeClaim'],
    path: /^spec/,
    impact: 'data risk',
    because: `${LEAVE}: it takes another claim, and a copy of the data`,
  },
  { kinds: ['Job'], path: /^spec/, impact: 'replace', because: `${LEAVE}: a Job runs once as it was made` },
  {
    kinds: ['StorageClass'],
    path: /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)/,
    impact: 'replace',
    because: `${LEAVE}; volumes that are there keep what they have`,
  },
  { kinds: ['RoleBinding', 'ClusterRoleBinding'], path: /^roleRef/, impact: 'replace', because: LEAVE },
  {
    kinds: ['Ingress'],
    path: /^spec\.rules\[[^\]]+\]$/,
    when: ({ after }) => after === undefined,
    impact: 'replace',
    because: HOST_GONE,
  },
  { kinds: ['HTTPRoute'], path: /^spec\.hostnames$/, when: lacksOne, impact: 'replace', because: HOST_GONE },
  { kinds: ['Service'], path: /^spec\.clusterIP/, impact: 'replace', because: LEAVE },
  {
    kinds: ['service'],
    path: /^environment\.BACKUP_RETENTION_DAYS$/,
    when: endsSooner,
    impact: 'data risk',
    because: 'backups that are older are deleted',
  },
  { kinds: ['service'], path: /^deploy\.replicas$/, impact: 'safe', because: '' },
  { kinds: ['service'], path: /./, impact: 'restart', because: 'its containers are made anew' },
  { kinds: ['volume'], path: /./, impact: 'data risk', because: 'a volume is made anew where its options differ' },
  { kinds: ['network'], path: /./, impact: 'restart', because: 'all containers on it are made anew' },
  // What the stores hold (`lib/diff/items.ts`): set up once, and never dropped by us.
  {
    kinds: [STORES],
    path: /^postgres\.database$/,
    impact: 'data risk',
    because: 'the new database is empty; the old one stays in the server, and nothing reads it',
  },
  {
    kinds: [STORES],
    path: /^qdrant\.collection$/,
    impact: 'data risk',
    because: 'the new collection is empty; the old one stays in the server, and nothing reads it',
  },
  {
    kinds: [STORES],
    path: /^qdrant\.vectors\.(size|distance)$/,
    impact: 'data risk',
    because:
      'fixed in a collection that is there, and its set-up ends with an error: name another collection, and embed again',
  },
];

/** What is gone when an object goes; of other kinds nothing that serves or holds. */
const removals: Readonly<Record<string, readonly [Impact, string]>> = {
  Namespace: ['data risk', 'it takes with it all that is in it'],
  PersistentVolumeClaim: ['data risk', 'its volume goes, unless its class retains it'],
  StatefulSet: ['data risk', 'it holds data; its volumes stay where they are retained'],
  Cluster: ['data risk', 'the operator deletes its servers and their volumes'],
  Deployment: ['replace', 'its pods end'],
  DaemonSet: ['replace', 'its pods end'],
  Service: ['replace', 'its name is no longer found'],
  Ingress: ['replace', 'its hosts lead nowhere, unless another has them'],
  Gateway: ['replace', 'its hosts lead nowhere, unless another has them'],
  HTTPRoute: ['replace', 'its hosts lead nowhere, unless another has them'],
  NetworkPolicy: ['replace', 'what it kept out may come in'],
  PodDisruptionBudget: ['replace', 'a drain may end all pods at once'],
  service: ['replace', 'its containers end'],
  volume: ['data risk', 'nothing uses what is in it'],
};

/** What a change of one field does to an object. */
export const judgeField = (item: Item, change: FieldChange): JudgedField =>
  judgedByRows(fieldRows, item, change) ?? asSafe(change);

export const impactOfRemoval = (kind: string): readonly [Impact, string] => removals[kind] ?? ['safe', ''];
