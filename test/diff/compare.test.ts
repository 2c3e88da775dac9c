import type { Impact } from '../../lib/diff/change';
import { compareOutputs } from '../../lib/diff/compare';
import { itemsOf } from '../../lib/diff/items';
import { noticesOf } from '../../lib/diff/notices';
import { templateChanges } from '../../lib/diff/template-changes';
import { toYaml } from '../../lib/emit/yaml';
import type { Artifact } from '../../lib/platform/artifact';
import { resolvePlatform } from '../../lib/platform/index';
import { synthesize } from '../../lib/synthesize';
import { compose, production } from '../support/configs';

const object = (kind: string, fields: object): readonly Artifact[] => [
  { path: `kubernetes/x/${kind}.yaml`, content: toYaml({ kind, metadata: { name: 'it', namespace: 'n' }, ...fields }) },
];
const composeFile = (file: object): readonly Artifact[] => [
  { path: 'compose/compose.yaml', content: toYaml({ name: 'memorai', ...file }) },
];
const template = (type: string, properties: object, more: object = {}): readonly Artifact[] => [
  {
    path: 'cloudformation/data.template.json',
    content: JSON.stringify({ Resources: { It: { Type: type, Properties: properties, ...more } } }),
  },
];

const compareArtifacts = (before: readonly Artifact[], after: readonly Artifact[], templates: typeof templateChanges) =>
  compareOutputs(itemsOf(before), itemsOf(after), templates);

const compare = (before: readonly Artifact[], after: readonly Artifact[]) =>
  compareArtifacts(before, after, templateChanges).map(({ subject, action, impact }) => [subject, action, impact]);

/** Of kind, what it was and what it is; undefined: it is not there. */
const kubernetes: readonly (readonly [string, string, object | undefined, object | undefined, Impact])[] = [
  ['a label', 'Deployment', { metadata: { name: 'it', namespace: 'n', labels: { a: '1' } } }, {}, 'safe'],
  ['a count', 'Deployment', { spec: { replicas: 1 } }, { spec: { replicas: 5 } }, 'safe'],
  ['an image', 'Deployment', { spec: { template: { a: 1 } } }, { spec: { template: { a: 2 } } }, 'restart'],
  ['a selector', 'Deployment', { spec: { selector: { a: 1 } } }, { spec: { selector: { a: 2 } } }, 'replace'],
  ['pods that end', 'Deployment', {}, undefined, 'replace'],
  ['a new one', 'Deployment', undefined, {}, 'safe'],
  ['a member more', 'StatefulSet', { spec: { replicas: 3 } }, { spec: { replicas: 4 } }, 'safe'],
  ['a member less', 'StatefulSet', { spec: { replicas: 3 } }, { spec: { replicas: 2 } }, 'data risk'],
  [
    'another headless Service',
    'StatefulSet',
    { spec: { serviceName: 'a' } },
    { spec: { serviceName: 'b' } },
    'replace',
  ],
  ['a store that goes', 'StatefulSet', {}, undefined, 'data risk'],
  ['a larger volume of a set', 'StatefulSet', volume('1Gi'), volume('2Gi'), 'replace'],
  ['a smaller volume of a set', 'StatefulSet', volume('2Gi'), volume('1Gi'), 'data risk'],
  ['a larger claim', 'PersistentVolumeClaim', claim('1Gi'), claim('1.5Gi'), 'safe'],
  ['a smaller claim', 'PersistentVolumeClaim', claim('1Gi'), claim('1023Mi'), 'data risk'],
  ['another class', 'PersistentVolumeClaim', { spec: { storageClassName: 'a' } }, { spec: {} }, 'data risk'],
  ['a Job', 'Job', { spec: { a: 1 } }, { spec: { a: 2 } }, 'replace'],
  ['another role', 'RoleBinding', { roleRef: { name: 'a' } }, { roleRef: { name: 'b' } }, 'replace'],
  ['a Service without an address', 'Service', { spec: { clusterIP: 'None' } }, { spec: {} }, 'replace'],
  ['a database of an operator', 'Cluster', { spec: { instances: 3 } }, { spec: { instances: 2 } }, 'data risk'],
  ['its settings', 'Cluster', { spec: { postgresql: { a: 1 } } }, { spec: { postgresql: { a: 2 } } }, 'restart'],
  [
    'volumes that go with their set',
    'StatefulSet',
    { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } } },
    { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } },
    'data risk',
  ],
  ['a way that is open', 'NetworkPolicy', {}, undefined, 'replace'],
  ['another host', 'Ingress', hosts('a.b'), hosts('c.d'), 'replace'],
  ['a host more, in front', 'Ingress', hosts('a.b'), hosts('c.d', 'a.b'), 'safe'],
  ['a host less', 'HTTPRoute', { spec: { hostnames: ['a.b', 'c.d'] } }, { spec: { hostnames: ['c.d'] } }, 'replace'],
  ['a host more', 'HTTPRoute', { spec: { hostnames: ['c.d'] } }, { spec: { hostnames: ['a.b', 'c.d'] } }, 'safe'],
  ['a config', 'ConfigMap', { data: { A: '1' } }, { data: { A: '2' } }, 'safe'],
  ['a namespace that goes', 'Namespace', {}, undefined, 'data risk'],
];

