import { strategicMerge } from '../../lib/kubernetes/strategic-merge';
import type { KubernetesObject } from '../../lib/kubernetes/typed';
import { field } from './platforms';

const object = (kind: string, apiVersion: string, fields: object): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'one', labels: {} },
  ...fields,
});

const pods = (spec: object) => object('Deployment', 'apps/v1', { spec: { template: { spec } } });
const podsAfter = (before: object, change: object) =>
  field(strategicMerge(pods(before), { spec: { template: { spec: change } } }), 'spec.template.spec');

test.each<[string, object, object, object]>([
  ['maps merge', { nodeSelector: { a: '1' } }, { nodeSelector: { b: '2' } }, { nodeSelector: { a: '1', b: '2' } }],
  [
    'null removes a field',
    { nodeSelector: { a: '1', b: '2' } },
    { nodeSelector: { a: null } },
    { nodeSelector: { b: '2' } },
  ],
  ['$patch: delete removes a map', { nodeSelector: { a: '1' } }, { nodeSelector: { $patch: 'delete' } }, {}],
  [
    '$patch: replace takes the whole map',
    { nodeSelector: { a: '1' } },
    { nodeSelector: { $patch: 'replace', b: '2' } },
    { nodeSelector: { b: '2' } },
  ],
  [
    'containers merge by name',
    { containers: [{ name: 'a', image: 'x', tty: true }] },
    { containers: [{ name: 'a', image: 'y' }, { name: 'b' }] },
    { containers: [{ name: 'a', image: 'y', tty: true }, { name: 'b' }] },
  ],
  [
    'an item with $patch: delete goes',
    { containers: [{ name: 'a' }, { name: 'b' }] },
    { containers: [{ name: 'a', $patch: 'delete' }] },
    { containers: [{ name: 'b' }] },
  ],
  [
    'an item with $patch: replace takes its place',
    { containers: [{ name: 'a', image: 'x' }] },
    { containers: [{ name: 'a', tty: true, $patch: 'replace' }] },
    { containers: [{ name: 'a', tty: true }] },
  ],
  [
    'environment merges by name, ports by number, mounts by path',
    {
      containers: [
        {
          name: 'a',
          env: [{ name: 'A', value: '1' }],
          ports: [{ containerPort: 80, name: 'http' }],
          volumeMounts: [{ mountPath: '/tmp', name: 'tmp' }],
        },
      ],
    },
    {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'B', value: '2' },
            { name: 'A', value: '3' },
          ],
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          volumeMounts: [{ mountPath: '/tmp', readOnly: true }],
        },
      ],
    },
    {
      containers: [
        {
          name: 'a',
          env: [
            { name: 'A', value: '3' },
            { name: 'B', value: '2' },
          ],
          ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
          volumeMounts: [{ mountPath: '/tmp', name: 'tmp', readOnly: true }],
        },
      ],
    },
  ],
  [
    'tolerations have no key',
    { tolerations: [{ key: 'a' }] },
    { tolerations: [{ key: 'b' }] },
    { tolerations: [{ key: 'b' }] },
  ],
  [
    'a list that is new',
    {},
    { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
    { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
  ],
])('%s', (_, before, change, after) => {
  expect(podsAfter(before, change)).toEqual(after);
});

test('Services merge their ports by number', () => {
  const before = object('Service', 'v1', { spec: { ports: [{ port: 80, name: 'http' }] } });
  expect(strategicMerge(before, { spec: { ports: [{ port: 80, name: 'web' }, { port: 81 }] } }).spec).toEqual({
    ports: [{ port: 80, name: 'web' }, { port: 81 }],
  });
});

test('the selector of a budget is replaced whole', () => {
  const before = object('PodDisruptionBudget', 'policy/v1', { spec: { selector: { matchLabels: { app: 'a' } } } });
  const after = strategicMerge(before, { spec: { selector: { matchLabels: { tier: 'b' } } } });
  expect(after.spec).toEqual({ selector: { matchLabels: { tier: 'b' } } });
});

test('of a custom kind every list is replaced', () => {
  const before = object('PodMonitor', 'monitoring.coreos.com/v1', { spec: { containers: [{ name: 'a' }] } });
  expect(strategicMerge(before, { spec: { containers: [{ name: 'b' }] } }).spec).toEqual({
    containers: [{ name: 'b' }],
  });
});

test('finalizers are put together', () => {
  const before = { ...object('ConfigMap', 'v1', {}), metadata: { name: 'one', labels: {}, finalizers: ['a/b'] } };
  expect(field(strategicMerge(before, { metadata: { finalizers: ['c/d', 'a/b'] } }), 'metadata.finalizers')).toEqual([
    'a/b',
    'c/d',
  ]);
});

test('neither the object nor the patch is changed', () => {
  const before = Object.freeze(pods(Object.freeze({ containers: Object.freeze([Object.freeze({ name: 'a' })]) })));
  const copy = structuredClone(before);
  strategicMerge(before, { spec: { template: { spec: { containers: [{ name: 'a', image: 'x' }] } } } });
  expect(before).toEqual(copy);
});

test.each<[string, object, string, string]>([
  [
    'an item without its key',
    { containers: [{ image: 'x' }] },
    'containers[0]',
    'needs name, by which the items of this list are matched',
  ],
  ['an item that is text', { containers: ['x'] }, 'containers[0]', 'must be a map with name'],
  [
    'a deletion of what is not there',
    { containers: [{ name: 'b', $patch: 'delete' }] },
    'containers[0]',
    'no item has name "b", so it cannot be deleted',
  ],
  ['null for what is not there', { nodeSelector: null }, 'nodeSelector', 'is not there, so null cannot remove it'],
  [
    '$patch: delete of what is not there',
    { affinity: { $patch: 'delete' } },
    'affinity',
    'is not there, so $patch: delete cannot remove it',
  ],
  [
    'another word of $patch',
    { affinity: { $patch: 'remove' } },
    'affinity.$patch',
    'must be delete, replace or merge, got "remove"',
  ],
  [
    'another directive',
    { $retainKeys: ['x'] },
    '$retainKeys',
    'is no directive that is known here; there are $patch: delete, replace and merge',
  ],
  [
    'a directive in a list that is replaced',
    { tolerations: [{ $patch: 'delete' }] },
    'tolerations[0].$patch',
    'has no meaning here: this list is replaced whole',
  ],
])('%s is refused with its place', (_, change, path, message) => {
  const failed = expect(() => podsAfter({ containers: [{ name: 'a' }] }, change));
  failed.toThrow(message);
  failed.toThrow(expect.objectContaining({ path: `merge.spec.template.spec.${path}` }));
});
