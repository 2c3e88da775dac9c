import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MergeField, type MergeType, mergeTypeOf } from '../../../lib/kubernetes/merge-keys';
import { installed } from './tools';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

type Definitions = Readonly<Record<string, Schema>>;

const documents = readdirSync(installed('API_DESCRIPTIONS')).filter((name) => name.startsWith('kubernetes-'));

const definitionsOf = (name: string): Definitions =>
  (JSON.parse(readFileSync(join(installed('API_DESCRIPTIONS'), name), 'utf8')) as { definitions: Definitions })
    .definitions;

/** Kinds that the library emits, that stores and teams add, and that hold pods. */
const kinds: readonly (readonly [string, string])[] = [
  ['v1', 'ConfigMap'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['v1', 'ResourceQuota'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['storage.k8s.io/v1', 'StorageClass'],
];

/** `path: how` for every field that an API description treats otherwise than by default; the status is not ours. */
function ofApi(definitions: Definitions, schema: Schema, path: string, depth = 0): string[] {
  const resolved = schema.$ref === undefined ? schema : definitions[schema.$ref.replace('#/definitions/', '')];
  return Object.entries(resolved?.properties ?? {}).flatMap(([name, field]) => {
    if ((depth === 0 && name === 'status') || depth > 12 || name === 'managedFields') return [];
    const key = field['x-kubernetes-patch-merge-key'];
    const strategy = field['x-kubernetes-patch-strategy'] ?? '';
    const at = `${path}.${name}`;
    const how =
      key !== undefined
        ? [`${at}: by ${key}`]
        : strategy === 'replace'
          ? [`${at}: replaced`]
          : strategy.includes('merge')
            ? [`${at}: together`]
            : [];
    // Of a list without a key the items are replaced, and nothing below them is merged.
    const below = field.items === undefined ? field : key === undefined ? undefined : field.items;
    return [...how, ...(below === undefined || strategy === 'replace' ? [] : ofApi(definitions, below, at, depth + 1))];
  });
}

const ofTable = (type: MergeType, path: string): string[] =>
  Object.entries(type).flatMap(([name, field]: [string, MergeField]) => {
    const at = `${path}.${name}`;
    const how =
      field.key !== undefined ? `by ${field.key}` : field.replace ? 'replaced' : field.union ? 'together' : '';
    return [...(how === '' ? [] : [`${at}: ${how}`]), ...ofTable(field.fields ?? {}, at)];
  });

const apiOf = (definitions: Definitions, apiVersion: string, kind: string): string[] => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const found = Object.values(definitions).find((one) =>
    one['x-kubernetes-group-version-kind']?.some(
      (id) => id.group === group && id.version === version && id.kind === kind,
    ),
  );
  if (found === undefined) throw new Error(`no ${apiVersion} ${kind} in the description`);
  return ofApi(definitions, found, kind).sort();
};

/** Newer than the oldest description; a patch of an older cluster has none of them. */
const newer = /\.(schedulingGates|resourceClaims|evictionResponders): /;

test('there are the oldest and the newest descriptions', () => {
  expect(documents).toEqual(expect.arrayContaining(['kubernetes-1.27.json', 'kubernetes-1.37.json']));
});

describe.each(documents)('%s', (document) => {
  const definitions = definitionsOf(document);

  test.each(kinds)('%s %s merges as the table says', (apiVersion, kind) => {
    const known = (rows: string[]) => rows.filter((row) => !newer.test(row)).sort();
    expect(known(ofTable(mergeTypeOf(apiVersion, kind), kind))).toEqual(known(apiOf(definitions, apiVersion, kind)));
  });
});

test('fields of the newest Kubernetes are in the table', () => {
  const rows = apiOf(definitionsOf('kubernetes-1.37.json'), 'v1', 'Pod').filter((row) => newer.test(row));
  expect(ofTable(mergeTypeOf('v1', 'Pod'), 'Pod')).toEqual(expect.arrayContaining(rows));
});

test('a key that the table does not have would be seen', () => {
  const pod = apiOf(definitionsOf('kubernetes-1.37.json'), 'v1', 'Pod');
  expect(pod).toEqual(expect.arrayContaining(['Pod.spec.containers: by name', 'Pod.spec.containers.env: by name']));
  expect(ofTable({}, 'Pod')).not.toEqual(pod);
});
