import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { plain, production, serverless } from '../support/configs';
import { issues } from '../support/issues';

/** What a person may write without types. */
const written = (part: object) => ({ ...production(), ...part }) as PlatformConfig;
const target = { kind: 'Deployment', name: 'memorai-api' };

test('by default nothing of it is there', () => {
  const { gitops, scrape, patches, extraObjects } = resolvePlatform(plain());
  expect({ gitops, scrape, patches, extraObjects }).toEqual({
    gitops: { tool: 'none' },
    scrape: { kind: 'none' },
    patches: [],
    extraObjects: [],
  });
});

test.each<[string, string, unknown, string]>([
  ['gitops.tool', 'default', 'none', 'kubectl, stage by stage'],
  ['monitoring.scrape', 'default', 'none', 'the cluster may have no scraper, or one with targets of its own'],
])('%s has its origin where it is absent', (path, kind, value, source) => {
  expect(resolvePlatform(plain()).origins[path]).toEqual({ value, origin: { kind, source } });
});

test('what is written has its place in the config', () => {
  const platform = resolvePlatform(
    plain({
      gitops: { tool: 'flux', source: { name: 'deployments' }, interval: '5m' },
      monitoring: { scrape: 'podMonitor', labels: { release: 'prometheus' } },
      patches: [{ target, merge: {} }],
      extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } }],
    }),
  );
  for (const path of [
    'gitops.tool',
    'gitops.source.name',
    'gitops.interval',
    'monitoring.scrape',
    'monitoring.labels',
    'patches[0]',
    'extraObjects[0]',
  ]) {
    expect(platform.origins[path]?.origin).toEqual({ kind: 'config', path });
  }
  expect(platform.origins['gitops.timeout']?.origin).toEqual({
    kind: 'derived',
    from: 'migration.deadline or a rollout, and 5 minutes',
  });
});

test.each<[string, object, string[]]>([
  [
    'another tool',
    { gitops: { tool: 'fluxcd' } },
    ['gitops.tool: must be one of none, argocd, flux; got "fluxcd"; did you mean "flux"?'],
  ],
  ['Flux without its source', { gitops: { tool: 'flux' } }, ['gitops.source: missing']],
  ['a key of the other tool', { gitops: { tool: 'argocd', interval: '5m' } }, ['gitops.interval: unknown key']],
  [
    'a repository that is no URL',
    { gitops: { tool: 'argocd', application: { repository: 'deployments' } } },
    [
      'gitops.application.repository: must be the URL of a repository, such as https://git.memorai.com/platform/deployments.git; got "deployments"',
    ],
  ],
  [
    'a path out of the repository',
    { gitops: { tool: 'flux', source: { name: 'a' }, path: 'a/../../b' } },
    ['gitops.path: must be a folder of the repository, such as dist/production/kubernetes; got "a/../../b"'],
  ],
  [
    'too short an interval',
    { gitops: { tool: 'flux', source: { name: 'a' }, interval: '1s' } },
    ['gitops.interval: must be at least 1m, got 1s'],
  ],
  [
    'another way to scrape',
    { monitoring: { scrape: 'podmonitor' } },
    [
      'monitoring.scrape: must be one of none, annotations, podMonitor, serviceMonitor; got "podmonitor"; did you mean "podMonitor"?',
    ],
  ],
  [
    'a label that the server refuses',
    { monitoring: { scrape: 'podMonitor', labels: { release: 'a b' } } },
    ['monitoring.labels.release: must be the value of a label, got "a b"'],
  ],
  [
    'an interval of annotations',
    { monitoring: { scrape: 'annotations', interval: '30s', labels: {} } },
    [
      'monitoring.interval: has no meaning when scrape is annotations: only a podMonitor or serviceMonitor has it; remove it',
      'monitoring.labels: has no meaning when scrape is annotations: only a podMonitor or serviceMonitor has it; remove it',
    ],
  ],
  ['a patch without a target', { patches: [{ merge: {} }] }, ['patches[0].target: missing']],
  ['a patch in both ways', { patches: [{ target, merge: {}, json: [] }] }, ['patches[0].json: unknown key']],
  [
    'another operation',
    { patches: [{ target, json: [{ op: 'delete', path: '/spec' }] }] },
    ['patches[0].json[0].op: must be one of add, replace, test, remove, move, copy; got "delete"'],
  ],
  [
    'a path that is no pointer',
    { patches: [{ target, json: [{ op: 'remove', path: 'spec.replicas' }] }] },
    [
      'patches[0].json[0].path: must be a JSON pointer such as /spec/template/spec/containers/0/image, got "spec.replicas"',
    ],
  ],
  [
    'an operation without a value',
    { patches: [{ target, json: [{ op: 'add', path: '/spec' }] }] },
    ['patches[0].json[0].value: missing'],
  ],
  [
    'an object without a name',
    { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }] },
    ['extraObjects[0].metadata.name: missing'],
  ],
  [
    'an object with a name in capitals',
    { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'One' } }] },
    ['extraObjects[0].metadata.name: must be a name of DNS: lower-case letters, digits, "-" and "."; got "One"'],
  ],
  [
    'an object of no API',
    { extraObjects: [{ apiVersion: 'apps', kind: 'configMap', metadata: { name: 'one' } }] },
    [
      'extraObjects[0].apiVersion: must be a version of an API, such as apps/v1; got "apps"',
      'extraObjects[0].kind: must be a kind such as ConfigMap, got "configMap"',
    ],
  ],
])('%s is refused', (_, part, expected) => {
  expect(issues(written(part))).toEqual(expected);
});

test.each<[string, object]>([
  ['gitops', { gitops: { tool: 'argocd' } }],
  ['monitoring', { monitoring: { scrape: 'annotations' } }],
  ['patches', { patches: [{ target, merge: {} }] }],
  ['extraObjects', { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } }] }],
])('%s has no meaning when serverless', (key, part) => {
  expect(issues({ ...serverless(), ...part })).toEqual([
    expect.stringMatching(new RegExp(`^${key}: has no meaning when deployment is serverless`)),
  ]);
});

test('a null in a patch is a value, and may be added', () => {
  const json = [{ op: 'add' as const, path: '/metadata/annotations', value: null }];
  expect(issues(production({ patches: [{ target, json }] }))).toEqual([]);
});

test('a secret in a patch is refused', () => {
  expect(issues(production({ patches: [{ target, merge: { data: { DB_PASSWORD: 'x1' } } }] }))).toEqual([
    expect.stringMatching(/^patches\[0\]\.merge\.data\.DB_PASSWORD: holds a value of the secret "DB_PASSWORD"/),
  ]);
});
