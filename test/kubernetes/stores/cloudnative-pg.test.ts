import { checkOutput } from '../../../lib/check-output';
import { allObjects, field, find } from '../platforms';
import { containedPlatform } from './platforms';

const platform = containedPlatform({
  postgres: { provider: 'cluster', operator: 'cloudnative-pg', resources: { cpu: 2, memory: '4Gi' } },
});
const cluster = find(platform, 'Cluster', 'memorai-postgres');

test('services connect to the Service that follows the primary', () => {
  expect(platform.services.api?.settings).toContainEqual(
    expect.objectContaining({ name: 'DB_HOST', source: { from: 'literal', value: 'memorai-postgres-rw' } }),
  );
});

test.each([
  ['spec.instances', 3],
  ['spec.inheritedMetadata.labels', { app: 'memorai-postgres' }],
  ['spec.bootstrap.initdb.owner', 'memorai'],
  ['spec.bootstrap.initdb.secret.name', 'memorai-postgres-owner'],
  ['spec.superuserSecret.name', 'memorai-postgres-superuser'],
  ['spec.affinity.podAntiAffinityType', 'required'],
  ['spec.affinity.nodeSelector', { 'memorai.com/pool': 'database' }],
  ['spec.resources.limits', { cpu: '4', memory: '4Gi' }],
  [
    'spec.bootstrap.initdb.postInitApplicationSQL',
    [
      'CREATE EXTENSION IF NOT EXISTS "pg_stat_statements"',
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
      'CREATE EXTENSION IF NOT EXISTS "vector"',
    ],
  ],
])('%s is %j', (path, value) => {
  expect(field(cluster, path)).toEqual(value);
});

test('the library of pg_stat_statements is asked for in the words of the operator', () => {
  const parameters = field<Record<string, string>>(cluster, 'spec.postgresql.parameters');
  expect(parameters.shared_preload_libraries).toBeUndefined();
  expect(parameters['pg_stat_statements.track']).toBe('top');
  expect(parameters.shared_buffers).toBe('1024MB');
});

test('the Secret of the owner has the form that the operator reads', () => {
  expect(field(find(platform, 'ExternalSecret', 'memorai-postgres-owner'), 'spec.target.template')).toEqual({
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    type: 'kubernetes.io/basic-auth',
    metadata: { labels: { 'cnpg.io/reload': 'true' } },
    data: { username: 'memorai', password: '{{ .password }}' },
  });
});

test('the operator makes sets, budgets, Services and the service account itself', () => {
  const kinds = allObjects(platform)
    .filter(({ metadata }) => metadata.labels.app === 'memorai-postgres')
    .map(({ kind }) => kind);
  expect(kinds.filter((kind) => !/^(Secret|External)/.test(kind))).toEqual(['NetworkPolicy', 'Cluster']);
});

test('nothing of it breaks a rule of the output', () => {
  expect(checkOutput(platform).filter(({ severity }) => severity === 'error')).toEqual([]);
});

const withVolume = (volume: object) =>
  find(
    containedPlatform({ postgres: { provider: 'cluster', operator: 'cloudnative-pg', resources: { cpu: 2 }, volume } }),
    'Cluster',
    'memorai-postgres',
  );

test('its claims go with it, so tools that prune leave it unless they may go', () => {
  expect(cluster.metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
  expect(withVolume({ retain: false }).metadata.annotations).toBeUndefined();
});

test('the mode of its claims is that of the operator, unless the config says another', () => {
  expect(field(cluster, 'spec.storage.pvcTemplate')).toBeUndefined();
  expect(field(withVolume({ accessMode: 'ReadWriteOncePod' }), 'spec.storage.pvcTemplate')).toEqual({
    accessModes: ['ReadWriteOncePod'],
  });
});
