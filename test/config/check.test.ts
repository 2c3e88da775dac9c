import fc from 'fast-check';
import { z } from 'zod';
import { checkConfig } from '../../lib/config/check';
import { ConfigError } from '../../lib/config/errors';
import { memory, seconds } from '../../lib/config/units';
import { issuesOf, readIn, scratchFolder } from './scratch';

const folder = scratchFolder();

const schema = z.strictObject({
  name: z.string().regex(/^[a-z]+$/, { error: 'must be lower case' }),
  tier: z.enum(['minimum', 'recommended']).optional(),
  count: z.int().min(1).max(5).optional(),
  ratio: z.number().gt(0).lt(1).optional(),
  step: z.number().multipleOf(5).optional(),
  on: z.boolean().optional(),
  title: z.string().min(3).max(5).optional(),
  code: z.string().regex(/^\d+$/).optional(),
  mail: z.email().optional(),
  zones: z.array(z.string()).min(2).max(3).optional(),
  kind: z.literal('fixed').optional(),
  days: z.union([z.literal(1), z.literal(3), z.literal(7)]).optional(),
  expose: z.union([z.literal(false), z.strictObject({ host: z.string(), port: z.int().optional() })]).optional(),
  issuer: z
    .union([z.string().regex(/^[a-z]+$/, { error: 'must be a name' }), z.strictObject({ mail: z.string() })])
    .optional(),
  either: z.union([z.strictObject({ a: z.int(), b: z.int() }), z.strictObject({ c: z.int() })]).optional(),
  plain: z.union([z.string(), z.number(), z.boolean()]).optional(),
  store: z
    .discriminatedUnion('provider', [
      z.strictObject({ provider: z.literal('aurora'), readers: z.int().optional() }),
      z.strictObject({ provider: z.literal('external'), host: z.string() }),
    ])
    .optional(),
  pools: z
    .record(z.string().regex(/^[a-z]+$/, { error: 'must be a pool name' }), z.strictObject({ minNodes: z.int() }))
    .optional(),
  memory: memory().optional(),
  timeout: seconds({ max: 60 }).optional(),
  password: z.union([z.strictObject({ from: z.int() }), z.int()]).optional(),
});

const check = (value: unknown) => issuesOf('', () => checkConfig(schema, { value })).map((issue) => issue.slice(2));
const checkWith = (value: object) => check({ name: 'a', ...value });

test('hands back what the schema makes of the config', () => {
  expect(checkConfig(schema, { value: { name: 'a', memory: '1Gi', timeout: '1m' } })).toEqual({
    name: 'a',
    memory: 1024,
    timeout: 60,
  });
});

