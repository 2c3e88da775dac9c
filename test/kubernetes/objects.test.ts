import { kubernetesObjects } from '../../lib/kubernetes/objects';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import { resolvePlatform } from '../../lib/platform/resolve/index';
import { allObjects, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const platform = platformWith();
const objects = allObjects(platform);
const identity = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`;

test('components come in the order of apply', () => {
  expect([...new Set(kubernetesObjects(platform).map(({ component }) => component))]).toEqual([
    '00-namespace',
    '10-access',
    '20-config',
    '30-secrets',
    '40-network',
    '50-migration',
    '60-api',
    '60-dashboard',
    '60-mcp',
    '60-worker',
    '65-exporters',
    '70-maintenance',
    '90-ingress',
  ]);
});

test('a service has its own component', () => {
  expect(
    kubernetesObjects(platform)
      .filter(({ component }) => component === '60-api')
      .map(({ object }) => identity(object)),
  ).toEqual([
    'Deployment memorai-api',
    'Service memorai-api-service',
    'HorizontalPodAutoscaler memorai-api-hpa',
    'PodDisruptionBudget memorai-api',
  ]);
});

test('a service that a team adds gets the same objects as the four', () => {
  const withReports = platformWith({ services: { reports: { port: 3010, uses: ['redis', 'queue.produce'] } } });
  const added = allObjects(withReports)
    .map(identity)
    .filter((one) => !objects.map(identity).includes(one));
  expect(added.sort()).toEqual([
    'Deployment memorai-reports',
    'ExternalSecret memorai-reports-secrets',
    'HorizontalPodAutoscaler memorai-reports-hpa',
    'NetworkPolicy memorai-reports',
    'PodDisruptionBudget memorai-reports',
    'SecretStore memorai-reports-parameters',
    'SecretStore memorai-reports-secrets',
    'Service memorai-reports-service',
    'ServiceAccount memorai-reports-sa',
  ]);
});

test('kind, namespace and name are unique', () => {
  const identities = objects.map(identity);
  expect(identities.filter((one, index) => identities.indexOf(one) !== index)).toEqual([]);
});

describe.each(objects.map((object) => [identity(object), object] as const))('%s', (_, object) => {
  test('has the six recommended labels', () => {
    expect(Object.keys(object.metadata.labels)).toEqual(
      expect.arrayContaining(
        ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((key) => `app.kubernetes.io/${key}`),
      ),
    );
  });

  test('has label values that the API takes', () => {
    for (const value of Object.values(object.metadata.labels)) {
      expect(value).toMatch(/^(?=.{1,63}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/);
    }
  });

  test('has a name that is a DNS label', () => {
    expect(object.metadata.name).toMatch(/^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
  });

  test('is in the namespace, unless it is one', () => {
    expect(object.metadata.namespace).toBe(object.kind === 'Namespace' ? undefined : 'memorai-production');
  });

  test('holds no undefined field', () => {
    expect(pathsOfUndefined(object)).toEqual([]);
  });
});

test.each([
  ['3.2.0', 'v3.2.0', '3.2.0'],
  ['2026.11.0-rc.1', 'v2026.11.0-rc.1', '2026.11.0-rc.1'],
  ['f3a9c1d', 'f3a9c1d', 'f3a9c1d'],
])('version %s is label %s on workloads', (version, label, recommended) => {
  const { labels } = find(platformWith({ version }), 'Deployment', 'memorai-api').metadata;
  expect([labels.version, labels['app.kubernetes.io/version']]).toEqual([label, recommended]);
});

test.each([
  ['a tag that is longer than a label', `r${'1'.repeat(100)}`, `r${'1'.repeat(62)}`],
  ['a tag that a label may not start with', '_edge', 'edge'],
  ['a tag that would end in a dot', `${'a'.repeat(62)}.1`, 'a'.repeat(62)],
])('%s is shortened', (_, tag, label) => {
  const { labels } = find(
    platformWith({ services: { api: { image: { tag } } } }),
    'Deployment',
    'memorai-api',
  ).metadata;
  expect([labels.version, labels['app.kubernetes.io/version']]).toEqual([label, label]);
});

test.each([
  ['name', 'memorai-production'],
  ['environment', 'production'],
  ['pod-security.kubernetes.io/enforce', 'restricted'],
  ['pod-security.kubernetes.io/enforce-version', 'v1.35'],
  ['pod-security.kubernetes.io/audit', 'restricted'],
  ['pod-security.kubernetes.io/warn', 'restricted'],
])('the namespace has label %s: %s', (key, value) => {
  expect(find(platform, 'Namespace', 'memorai-production').metadata.labels[key]).toBe(value);
});

test('without apiAccess nobody has a token, and there is no Role', () => {
  expect(namesOf(platform, 'Role')).toEqual([]);
  for (const name of namesOf(platform, 'ServiceAccount')) {
    expect(find(platform, 'ServiceAccount', name).automountServiceAccountToken).toBe(false);
  }
});

test('with apiAccess come the token of that service, a Role and its binding', () => {
  const withAccess = platformWith({ services: { worker: { apiAccess: true } } });
  expect(find(withAccess, 'ServiceAccount', 'memorai-worker-sa').automountServiceAccountToken).toBe(true);
  expect(
    field(find(withAccess, 'Deployment', 'memorai-worker'), 'spec.template.spec.automountServiceAccountToken'),
  ).toBe(true);
  expect(find(withAccess, 'Role', 'memorai-worker').rules).toEqual([
    { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
  ]);
  expect(find(withAccess, 'RoleBinding', 'memorai-worker')).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'memorai-worker' },
    subjects: [{ kind: 'ServiceAccount', name: 'memorai-worker-sa', namespace: 'memorai-production' }],
  });
  expect(namesOf(withAccess, 'Role')).toEqual(['memorai-worker']);
});

test('a serverless platform has no Kubernetes objects', () => {
  const serverless = resolvePlatform({
    environment: 'serverless',
    version: '3.2.0',
    domain: 'memorai.com',
    deployment: 'serverless',
    stores: {
      postgres: { provider: 'aurora' },
      redis: { host: 'redis.memorai.com' },
      qdrant: { host: 'q.memorai.com' },
    },
    aws: { region: 'us-east-1' },
  });
  expect(() => kubernetesObjects(serverless)).toThrow(
    'environment serverless is serverless: it has no Kubernetes objects',
  );
});

test('a platform without pools, ingress or migration has none of their objects', () => {
  const small = genericPlatform({
    migration: { enabled: false },
    services: { api: { expose: false }, dashboard: { expose: false } },
  });
  const kinds = new Set(allObjects(small).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    'ConfigMap',
    'Deployment',
    'HorizontalPodAutoscaler',
    'Namespace',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
    'ServiceAccount',
  ]);
});

function pathsOfUndefined(value: unknown, path = ''): string[] {
  if (value === undefined) {
    return [path];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => pathsOfUndefined(item, `${path}.${key}`))
    : [];
}