function volume(storage: string) {
  return {
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }] },
  };
}
function hosts(...names: readonly string[]) {
  return { spec: { rules: names.map((host) => ({ host, http: { paths: [] } })) } };
}
function claim(storage: string) {
  return { spec: { resources: { requests: { storage } } } };
}

test.each(kubernetes)('%s: %s', (_, kind, before, after, impact) => {
  const action = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const side = (fields: object | undefined) => (fields === undefined ? [] : object(kind, fields));
  expect(compare(side(before), side(after))).toEqual([[`${kind} it`, action, impact]]);
});

test.each<[string, object, object, readonly unknown[]]>([
  [
    'an image',
    { services: { api: { image: 'a:1' } } },
    { services: { api: { image: 'a:2' } } },
    ['service api', 'changed', 'restart'],
  ],
  [
    'a replica more',
    { services: { api: { deploy: { replicas: 1 } } } },
    { services: { api: { deploy: { replicas: 2 } } } },
    ['service api', 'changed', 'safe'],
  ],
  ['a volume that goes', { volumes: { data: {} } }, { volumes: {} }, ['volume data', 'removed', 'data risk']],
  ['a volume that comes', { volumes: {} }, { volumes: { data: null } }, ['volume data', 'added', 'safe']],
])('Compose, %s', (_, before, after, change) => {
  expect(compare(composeFile(before), composeFile(after))).toEqual([change]);
});

const queue = 'AWS::SQS::Queue';
const cluster = 'AWS::RDS::DBCluster';
test.each<[string, readonly Artifact[], readonly Artifact[], readonly unknown[]]>([
  [
    'a time in place',
    template(queue, { VisibilityTimeout: 30 }),
    template(queue, { VisibilityTimeout: 60 }),
    [`${queue} It`, 'changed', 'safe'],
  ],
  [
    'a name',
    template(queue, { QueueName: 'a' }),
    template(queue, { QueueName: 'b' }),
    [`${queue} It`, 'changed', 'data risk'],
  ],
  [
    'a name of what holds nothing',
    template('AWS::Lambda::Function', { FunctionName: 'a' }),
    template('AWS::Lambda::Function', { FunctionName: 'b' }),
    ['AWS::Lambda::Function It', 'changed', 'replace'],
  ],
  [
    'a version of the engine',
    template(cluster, { Engine: 'aurora-postgresql', EngineVersion: '15.16' }),
    template(cluster, { Engine: 'aurora-postgresql', EngineVersion: '15.17' }),
    [`${cluster} It`, 'changed', 'restart'],
  ],
  ['a cluster that goes', template(cluster, {}), [], [`${cluster} It`, 'removed', 'data risk']],
  [
    'a cluster that stays behind',
    template(cluster, {}, { DeletionPolicy: 'Retain' }),
    [{ path: 'cloudformation/data.template.json', content: '{"Resources":{}}' }],
    [`${cluster} It`, 'removed', 'data risk'],
  ],
  [
    'a role that stays behind',
    template('AWS::IAM::Role', {}, { DeletionPolicy: 'Retain' }),
    [{ path: 'cloudformation/data.template.json', content: '{"Resources":{}}' }],
    ['AWS::IAM::Role It', 'removed', 'replace'],
  ],
  [
    'another version of a function',
    template('AWS::Lambda::Version', { FunctionName: 'a', CodeSha256: 'a' }),
    template('AWS::Lambda::Version', { FunctionName: 'a', CodeSha256: 'b' }),
    ['AWS::Lambda::Version It', 'changed', 'safe'],
  ],
])('CloudFormation, %s', (_, before, after, change) => {
  expect(compare(before, after)).toEqual([change]);
});

const cache = 'AWS::ElastiCache::ReplicationGroup';
const lifecycle = (days?: number) =>
  days === undefined ? {} : { LifecycleConfiguration: { Rules: [{ Id: 'a', ExpirationInDays: days }] } };