describe('one mistake', () => {
  test.each<[object, string]>([
    [{ teir: 1 }, 'unknown-key teir | unknown key; did you mean "tier"?'],
    [{ Tier: 1 }, 'unknown-key Tier | unknown key; did you mean "tier"?'],
    [{ somethingElse: 1 }, 'unknown-key somethingElse | unknown key'],
    [{ 'a b': 1 }, 'unknown-key ["a b"] | unknown key'],
    [
      { pools: { a: { min_nodes: 1, minNodes: 1 } } },
      'unknown-key pools.a.min_nodes | unknown key; did you mean "minNodes"?',
    ],
    [{ name: undefined }, 'missing name | missing'],
    [{ pools: { a: {} } }, 'missing pools.a.minNodes | missing'],
    [{ store: {} }, 'missing store.provider | missing; must be one of aurora, external'],
    [{ store: { provider: 'external' } }, 'missing store.host | missing'],
    [{ tier: 'minimun' }, 'value tier | must be one of minimum, recommended; got "minimun"; did you mean "minimum"?'],
    [{ tier: 'x' }, 'value tier | must be one of minimum, recommended; got "x"'],
    [{ tier: 5 }, 'type tier | must be one of minimum, recommended; got 5'],
    [{ kind: 'other' }, 'value kind | must be fixed, got "other"'],
    [
      { store: { provider: 'auroa' } },
      'value store.provider | must be one of aurora, external; got "auroa"; did you mean "aurora"?',
    ],
    [{ store: 'aurora' }, 'type store | must be a map, got "aurora"'],
    [{ store: { provider: 'aurora', host: 'x' } }, 'unknown-key store.host | unknown key'],
    [{ count: 'three' }, 'type count | must be a number, got "three"'],
    [{ count: '3' }, 'type count | must be a number, got "3"; remove the quotes'],
    [{ count: 2.5 }, 'value count | must be a whole number, got 2.5'],
    [{ count: 0 }, 'value count | must be at least 1, got 0'],
    [{ count: 6 }, 'value count | must be at most 5, got 6'],
    [{ ratio: 0 }, 'value ratio | must be more than 0, got 0'],
    [{ ratio: 1 }, 'value ratio | must be less than 1, got 1'],
    [{ ratio: Number.NaN }, 'value ratio | must be a number, got NaN'],
    [{ step: 3 }, 'value step | must be a multiple of 5, got 3'],
    [{ on: 'yes' }, 'type on | must be true or false, got "yes"'],
    [{ on: 'true' }, 'type on | must be true or false, got "true"; remove the quotes'],
    [{ name: 5 }, 'type name | must be text, got 5; put it in quotes'],
    [{ name: true }, 'type name | must be text, got true; put it in quotes'],
    [{ name: 'A' }, 'value name | must be lower case, got "A"'],
    [{ title: 'ab' }, 'value title | must have at least 3 characters, got "ab"'],
    [{ title: 'abcdef' }, 'value title | must have at most 5 characters, got "abcdef"'],
    [{ code: 'x' }, expect.stringMatching(/^value code \| must match .*\\d\+.*, got "x"$/)],
    [{ mail: 'x' }, 'value mail | must be a valid email, got "x"'],
    [{ zones: ['a'] }, 'value zones | must have at least 2 items, got 1'],
    [{ zones: ['a', 'b', 'c', 'd'] }, 'value zones | must have at most 3 items, got 4'],
    [{ zones: { a: 1 } }, 'type zones | must be a list, got a map'],
    [{ zones: ['a', 5] }, 'type zones[1] | must be text, got 5; put it in quotes'],
    [{ pools: [] }, 'type pools | must be a map, got a list'],
    [{ pools: null }, 'type pools | must be a map, got nothing; remove it or give it a value'],
    [{ pools: () => 1 }, 'type pools | must be a map, got a function'],
    [{ pools: { A: { minNodes: 1 } } }, 'value pools.A | key must be a pool name, got "A"'],
    [{ days: 2 }, 'value days | must be one of 1, 3, 7; got 2'],
    [{ days: '3' }, 'type days | must be one of 1, 3, 7; got "3"; did you mean "3"?'],
    [{ expose: true }, 'value expose | must be false or a map, got true'],
    [{ expose: { hots: 'a', host: 'a' } }, 'unknown-key expose.hots | unknown key; did you mean "host"?'],
    [{ issuer: 'A' }, 'value issuer | must be a name, got "A"'],
    [{ issuer: 5 }, 'type issuer | must be text or a map, got 5; put it in quotes'],
    [{ either: { a: 1, b: 'x' } }, 'type either.b | must be a number, got "x"'],
    [{ either: { c: 'x' } }, 'type either.c | must be a number, got "x"'],
    [{ plain: [] }, 'type plain | must be text, a number, true or false; got a list'],
    [{ memory: 512 }, 'type memory | must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb; got 512'],
    [{ memory: '512M' }, 'value memory | must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb; got "512M"'],
    [{ timeout: '2m' }, 'value timeout | must be at most 1m, got 2m'],
    [{ title: 'x'.repeat(50) }, `value title | must have at most 5 characters, got "${'x'.repeat(39)}…"`],
    [{ title: 'a\nbcdef' }, 'value title | must have at most 5 characters, got "a\\nbcdef"'],
  ])('%j', (value, expected) => {
    expect(checkWith(value)).toEqual([expected]);
  });

  test('a missing key says its form, where the schema has words for it', () => {
    const sized = z.strictObject({ size: memory() });
    expect(issuesOf('', () => checkConfig(sized, { value: {} }))).toEqual([
      '- missing size | missing; must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb',
    ]);
  });

  test.each([
    [null, 'must be a map, got nothing; remove it or give it a value'],
    ['text', 'must be a map, got "text"'],
    [[], 'must be a map, got a list'],
  ])('the config itself is %p', (value, message) => {
    expect(check(value)).toEqual([`type  | ${message}`]);
  });
});

