import { fieldChanges } from '../../lib/diff/fields';

test.each([
  ['the same in another order', { a: 1, b: [{ name: 'x', v: 1 }] }, { b: [{ v: 1, name: 'x' }], a: 1 }, []],
  ['a value', { spec: { replicas: 2 } }, { spec: { replicas: 3 } }, [{ path: 'spec.replicas', before: 2, after: 3 }]],
  ['a value that is new', {}, { a: { b: 1 } }, [{ path: 'a', after: { b: 1 } }]],
  ['a value that is gone', { a: null }, {}, [{ path: 'a', before: null }]],
  [
    'an item in front of a list with names is one change',
    { env: [{ name: 'B', value: '1' }] },
    {
      env: [
        { name: 'A', value: '0' },
        { name: 'B', value: '1' },
      ],
    },
    [{ path: 'env[A]', after: { name: 'A', value: '0' } }],
  ],
  [
    'a list with names that is new stays a list',
    {},
    { env: [{ name: 'A', args: [{ name: 'x' }] }] },
    [{ path: 'env', after: [{ name: 'A', args: [{ name: 'x' }] }] }],
  ],
  [
    'templates of volumes are told apart by their metadata',
    { t: [{ metadata: { name: 'data' }, size: '1Gi' }] },
    { t: [{ metadata: { name: 'data' }, size: '2Gi' }] },
    [{ path: 't[data].size', before: '1Gi', after: '2Gi' }],
  ],
  [
    'keys of an ExternalSecret are told apart by the key that they become',
    { data: [{ secretKey: 'A', remoteRef: {} }, { secretKey: 'B' }] },
    { data: [{ secretKey: 'B' }] },
    [{ path: 'data[A]', before: { secretKey: 'A', remoteRef: {} } }],
  ],
  [
    'two items of one name are told apart by their place',
    { l: [{ name: 'a' }, { name: 'a', v: 1 }] },
    { l: [{ name: 'a' }, { name: 'a', v: 2 }] },
    [{ path: 'l[1].v', before: 1, after: 2 }],
  ],
  ['a list of plain values is one value', { a: ['x', 'y'] }, { a: ['y'] }, [{ path: 'a', before: 'x, y', after: 'y' }]],
  ['a map in place of a text', { a: 'x' }, { a: { b: 1 } }, [{ path: 'a', before: 'x', after: { b: 1 } }]],
])('%s', (_, before, after, changes) => {
  expect(fieldChanges(before, after)).toEqual(changes);
});
