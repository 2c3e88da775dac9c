import { memory } from '../config/units';
import type { FieldChange, Impact } from './change';

/** What a change of a field does. The first row that fits decides. */
interface FieldRow {
  readonly kinds: readonly string[];
  readonly path: RegExp;
  /** Only where it holds too. */
  readonly when?: (change: FieldChange) => boolean;
  readonly impact: Impact;
  readonly because: string;
}

const smaller = ({ before, after }: FieldChange): boolean => sizeOf(after) < sizeOf(before);
const sizeOf = (value: unknown): number => memory().safeParse(value).data ?? Number(value ?? 0);

const sets = ['Deployment', 'StatefulSet', 'DaemonSet'];
const LEAVE = 'the server refuses it in place';

/** Kubernetes' own kinds (their API's documentation, "immutable"), those of CloudNativePG, and the parts of a Compose file. */
const fieldRows: readonly FieldRow[] = [
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
  { kinds: ['Service'], path: /^spec\.clusterIP/, impact: 'replace', because: LEAVE },
  { kinds: ['service'], path: /^deploy\.replicas$/, impact: 'safe', because: '' },
  { kinds: ['service'], path: /./, impact: 'restart', because: 'its containers are made anew' },
  { kinds: ['volume'], path: /./, impact: 'data risk', because: 'a volume is made anew where its options differ' },
  { kinds: ['network'], path: /./, impact: 'restart', because: 'all containers on it are made anew' },
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
  Ingress: ['replace', 'its hosts lead nowhere'],
  Gateway: ['replace', 'its hosts lead nowhere'],
  HTTPRoute: ['replace', 'its hosts lead nowhere'],
  service: ['replace', 'its containers end'],
  volume: ['data risk', 'nothing uses what is in it'],
};

/** What a change of one field does to an object of a kind. */
export function impactOfField(kind: string, change: FieldChange): readonly [Impact, string] {
  const row = fieldRows.find(
    ({ kinds, path, when }) => kinds.includes(kind) && path.test(change.path) && (when?.(change) ?? true),
  );
  return row === undefined ? ['safe', ''] : [row.impact, row.because];
}

export const impactOfRemoval = (kind: string): readonly [Impact, string] => removals[kind] ?? ['safe', ''];
