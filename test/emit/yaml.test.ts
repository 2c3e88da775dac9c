import fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { toYaml } from '../../lib/emit/yaml';
import { NASTY_STRINGS } from './nasty-strings';
import { jsonValue, shuffled } from './values';

const READERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['yaml as 1.2', (text) => parse(text, { version: '1.2', merge: true })],
  ['yaml as 1.1', (text) => parse(text, { version: '1.1' })],
  ['js-yaml as 1.2', (text) => load(text, { schema: CORE_SCHEMA })],
  ['js-yaml as 1.1', (text) => load(text, { schema: YAML11_SCHEMA })],
];

describe('layout', () => {
  test('sorts keys, indents by two, writes long lines whole and ends with one newline', () => {
    const value = {
      list: ['a', ['b', []], { z: 1, y: {} }, []],
      empty: {},
      count: 2,
      none: null,
      on: true,
      text: 'two\n\n  lines\n',
      open: 'no final\nnewline',
      long: 'word '.repeat(40).trim(),
    };
    expect(toYaml(value, { header: ['generated from x.yaml, do not edit', '', '# as it is'] })).toBe(`\
# generated from x.yaml, do not edit
#
# # as it is
count: 2
empty: {}
list:
  - a
  - - b
    - []
  - "y": {}
    z: 1
  - []
long: ${'word '.repeat(40).trim()}
none: null
"on": true
open: |-
  no final
  newline
text: |
  two

    lines
`);
  });

  test('an object with apiVersion and kind starts with them and its metadata, and metadata with the name', () => {
    const container = { name: 'api', image: 'memorai/api' };
    const metadata = { labels: { name: 'x', app: 'api' }, annotations: {}, namespace: 'memorai', name: 'api' };
    const inner = { metadata: { name: 'inner', annotations: { a: 'b' } }, spec: { containers: [container] } };
    expect(toYaml({ spec: { template: inner }, data: {}, metadata, kind: 'Deployment', apiVersion: 'apps/v1' })).toBe(`\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: memorai
  annotations: {}
  labels:
    app: api
    name: x
data: {}
spec:
  template:
    metadata:
      annotations:
        a: b
      name: inner
    spec:
      containers:
        - image: memorai/api
          name: api
`);
  });

  test('a map without apiVersion is sorted, whatever its keys', () => {
    expect(toYaml({ name: 'a', metadata: { namespace: 'c', labels: 'b' }, kind: 'd' })).toBe(
      'kind: d\nmetadata:\n  labels: b\n  namespace: c\nname: a\n',
    );
  });

  test('sorts by code unit, also keys that look like numbers', () => {
    expect(toYaml({ b: 1, 9: 1, a: 1, 10: 1, B: 1, é: 1 })).toBe('"10": 1\n"9": 1\nB: 1\na: 1\nb: 1\n"é": 1\n');
  });

  test('writes a value twice where it is referred to twice', () => {
    const shared = { a: [1] };
    expect(toYaml({ x: shared, y: shared })).toBe('x:\n  a:\n    - 1\n"y":\n  a:\n    - 1\n');
  });

  test('drops members that are undefined', () => {
    expect(toYaml({ a: undefined, b: { c: undefined } })).toBe('b: {}\n');
  });

  test.each([
    [null, 'null\n'],
    [false, 'false\n'],
    ['a', 'a\n'],
    ['a\nb\n', '|\n  a\n  b\n'],
    [[], '[]\n'],
    [[1], '- 1\n'],
    [{}, '{}\n'],
    [1e21, '1.0e+21\n'],
    [-1.5e-7, '-1.5e-7\n'],
    [-1e-7, '-1.0e-7\n'],
    [0.1, '0.1\n'],
    [9007199254740991, '9007199254740991\n'],
  ])('%j alone', (value, expected) => {
    expect(toYaml(value)).toBe(expected);
  });

  test.each([
    ...[
      'memorai/api:3.2.0',
      'https://example.com:443/a?b=c&d#e',
      '500m',
      '1Gi',
      '30s',
      '10.0.0.0/8',
      '$(POD_IP)',
      '--flag=1',
    ],
    ...[
      '-c',
      '/live',
      'sum(rate(x{job="api"}[5m])) > 0.5',
      "it's",
      'a  b',
      'Deployment',
      'app.kubernetes.io/name',
      '8080/tcp',
    ],
  ])('%s stands bare', (text) => {
    expect(toYaml({ [text]: text })).toBe(`${text}: ${text}\n`);
  });

  test.each([
    ['yes', '"yes"'],
    ['3.2.0', '"3.2.0"'],
    ['2025-02-30', '"2025-02-30"'],
    ['0X1F', '"0X1F"'],
    ['1_0e3', '"1_0e3"'],
    ['a"b: c', '"a\\"b: c"'],
    ['a\u0085\u2028\ufeff\u202e\u00a0b', '"a\\u0085\\u2028\\ufeff\\u202e\\u00a0b"'],
    ['tab\there', '"tab\\there"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['trailing \nblank', '"trailing \\nblank"'],
    ['two ends\n\n', '"two ends\\n\\n"'],
    [' first\nline', '" first\\nline"'],
    ['日本', '"日本"'],
  ])('%j is quoted', (text, expected) => {
    expect(toYaml(text)).toBe(`${expected}\n`);
  });

  test.each(['a\nb', 'a\u2028b', 'a\0'])('a header line with %j is refused', (line) => {
    expect(() => toYaml({}, { header: [line] })).toThrow(
      `header: ${JSON.stringify(line)} cannot be a comment; allowed is one line without control characters`,
    );
  });
});

describe.each(READERS)('read back by %s', (_, read) => {
  test.each(NASTY_STRINGS)('%j', (text) => {
    expect(read(toYaml(text))).toBe(text);
    // As member, key, list item and deep inside; keys go through an object without a prototype's setters.
    const value = [{ member: text, list: [text, [text], { deep: { deeper: text } }] }, text];
    expect(read(toYaml(value))).toEqual(value);
    if (text !== '__proto__') {
      expect(read(toYaml({ [text]: { [text]: text }, list: [{ [text]: 1 }] }))).toEqual({
        [text]: { [text]: text },
        list: [{ [text]: 1 }],
      });
    }
  });

  test('any JSON value', () => {
    fc.assert(
      fc.property(jsonValue, (value) => expect(read(toYaml(value, { header: ['x'] }))).toEqual(value)),
      {
        numRuns: 500,
      },
    );
  });
});

describe('as text', () => {
  test('shuffled keys give the same bytes', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => toYaml(one) === toYaml(other)),
      { numRuns: 500 },
    );
  });

  test('holds no tab, carriage return, invisible character or blank at the end of a line', () => {
    for (const text of NASTY_STRINGS) {
      expect(toYaml({ [text]: [text] })).not.toMatch(/[^\P{Cc}\n\t]|[\u2028\u2029\ufeff\u200b\u202e]| \n|\n\n$/u);
    }
  });
});
