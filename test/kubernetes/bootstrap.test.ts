import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { resolvePlatform } from '../../lib/platform/resolve/index';
import { container, field, find, namesOf } from './platforms';

type Stores = NonNullable<PlatformConfig['stores']>;

const platformOf = (postgres: Stores['postgres'], version = '3.2.0') =>
  resolvePlatform({
    environment: 'development',
    version,
    domain: 'memorai.test',
    cluster: {},
    stores: { postgres, redis: { host: 'redis.internal' }, qdrant: { host: 'qdrant.internal' } },
  });
const platform = platformOf({ provider: 'cluster' });
const jobName = (of = platform) => namesOf(of, 'Job').find((name) => name.startsWith('memorai-bootstrap')) ?? 'none';
const job = find(platform, 'Job', jobName());

test('psql of the image of the server runs the script of the ConfigMap, once the server answers', () => {
  expect(container(job, 'image')).toBe('pgvector/pgvector:0.8.1-pg15');
  expect(container(job, 'command')).toEqual([
    '/bin/sh',
    '-c',
    'until pg_isready; do sleep 2; done; exec psql --no-psqlrc --quiet --file=/etc/memorai/bootstrap.sql',
  ]);
  expect(field(find(platform, 'ConfigMap', 'memorai-bootstrap'), 'data')).toEqual({
    'bootstrap.sql': expect.stringContaining('CREATE DATABASE "memorai" OWNER "memorai"'),
  });
  expect(container<object[]>(job, 'volumeMounts')).toContainEqual({
    name: 'script',
    mountPath: '/etc/memorai',
    readOnly: true,
  });
});

test('has the passwords that the server has, and no other', () => {
  const fromSecret = container<{ name: string; valueFrom?: { secretKeyRef: object } }[]>(job, 'env').flatMap(
    ({ name, valueFrom }) => (valueFrom === undefined ? [] : [[name, valueFrom.secretKeyRef]]),
  );
  expect(fromSecret).toEqual([
    ['PGPASSWORD', { name: 'memorai-postgres-secrets', key: 'POSTGRES_PASSWORD' }],
    ['DB_PASSWORD', { name: 'memorai-postgres-secrets', key: 'DB_PASSWORD' }],
    ['POSTGRES_MONITOR_PASSWORD', { name: 'memorai-postgres-secrets', key: 'POSTGRES_MONITOR_PASSWORD' }],
  ]);
});

test('reaches names and the database, nothing else', () => {
  const policy = find(platform, 'NetworkPolicy', 'memorai-bootstrap');
  expect(field(policy, 'spec.policyTypes')).toEqual(['Ingress', 'Egress']);
  expect(policy.spec).not.toHaveProperty('ingress');
  expect(field<object[]>(policy, 'spec.egress').slice(1)).toEqual([
    { to: [{ podSelector: { matchLabels: { app: 'memorai-postgres' } } }], ports: [{ protocol: 'TCP', port: 5432 }] },
  ]);
});

test('comes before the migration', () => {
  const components = kubernetesObjects(platform).map(({ component }) => component);
  expect(components.indexOf('48-bootstrap')).toBeGreaterThan(components.indexOf('40-network'));
  expect(components.indexOf('48-bootstrap')).toBeLessThan(components.indexOf('50-migration'));
});

test.each<[string, ReturnType<typeof platformOf>, boolean]>([
  ['another version of the application', platformOf({ provider: 'cluster' }, '3.3.0'), false],
  ['another schema', platformOf({ provider: 'cluster', schemas: ['memorai', 'audit'] }), true],
  ['an extension less', platformOf({ provider: 'cluster', extensions: { vector: false } }), true],
  ['another image', platformOf({ provider: 'cluster', image: 'pgvector/pgvector:0.8.0-pg15' }), true],
])('%s: a new Job: %#', (_, other, isNew) => {
  expect(jobName(other) !== jobName()).toBe(isNew);
});

test.each<[string, Stores['postgres']]>([
  ['an operator makes the database', { provider: 'cluster', operator: 'cloudnative-pg' }],
  ['somebody else runs the server', { provider: 'external', host: 'postgres.internal' }],
])('where %s there is nothing of it', (_, postgres) => {
  const names = kubernetesObjects(platformOf(postgres)).map(({ object }) => object.metadata.name);
  expect(names.filter((name) => name.includes('bootstrap'))).toEqual([]);
});