describe('rules of the schema', () => {
  const ranged = z.strictObject({ min: z.int(), max: z.int() }).superRefine(({ min, max }, context) => {
    const message = `must be at most max (${max}), got ${min}`;
    if (min > max) context.addIssue({ code: 'custom', path: ['min'], message, params: { code: 'conflict' } });
    if (min === 0) context.addIssue({ code: 'custom', path: ['min'], message: 'must not be 0' });
    if (max === 99)
      context.addIssue({ code: 'custom', path: ['max'], message: 'odd', params: { code: 'no such code' } });
  });
  const found = (value: unknown) => issuesOf('', () => checkConfig(z.strictObject({ replicas: ranged }), { value }));

  test('keep their message and code', () => {
    expect(found({ replicas: { min: 5, max: 3 } })).toEqual([
      '- conflict replicas.min | must be at most max (3), got 5',
    ]);
  });

  test('have the code value without one of ours', () => {
    expect(found({ replicas: { min: 0, max: 99 } })).toEqual([
      '- value replicas.max | odd',
      '- value replicas.min | must not be 0',
    ]);
  });
});

describe('renamed keys', () => {
  const renamed = { size: 'tier', 'pools.*.min': 'pools.*.minNodes', name: 'never' };
  const found = (value: unknown) => issuesOf('', () => checkConfig(schema, { value }, renamed));

  test('say the new name, with the same key for a star', () => {
    expect(found({ name: 'a', size: 'x', pools: { big: { min: 1, minNodes: 1 } } })).toEqual([
      '- renamed-key pools.big.min | was renamed to "pools.big.minNodes"',
      '- renamed-key size | was renamed to "tier"',
    ]);
  });

  test('are looked at only where the schema does not know the key', () => {
    expect(found({ name: 'A', min: 1 })).toEqual([
      '- unknown-key min | unknown key',
      '- value name | must be lower case, got "A"',
    ]);
  });
});

describe('all at once', () => {
  test('by path, without a file', () => {
    expect(check({ zones: 1, count: 9, extra: 1 })).toEqual([
      'value count | must be at most 5, got 9',
      'unknown-key extra | unknown key',
      'missing name | missing',
      'type zones | must be a list, got 1',
    ]);
  });

  test('in the order of the file, each at its key; a missing key at what should hold it', () => {
    folder.write({
      'b.yaml': 'name: A\npools:\n  x: { minNodes: 1 }\n',
      'a.yaml': 'extends: b.yaml\nzones: 5\npools:\n  y:\n    {}\n  x: { minnodes: 2 }\ncount:   9\n',
    });
    const source = readIn(folder.path, 'a.yaml');
    expect(issuesOf(folder.path, () => checkConfig(schema, source))).toEqual([
      'a.yaml:2:1 type zones | must be a list, got 5',
      'a.yaml:4:3 missing pools.y.minNodes | missing',
      'a.yaml:6:8 unknown-key pools.x.minnodes | unknown key; did you mean "minNodes"?',
      'a.yaml:7:1 value count | must be at most 5, got 9',
      'b.yaml:1:1 value name | must be lower case, got "A"',
    ]);
  });
});

describe('secrets', () => {
  const wayOut =
    'a config must not hold a secret: keep the value in the secret store, and declare its name as { secret: true } under env of the service that reads it';

  test('are issues of a config that is right otherwise', () => {
    expect(checkWith({ issuer: 'x', plain: 'postgres://u:hunter2@db/x' })).toEqual([
      `secret plain | holds a URL with a password; ${wayOut}`,
    ]);
  });

  test('win over an unknown key at the same path', () => {
    expect(checkWith({ apiKey: 'hunter2' })).toEqual([
      `secret apiKey | holds a value of the secret "apiKey"; ${wayOut}`,
    ]);
  });

  test.each([
    [{ title: 'AKIAABCDEFGHIJKLMNOP' }],
    [{ count: 'AKIAABCDEFGHIJKLMNOP' }],
    [{ tier: 'sk-hunter2hunter2hunter2' }],
    [{ password: 'hunter2' }],
    [{ password: { from: 'hunter2' } }],
    [{ 'sk-hunter2hunter2hunter2': 1 }],
  ])('are never shown: %#', (value) => {
    const shown = checkWith(value).join('\n');
    expect(shown).not.toMatch(/hunter2|AKIA/);
    expect(shown).not.toBe('');
  });

  test('below a secret key are hidden', () => {
    expect(checkWith({ password: { from: 'hunter2' } })).toEqual([
      'type password.from | must be a number, got a hidden value',
    ]);
  });
});

test('any value gives a config or issues', () => {
  const keys = fc.constantFrom(...Object.keys(schema.shape), '__proto__', 'constructor', 'provider', 'x');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.anything({ maxDepth: 0 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 8 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      try {
        checkConfig(schema, { value });
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});