/** What a property becomes, in place, and what that does. */
test.each<[string, string, object, object, Impact]>([
  ['backups for longer', cluster, { BackupRetentionPeriod: 7 }, { BackupRetentionPeriod: 8 }, 'safe'],
  ['backups for less long', cluster, { BackupRetentionPeriod: 7 }, { BackupRetentionPeriod: 6 }, 'data risk'],
  ['protection off', cluster, { DeletionProtection: true }, { DeletionProtection: false }, 'data risk'],
  ['protection on', cluster, { DeletionProtection: false }, { DeletionProtection: true }, 'safe'],
  ['an older engine', cluster, { EngineVersion: '15.17' }, { EngineVersion: '15.9' }, 'data risk'],
  ['a later engine', cluster, { EngineVersion: '15.9' }, { EngineVersion: '15.17' }, 'restart'],
  ['the next major', cluster, { EngineVersion: '15.17' }, { EngineVersion: '16.1' }, 'data risk'],
  ['EKS two minors up', 'AWS::EKS::Cluster', { Version: '1.34' }, { Version: '1.36' }, 'replace'],
  ['EKS one minor up', 'AWS::EKS::Cluster', { Version: '1.35' }, { Version: '1.36' }, 'safe'],
  ['EKS one minor down', 'AWS::EKS::Cluster', { Version: '1.36' }, { Version: '1.35' }, 'replace'],
  ['an older cache', cache, { EngineVersion: '8.2' }, { EngineVersion: '8.1' }, 'data risk'],
  ['a later cache', cache, { EngineVersion: '8.1' }, { EngineVersion: '8.2' }, 'restart'],
  ['snapshots for less long', cache, { SnapshotRetentionLimit: 7 }, {}, 'data risk'],
  ['snapshots from now on', cache, {}, { SnapshotRetentionLimit: 7 }, 'safe'],
  ['objects for less long', 'AWS::S3::Bucket', lifecycle(7), lifecycle(6), 'data risk'],
  ['objects no longer for ever', 'AWS::S3::Bucket', lifecycle(), lifecycle(7), 'data risk'],
  ['objects for ever', 'AWS::S3::Bucket', lifecycle(7), lifecycle(), 'safe'],
  [
    'versions no more',
    'AWS::S3::Bucket',
    { VersioningConfiguration: { Status: 'Enabled' } },
    { VersioningConfiguration: { Status: 'Suspended' } },
    'data risk',
  ],
  ['messages for less long', queue, { MessageRetentionPeriod: 600 }, { MessageRetentionPeriod: 60 }, 'data risk'],
  ['lines for less long', 'AWS::Logs::LogGroup', { RetentionInDays: 90 }, { RetentionInDays: 14 }, 'data risk'],
])('CloudFormation, in place: %s', (_, type, before, after, impact) => {
  expect(compare(template(type, before), template(type, after))).toEqual([[`${type} It`, 'changed', impact]]);
});

test('what goes with its stack from now on is a risk where it holds data, and nowhere else', () => {
  const policy = (type: string, DeletionPolicy: string) => template(type, {}, { DeletionPolicy });
  expect(compare(policy(cluster, 'Retain'), policy(cluster, 'Delete'))).toEqual([
    [`${cluster} It`, 'changed', 'data risk'],
  ]);
  expect(compare(policy(cluster, 'Delete'), policy(cluster, 'Retain'))).toEqual([[`${cluster} It`, 'changed', 'safe']]);
  expect(compare(policy('AWS::IAM::Role', 'Retain'), policy('AWS::IAM::Role', 'Delete'))).toEqual([
    ['AWS::IAM::Role It', 'changed', 'safe'],
  ]);
});

test('a resource that keeps its name is not replaced by CloudFormation, which refuses it', () => {
  const named = (DatabaseName: string, id: string) => template(cluster, { DatabaseName, DBClusterIdentifier: id });
  const reason = (before: readonly Artifact[], after: readonly Artifact[]) =>
    compareArtifacts(before, after, templateChanges).map(({ because }) => because);
  expect(reason(named('a', 'memorai'), named('b', 'memorai'))).toEqual([
    'CloudFormation refuses it, as a new one would have the same name, memorai: DatabaseName',
  ]);
  expect(reason(named('a', 'memorai'), named('b', 'other'))).toEqual([
    'CloudFormation makes a new one and deletes this: DatabaseName, DBClusterIdentifier',
  ]);
});

