import { App } from 'cdk8s';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import { chartArtifacts, MemoraiChart } from '../../lib/kubernetes/memorai-chart';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { jsonPatch, patch } from '../../lib/kubernetes/patch';
import type { ObjectPatch } from '../../lib/platform/types';
import { synthesize } from '../../lib/synthesize';
import { issuesFrom } from '../support/issues';
import { allObjects, container, field, find, genericPlatform, platformWith } from './platforms';

type Patches = NonNullable<PlatformConfig['patches']>;

const api = { kind: 'Deployment', name: 'memorai-api' };
const patched = (...patches: Patches) => platformWith({ patches });

/** What is said of a platform with these patches, as `path: message`. */
function refusals(...patches: Patches): string[] {
  const platform = patched(...patches);
  return issuesFrom(() => kubernetesObjects(platform));
}

test('without patches the objects are those of the library', () => {
  expect(allObjects(patched())).toEqual(allObjects(platformWith()));
});

test('a merge reaches the object, and no other', () => {
  const before = allObjects(platformWith());
  const after = allObjects(patched({ target: api, merge: { spec: { revisionHistoryLimit: 3 } } }));
  const different = after.filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index]));
  expect(different.map(({ metadata }) => metadata.name)).toEqual(['memorai-api']);
  expect(field(different[0], 'spec.revisionHistoryLimit')).toBe(3);
});

test('a merge by the key of a list leaves its other items', () => {
  const platform = patched({
    target: api,
    merge: { spec: { template: { spec: { containers: [{ name: 'memorai-api', tty: true }] } } } },
  });
  const object = find(platform, 'Deployment', 'memorai-api');
  expect(container(object, 'tty')).toBe(true);
  expect(container(object, 'image')).toBe(container(find(platformWith(), 'Deployment', 'memorai-api'), 'image'));
});

test('a JSON patch does each of its operations', () => {
  const platform = patched({
    target: api,
    json: [
      { op: 'test', path: '/spec/selector/matchLabels/app', value: 'memorai-api' },
      { op: 'add', path: '/metadata/annotations', value: { 'team.example/owner': 'search' } },
      { op: 'copy', from: '/metadata/labels/app', path: '/metadata/annotations/copied' },
      { op: 'replace', path: '/spec/revisionHistoryLimit', value: 2 },
      { op: 'remove', path: '/spec/progressDeadlineSeconds' },
    ],
  });
  const object = find(platform, 'Deployment', 'memorai-api');
  expect(object.metadata.annotations).toEqual({ 'team.example/owner': 'search', copied: 'memorai-api' });
  expect(field(object, 'spec.revisionHistoryLimit')).toBe(2);
  expect(field(object, 'spec.progressDeadlineSeconds')).toBeUndefined();
});

test('patches of one object follow each other', () => {
  const platform = patched(
    { target: api, merge: { spec: { revisionHistoryLimit: 3 } } },
    { target: api, json: [{ op: 'test', path: '/spec/revisionHistoryLimit', value: 3 }] },
  );
  const placed = kubernetesObjects(platform).find(({ sources }) => sources !== undefined);
  expect(placed?.sources).toEqual(['patches[0]', 'patches[1]']);
});

test('a patch sees what Argo CD reads', () => {
  const platform = platformWith({
    gitops: { tool: 'argocd' },
    patches: [{ target: api, merge: { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '7' } } } }],
  });
  expect(find(platform, 'Deployment', 'memorai-api').metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '7',
  });
});

test('a patched Job is called by the name without its hash, and gets another hash', () => {
  const nameOf = (platform = platformWith()) =>
    allObjects(platform).find(({ kind }) => kind === 'Job')?.metadata.name ?? '';
  const merge = { spec: { backoffLimit: 0 } };
  const after = nameOf(patched({ target: { kind: 'Job', name: 'memorai-migrate' }, merge }));
  expect(after).toMatch(/^memorai-migrate-[0-9a-f]{8}$/);
  expect(after).not.toBe(nameOf());
  expect(nameOf(patched({ target: { kind: 'Job', name: nameOf() }, merge }))).toBe(after);
});

