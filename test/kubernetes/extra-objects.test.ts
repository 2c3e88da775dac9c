import { App } from 'cdk8s';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import { chartArtifacts, MemoraiChart } from '../../lib/kubernetes/memorai-chart';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { issuesFrom } from '../support/issues';
import { find, platformWith } from './platforms';

type Extra = NonNullable<PlatformConfig['extraObjects']>;

const quota = (metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team-quota', ...metadata },
  spec: { hard: { pods: '50' } },
});

const refusals = (...extraObjects: Extra): string[] =>
  issuesFrom(() => kubernetesObjects(platformWith({ extraObjects })));

test('it has our namespace and labels, and a component of its own', () => {
  const platform = platformWith({ extraObjects: [quota()] });
  const placed = kubernetesObjects(platform).at(-1);
  expect(placed?.component).toBe('80-extra');
  expect(placed?.object).toEqual({
    ...quota(),
    metadata: {
      name: 'team-quota',
      namespace: 'memorai-production',
      labels: {
        'app.kubernetes.io/component': 'extra',
        'app.kubernetes.io/instance': 'memorai-production',
        'app.kubernetes.io/managed-by': 'memorai-infra',
        'app.kubernetes.io/name': 'memorai',
        'app.kubernetes.io/part-of': 'memorai',
        'app.kubernetes.io/version': '3.2.0',
      },
    },
  });
});

test('it is in the kustomizations', () => {
  const artifacts = kubernetesArtifacts(platformWith({ extraObjects: [quota()] }));
  const contentOf = (path: string) => artifacts.find((artifact) => artifact.path === path)?.content;
  expect(contentOf('kubernetes/80-extra/kustomization.yaml')).toContain('- resourcequota-team-quota.yaml');
  expect(contentOf('kubernetes/stages/3-services/kustomization.yaml')).toContain('- "../../80-extra"');
});

test('its own namespace, labels and other metadata stay', () => {
  const metadata = {
    namespace: 'shared',
    labels: { team: 'search', 'app.kubernetes.io/part-of': 'search' },
    annotations: { a: 'b' },
    finalizers: ['team.example/keep'],
  };
  const object = find(platformWith({ extraObjects: [quota(metadata)] }), 'ResourceQuota', 'team-quota');
  expect(object.metadata).toMatchObject(metadata);
  expect(object.metadata.labels['app.kubernetes.io/instance']).toBe('memorai-production');
});

test.each<[string, Extra[number]]>([
  ['of a kind of the whole cluster', { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'one' } }],
  [
    'with namespace null',
    { apiVersion: 'team.example/v1', kind: 'Region', metadata: { name: 'one', namespace: null } },
  ],
])('an object %s has no namespace', (_, extra) => {
  expect(find(platformWith({ extraObjects: [extra] }), extra.kind, 'one').metadata).not.toHaveProperty('namespace');
});

test('Argo CD gets its wave', () => {
  const platform = platformWith({ extraObjects: [quota()], gitops: { tool: 'argocd' } });
  expect(find(platform, 'ResourceQuota', 'team-quota').metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '6',
  });
});

test('it takes patches', () => {
  const target = { kind: 'ResourceQuota', name: 'team-quota' };
  const platform = platformWith({
    extraObjects: [quota()],
    patches: [{ target, merge: { spec: { hard: { pods: '60' } } } }],
  });
  expect(find(platform, 'ResourceQuota', 'team-quota').spec).toEqual({ hard: { pods: '60' } });
  expect(kubernetesObjects(platform).at(-1)?.sources).toEqual(['extraObjects[0]', 'patches[0]']);
});

test.each<[string, Extra, string[]]>([
  [
    'a name of ours',
    [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'memorai-config' } }],
    [
      'extraObjects[0].metadata.name: ConfigMap memorai-config is already made by the library; give it another name, or change that one under patches',
    ],
  ],
  [
    'a name of ours in another version of its API',
    [{ apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'memorai-api' } }],
    [
      'extraObjects[0].metadata.name: Deployment memorai-api is already made by the library; give it another name, or change that one under patches',
    ],
  ],
  [
    'a name of each other',
    [quota(), quota()],
    [
      'extraObjects[1].metadata.name: ResourceQuota team-quota is already made by extraObjects[0]; give it another name, or change that one under patches',
    ],
  ],
  [
    'a namespace where there can be none',
    [{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'one', namespace: 'two' } }],
    ['extraObjects[0].metadata.namespace: a PersistentVolume belongs to the whole cluster; remove the namespace'],
  ],
])('%s is refused', (_, extraObjects, expected) => {
  expect(refusals(...extraObjects)).toEqual(expected);
});

test('a name of ours in another namespace is another object', () => {
  const extra = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'memorai-config', namespace: 'other' } };
  expect(refusals(extra)).toEqual([]);
  const platform = platformWith({ extraObjects: [extra] });
  const chart = new MemoraiChart(new App(), 'memorai', { platform });
  expect(chartArtifacts(chart)).toEqual(kubernetesArtifacts(platform));
});

test.each([
  ['data', { data: { a: 'aGVsbG8=' } }],
  ['stringData', { stringData: { a: 'hello' } }],
])('a Secret with %s is refused, and told where its values belong', (field, content) => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' }, ...content };
  expect(() => platformWith({ extraObjects: [secret] })).toThrow(
    `extraObjects[0].${field}  a Secret with values must not stand in a config; keep them in Secrets Manager, and write an ExternalSecret in its place`,
  );
});

test('where somebody else keeps the secrets it is told so', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' }, stringData: { a: 'hello' } };
  expect(() => platformWith({ extraObjects: [secret], secrets: { provider: 'existing' } })).toThrow(
    'make it in the cluster beside the others that secrets.provider existing expects, and refer to it by name',
  );
});

test.each<[string, Extra[number]]>([
  ['List', { apiVersion: 'v1', kind: 'List', metadata: { name: 'all' }, items: [quota()] }],
  ['ResourceQuotaList', { apiVersion: 'v1', kind: 'ResourceQuotaList', metadata: { name: 'all' }, items: [] }],
])('a %s is refused: nothing would look into it', (kind, list) => {
  expect(issuesFrom(() => platformWith({ extraObjects: [list] }))).toEqual([
    `extraObjects[0].kind: a ${kind} holds other objects, which nothing would look into; write each of its items as an object of its own under extraObjects`,
  ]);
});

test('a kind of a team may end as lists do', () => {
  const extra = { apiVersion: 'team.example/v1', kind: 'AllowList', metadata: { name: 'callers' }, spec: {} };
  expect(refusals(extra)).toEqual([]);
});
