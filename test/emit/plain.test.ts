import fc from 'fast-check';
import { toJson } from '../../lib/emit/json';
import { toPlain } from '../../lib/emit/plain';
import { toYaml } from '../../lib/emit/yaml';
import { jsonValue, shuffled } from './values';

const RULE = 'cannot be written; allowed are text, finite numbers, booleans, null, lists and plain objects';
const cyclic: { self?: unknown } = {};
cyclic.self = { back: [cyclic] };
class Point {
  readonly x = 1;
}

const REFUSED: readonly (readonly [name: string, value: unknown, message: string])[] = [
  ['undefined', undefined, `the value: undefined ${RULE}`],
  ['undefined in a list', { a: [1, undefined] }, `a[1]: undefined ${RULE}`],
  ['a hole in a list', { a: new Array(1) }, `a[0]: undefined ${RULE}`],
  ['NaN', { spec: { replicas: Number.NaN } }, `spec.replicas: NaN ${RULE}`],
  ['Infinity', [Number.POSITIVE_INFINITY], `[0]: Infinity ${RULE}`],
  ['-Infinity', [[Number.NEGATIVE_INFINITY]], `[0][0]: -Infinity ${RULE}`],
  ['-0', { 'a.b/c': -0 }, `["a.b/c"]: -0 ${RULE}`],
  ['bigint', { a: { 'b c': [1n] } }, `a["b c"][0]: a bigint ${RULE}`],
  ['a function', { toJSON: () => 1 }, `toJSON: a function ${RULE}`],
  ['a symbol', { a: Symbol('x') }, `a: a symbol ${RULE}`],
  ['a symbol as key', { a: { [Symbol('x')]: 1 } }, `a: a member named by a symbol ${RULE}`],
  ['a date', { at: new Date(0) }, `at: an instance of Date ${RULE}`],
  ['a map', { m: new Map() }, `m: an instance of Map ${RULE}`],
  ['a buffer', Buffer.from('a'), `the value: an instance of Buffer ${RULE}`],
  ['a class instance', [{ p: new Point() }], `[0].p: an instance of Point ${RULE}`],
  ['an object that inherits', Object.create({ a: 1 }), `the value: an instance of Object ${RULE}`],
  [
    'an instance of a class without a base',
    { p: Object.create(Object.create(null)) },
    `p: an instance of a class ${RULE}`,
  ],
  ['a boxed string', { s: Object('a') }, `s: an instance of String ${RULE}`],
  ['a lone high surrogate', { s: 'a\ud800' }, `s: half of a surrogate pair ${RULE}`],
  ['a lone low surrogate', { s: '\udc00\ud800' }, `s: half of a surrogate pair ${RULE}`],
  ['a lone surrogate in a key', { a: { '\udfff': 1 } }, `a["\\udfff"]: half of a surrogate pair ${RULE}`],
  ['a cycle', cyclic, `self.back[0]: a cycle ${RULE}`],
];

describe.each([
  ['toPlain', toPlain],
  ['toYaml', (value: unknown) => toYaml(value)],
  ['toJson', toJson],
])('%s refuses', (_, write) => {
  test.each(REFUSED)('%s', (_name, value, message) => {
    expect(() => write(value)).toThrow(new Error(message));
  });
});

describe('toPlain', () => {
  test('makes a copy with sorted keys and without undefined members', () => {
    const source = { b: [{ d: 1, c: undefined }], a: 'x' };
    expect(toPlain(source)).toStrictEqual(
      new Map<string, unknown>([
        ['a', 'x'],
        ['b', [new Map([['d', 1]])]],
      ]),
    );
    expect(source).toStrictEqual({ b: [{ d: 1, c: undefined }], a: 'x' });
  });

  test('takes objects without a prototype, and from another realm', () => {
    const bare = Object.assign(Object.create(null), { a: 1 });
    expect(toPlain([bare, structuredClone({ a: 1 })])).toStrictEqual([new Map([['a', 1]]), new Map([['a', 1]])]);
  });

  test('an object met twice, but not inside of itself, is no cycle', () => {
    const shared = {};
    expect(toPlain([shared, { shared }, shared])).toHaveLength(3);
  });

  test('__proto__ is a key like others', () => {
    const value = JSON.parse('{"b":1,"__proto__":{"x":2}}');
    expect(toJson(value)).toBe('{\n  "__proto__": {\n    "x": 2\n  },\n  "b": 1\n}\n');
    expect(toYaml(value)).toBe('__proto__:\n  x: 2\nb: 1\n');
  });
});

describe('toJson', () => {
  test('sorts keys, indents by two and ends with one newline', () => {
    expect(toJson({ b: [1, { d: null, c: [] }], a: {}, 10: 'x', 9: 'é"\n' })).toBe(`{
  "10": "x",
  "9": "é\\"\\n",
  "a": {},
  "b": [
    1,
    {
      "c": [],
      "d": null
    }
  ]
}
`);
  });

  test('drops members that are undefined', () => {
    expect(toJson({ a: undefined })).toBe('{}\n');
  });

  test('reads back as the same value', () => {
    fc.assert(fc.property(jsonValue, (value) => expect(JSON.parse(toJson(value))).toEqual(value)));
  });

  test('equals JSON.stringify where the keys are sorted already', () => {
    const value = { a: [1.5, 1e21, 'x\u2028'], b: { c: true } };
    expect(toJson(value)).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
  });

  test('shuffled keys give the same bytes', () => {
    fc.assert(fc.property(shuffled, ([one, other]) => toJson(one) === toJson(other)));
  });
});