test('a patched ConfigMap rolls the pods that read it, and no others', () => {
  const hashes = (platform = platformWith()) =>
    allObjects(platform)
      .filter(({ kind, metadata }) => kind === 'Deployment' && !metadata.name.endsWith('-exporter'))
      .map(
        (object) =>
          field<Record<string, string>>(object, 'spec.template.metadata.annotations')['memorai.com/config-hash'],
      );
  const target = { kind: 'ConfigMap', name: 'memorai-config' };
  const [one, other] = ['1', '2'].map((value) => hashes(patched({ target, merge: { data: { TEAM_FLAG: value } } })));
  for (const [index, hash] of hashes().entries()) {
    expect(new Set([hash, one?.[index], other?.[index]]).size).toBe(3);
  }
  expect(hashes(patched({ target: api, merge: { spec: { revisionHistoryLimit: 3 } } }))).toEqual(hashes());
});

test.each<[string, Patches[number], string]>([
  [
    'a name that nothing has',
    { target: { kind: 'Deployment', name: 'memorai-apy' }, merge: {} },
    'patches[0].target.name: no Deployment has this name; did you mean "memorai-api"?',
  ],
  [
    'a name that is near none',
    { target: { kind: 'Deployment', name: 'x' }, merge: {} },
    'patches[0].target.name: no Deployment has this name; there are memorai-api, memorai-dashboard, memorai-mcp, memorai-worker, memorai-postgres-exporter, memorai-redis-exporter',
  ],
  [
    'a kind that nothing has',
    { target: { kind: 'Deploymnt', name: 'memorai-api' }, merge: {} },
    'patches[0].target.kind: no object is of kind Deploymnt; did you mean "Deployment"?',
  ],
  [
    'another version',
    { target: { ...api, apiVersion: 'apps/v2' }, merge: {} },
    'patches[0].target.apiVersion: is apps/v1, got "apps/v2"',
  ],
  [
    'a path that is not there',
    { target: api, json: [{ op: 'replace', path: '/spec/replica', value: 2 }] },
    'patches[0].json[0]: replace: nothing is at /spec/replica',
  ],
  [
    'a removal of what is not there',
    { target: api, json: [{ op: 'remove', path: '/spec/template/spec/containers/7' }] },
    'patches[0].json[0]: remove: nothing is at /spec/template/spec/containers/7',
  ],
  [
    'an addition into what is not there',
    { target: api, json: [{ op: 'add', path: '/metadata/annotations/a', value: 'b' }] },
    'patches[0].json[0]: add: nothing can be added at /metadata/annotations/a: the map or list that should hold it is not there',
  ],
  [
    'an addition beyond the end',
    { target: api, json: [{ op: 'add', path: '/spec/template/spec/containers/7', value: {} }] },
    'patches[0].json[0]: add: /spec/template/spec/containers/7 is beyond the end of the list; "-" as the last step appends',
  ],
  [
    'a step into a list that is no index',
    { target: api, json: [{ op: 'add', path: '/spec/template/spec/containers/last', value: {} }] },
    'patches[0].json[0]: add: /spec/template/spec/containers/last does not end with an index of the list, or "-"',
  ],
  [
    'a source that is not there',
    { target: api, json: [{ op: 'move', from: '/spec/nothing', path: '/spec/something' }] },
    'patches[0].json[0]: move: nothing is at /spec/nothing, from where it should be taken',
  ],
  [
    'a test that fails',
    {
      target: api,
      json: [
        { op: 'test', path: '/spec/revisionHistoryLimit', value: 5 },
        { op: 'test', path: '/spec/selector/matchLabels/app', value: 'memorai-apis' },
      ],
    },
    'patches[0].json[1]: test: test failed: /spec/selector/matchLabels/app has another value, or none',
  ],
  [
    'a merge that cannot be done',
    { target: api, merge: { spec: { paused: null } } },
    'patches[0].merge.spec.paused: is not there, so null cannot remove it',
  ],
  [
    'a merge without a value',
    { target: api, merge: {} },
    'patches[0].merge: changes nothing of Deployment memorai-api: it has no value in it; say what shall be otherwise, or remove the patch',
  ],
  [
    'a merge of empty maps',
    { target: api, merge: { spec: { template: {} } } },
    'patches[0].merge: changes nothing of Deployment memorai-api: it has no value in it; say what shall be otherwise, or remove the patch',
  ],
  [
    'another name',
    { target: api, merge: { metadata: { name: 'other' } } },
    'patches[0]: metadata.name must stay as it is: the object would be another one',
  ],
  [
    'another namespace',
    { target: api, json: [{ op: 'replace', path: '/metadata/namespace', value: 'other' }] },
    'patches[0]: metadata.namespace must stay as it is: the object would be another one',
  ],
  [
    'another kind',
    { target: api, merge: { kind: 'DaemonSet' } },
    'patches[0]: kind must stay as it is: the object would be another one',
  ],
  [
    'no name at all',
    { target: api, json: [{ op: 'remove', path: '/metadata' }] },
    'patches[0]: metadata.name must stay as it is: the object would be another one',
  ],
])('%s is refused', (_, one, refusal) => {
  expect(refusals(one)).toEqual([refusal]);
});