const postgres = (image: string) => composeFile({ services: { postgres: { image }, psql: { image } } });
test.each<[string, string, string, Impact]>([
  ['another major', 'pgvector/pgvector:0.8.1-pg15', 'pgvector/pgvector:0.8.1-pg17', 'data risk'],
  ['another major of the stock image', 'postgres:15.14', 'postgres:16.1', 'data risk'],
  ['the same major', 'postgres:15.14', 'pgvector/pgvector:0.8.1-pg15', 'restart'],
])('PostgreSQL on the data of %s', (_, before, after, impact) => {
  const changes = compare(postgres(before), postgres(after));
  expect(changes).toContainEqual(['service postgres', 'changed', impact]);
  expect(changes).toContainEqual(['service psql', 'changed', 'restart']);
});

test.each<[string, object, string]>([
  ['the database', { postgres: { provider: 'cluster', database: 'other' } }, 'postgres.database'],
  ['the collection', { qdrant: { provider: 'cluster', collection: 'other' } }, 'qdrant.collection'],
  ['the length of vectors', { qdrant: { provider: 'cluster', vectors: { size: 768 } } }, 'qdrant.vectors.size'],
])('%s that the stores hold is for life', (_, stores, path) => {
  const output = (config: object) => synthesize(resolvePlatform(compose({ stores: config })), { targets: ['compose'] });
  const changes = compareArtifacts(output({}), output(stores), templateChanges);
  const [first] = changes;
  expect([first?.subject, first?.impact, first?.fields.map((field) => field.path)]).toEqual([
    'what the stores hold',
    'data risk',
    [path],
  ]);
});

test('stacks of another region are new ones, and the old ones stay with their data', () => {
  const stacks = (zone: string) => [
    ...template('AWS::EC2::Subnet', { AvailabilityZone: zone }),
    {
      path: 'cloudformation/queue.template.json',
      content: JSON.stringify({ Resources: { Q: { Type: queue, Properties: { QueueName: zone } } } }),
    },
  ];
  const changes = compareArtifacts(stacks('us-east-1a'), stacks('eu-west-1a'), templateChanges);
  expect(changes.map(({ subject, impact, because }) => [subject, impact, because])).toEqual([
    [
      'stack queue',
      'data risk',
      'a new one is made in eu-west-1; that in us-east-1 stays until it is destroyed, and its data with it',
    ],
    ['stack data', 'replace', 'a new one is made in eu-west-1; that in us-east-1 stays until it is destroyed'],
  ]);
  expect(noticesOf(changes)).toEqual(['2 stacks are made anew in another region, and the data stays where it is']);
});

test('a change says why it is more than safe, and which of its fields it is', () => {
  const [change] = compareArtifacts(
    object('StatefulSet', { spec: { replicas: 3, template: { a: 1 } } }),
    object('StatefulSet', { spec: { replicas: 2, template: { a: 1 }, minReadySeconds: 5 } }),
    templateChanges,
  );
  expect(change).toEqual({
    file: 'kubernetes/x/StatefulSet.yaml',
    subject: 'StatefulSet it',
    action: 'changed',
    impact: 'data risk',
    because: 'members end, with what only they hold',
    fields: [
      { path: 'spec.minReadySeconds', after: 5, impact: 'safe', because: '' },
      {
        path: 'spec.replicas',
        before: 3,
        after: 2,
        impact: 'data risk',
        because: 'members end, with what only they hold',
      },
    ],
  });
});

test('the gravest comes first; comments and the order of keys do not count', () => {
  const before = [
    ...object('ConfigMap', { data: { a: '1' } }),
    ...object('StatefulSet', { spec: { replicas: 3, serviceName: 'a' } }),
  ];
  const after = [
    {
      path: 'kubernetes/x/ConfigMap.yaml',
      content: '# new\nmetadata: {namespace: n, name: it}\nkind: ConfigMap\ndata: {a: "2"}\n',
    },
    {
      path: 'kubernetes/x/StatefulSet.yaml',
      content: '# new\nspec: {serviceName: a, replicas: 2}\nkind: StatefulSet\nmetadata: {namespace: n, name: it}\n',
    },
  ];
  expect(compare(before, after)).toEqual([
    ['StatefulSet it', 'changed', 'data risk'],
    ['ConfigMap it', 'changed', 'safe'],
  ]);
});

test.each([
  ['production', production()],
  ['Compose', compose()],
])('an output and itself: nothing, %s', (_, config) => {
  const artifacts = synthesize(resolvePlatform(config));
  expect(artifacts.length).toBeGreaterThan(5);
  expect(compareArtifacts(artifacts, artifacts, templateChanges)).toEqual([]);
});

test('every file of an environment is in some change when it is new', () => {
  const artifacts = synthesize(resolvePlatform(production()));
  const files = new Set(compareArtifacts([], artifacts, templateChanges).map(({ file }) => file));
  expect(artifacts.filter(({ path }) => !files.has(path))).toEqual([]);
});
