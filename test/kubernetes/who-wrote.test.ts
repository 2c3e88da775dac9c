import { patchOf } from '../../lib/kubernetes/who-wrote';
import type { PatchOperation, SourcedPatch } from '../../lib/platform/types';

const target = { kind: 'Deployment', name: 'memorai-api' };
const merge = (index: number, change: Record<string, unknown>): SourcedPatch => ({
  target,
  merge: change,
  source: `patches[${index}]`,
});
const json = (index: number, ...operations: PatchOperation[]): SourcedPatch => ({
  target,
  json: operations,
  source: `patches[${index}]`,
});
const sources = ['extraObjects[0]', 'patches[0]', 'patches[1]'];
const image = 'spec.template.spec.containers[memorai-api].image';
const containers = (fields: object) => ({ spec: { template: { spec: { containers: [{ name: 'a', ...fields }] } } } });

test.each<[string, readonly SourcedPatch[], string, string | undefined]>([
  [
    'the first, where the second is about something else',
    [merge(0, containers({ image: 'x' })), merge(1, containers({ tty: true }))],
    image,
    'patches[0]',
  ],
  [
    'the last of two that say it',
    [merge(0, containers({ image: 'x' })), merge(1, containers({ image: 'y' }))],
    image,
    'patches[1]',
  ],
  [
    'one that says something in it',
    [merge(0, containers({ tty: true })), merge(1, { metadata: { labels: {} } })],
    'spec',
    'patches[0]',
  ],
  [
    'one that takes away what it leads through',
    [merge(0, { spec: { template: null } }), merge(1, {})],
    image,
    'patches[0]',
  ],
  [
    'an operation at the path',
    [json(0, { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'x' }), merge(1, {})],
    image,
    'patches[0]',
  ],
  [
    'an operation above the path',
    [json(0, { op: 'remove', path: '/spec/template' }), merge(1, {})],
    image,
    'patches[0]',
  ],
  [
    'an operation below the path',
    [json(0, { op: 'add', path: '/spec/paused', value: true }), merge(1, {})],
    'spec',
    'patches[0]',
  ],
  [
    'nobody, where an operation only looks',
    [json(0, { op: 'test', path: '/spec/paused', value: true }), merge(1, {})],
    'spec',
    undefined,
  ],
  [
    'nobody, where all are about something else',
    [merge(0, { spec: { paused: true } }), merge(1, {})],
    image,
    undefined,
  ],
])('%s', (_, patches, at, expected) => {
  expect(patchOf(sources, patches, at)).toBe(expected);
});