test('all that is wrong is said at once', () => {
  expect(
    refusals(
      { target: { kind: 'Deployment', name: 'x' }, merge: {} },
      { target: api, merge: { metadata: { name: 'other' } } },
      { target: api, json: [{ op: 'remove', path: '/spec/nothing' }] },
    ).map((refusal) => refusal.replace(/: .*/, '')),
  ).toEqual(['patches[0].target.name', 'patches[1]', 'patches[2].json[0]']);
});

test('two objects of one kind and name are told apart by apiVersion', () => {
  const extraObjects = [{ apiVersion: 'team.example/v1', kind: 'Service', metadata: { name: 'memorai-api-service' } }];
  const target = { kind: 'Service', name: 'memorai-api-service' };
  const merge = { metadata: { annotations: { a: 'b' } } };
  const ambiguous = genericPlatform({ extraObjects, patches: [{ target, merge }] });
  expect(() => kubernetesObjects(ambiguous)).toThrow(
    '2 objects are called Service memorai-api-service; say which with apiVersion',
  );
  const exact = genericPlatform({ extraObjects, patches: [{ target: { ...target, apiVersion: 'v1' }, merge }] });
  expect(find(exact, 'Service', 'memorai-api-service').metadata.annotations).toEqual({ a: 'b' });
});

describe('in code', () => {
  const change = patch('Deployment', 'memorai-api', {
    spec: { revisionHistoryLimit: 3, progressDeadlineSeconds: null },
  });
  const platform = platformWith();
  const expected = kubernetesArtifacts(platformWith({ patches: [change as Patches[number]] }));

  test('synthesize takes it', () => {
    expect(synthesize(platform, { targets: ['kubernetes'], patches: [change] })).toEqual(
      [...expected].sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  test('the chart takes it', () => {
    const chart = new MemoraiChart(new App(), 'memorai', { platform, patches: [change] });
    expect(chartArtifacts(chart)).toEqual(expected);
  });

  test('a JSON patch is written the same way', () => {
    const one = jsonPatch('Deployment', 'memorai-api', { op: 'replace', path: '/spec/revisionHistoryLimit', value: 3 });
    const chart = new MemoraiChart(new App(), 'memorai', { platform, patches: [one] });
    expect(field(chart.object('Deployment', 'memorai-api').toJson(), 'spec.revisionHistoryLimit')).toBe(3);
  });

  test('a custom kind takes any field', () => {
    const one: ObjectPatch = patch('ExternalSecret', 'memorai-api-secrets', { spec: { refreshInterval: '60s' } });
    const chart = new MemoraiChart(new App(), 'memorai', { platform, patches: [one] });
    expect(field(chart.object('ExternalSecret', 'memorai-api-secrets').toJson(), 'spec.refreshInterval')).toBe('60s');
  });

  test('one that hits nothing says which option it is', () => {
    expect(() => synthesize(platform, { patches: [patch('Deployment', 'x', {})] })).toThrow(
      /^options\.patches\[0\]\.target\.name {2}no Deployment has this name/,
    );
  });
});
