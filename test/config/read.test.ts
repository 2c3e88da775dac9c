import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigError } from '../../lib/config/errors';
import { readConfigFile } from '../../lib/config/read';
import { readYaml } from '../../lib/config/yaml-document';
import { issuesOf, readIn, scratchFolder } from './scratch';

const folder = scratchFolder();

const read = (text: string | Buffer) => {
  folder.write({ 'x.yaml': text });
  return readIn(folder.path, 'x.yaml');
};
const issues = (text: string | Buffer) => issuesOf(folder.path, () => read(text));

describe('values', () => {
  test.each([
    [
      'core schema, not YAML 1.1',
      'a: yes\nb: 012\nc: 2024-01-01\nd: 0x1F\ne: True\nf: ~\n',
      { a: 'yes', b: 12, c: '2024-01-01', d: 31, e: true, f: null },
    ],
    ['byte order mark and CRLF', '\ufeffa: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
    ['block text', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['flow map without values', '{a, b: }', { a: null, b: null }],
    ['anchors and aliases', 'a: &a [1]\nb: *a\n', { a: [1], b: [1] }],
    ['an anchor that is set again', 'a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
    ['an alias as a key', 'a: &a x\n*a : 1\n', { a: 'x', x: 1 }],
    [
      'merge keys: own value wins, in any order',
      'b: &b { x: 1, y: 1 }\na: { y: 2, <<: *b }\n',
      { b: { x: 1, y: 1 }, a: { x: 1, y: 2 } },
    ],
    ['merge keys: the first of a list wins', 'a: { <<: [{ x: 1 }, { x: 2, y: 2 }] }\n', { a: { x: 1, y: 2 } }],
    [
      'merge keys are one level deep',
      'b: &b { x: { p: 1 } }\na: { <<: *b, x: { q: 1 } }\n',
      { b: { x: { p: 1 } }, a: { x: { q: 1 } } },
    ],
    ['a quoted merge key is a key', '"<<": 1\n', { '<<': 1 }],
    ['core tags', 'a: !!str 5\nb: !!int 5\n', { a: '5', b: 5 }],
    ['YAML 1.2 by directive', '%YAML 1.2\n---\na: 1\n', { a: 1 }],
    ['an empty map', '{}', {}],
  ])('%s', (_, text, value) => {
    expect(read(text).value).toEqual(value);
  });

  test('of an alias are separate copies', () => {
    const { a, b } = read('a: &a { x: 1 }\nb: *a\n').value as Record<string, unknown>;
    expect(a).not.toBe(b);
  });

  test('keys of Object.prototype are plain keys', () => {
    const { value } = read('constructor: 1\ntoString: { a: 1 }\n');
    expect(Object.entries(value as object)).toEqual([
      ['constructor', 1],
      ['toString', { a: 1 }],
    ]);
  });
});

describe('refuses', () => {
  test.each<[string, string, string[]]>([
    [
      'an open bracket, where it opens',
      'a: 1\nb: [1, 2\nc: 3\n',
      ['x.yaml:2:4 syntax  | bracket is not closed, or what stands in it is not indented'],
    ],
    ['an open quote, where it opens', 'a: 1\nb: "x\nc: 1\n', ['x.yaml:2:4 syntax  | quote is not closed']],
    [
      'a line without a colon',
      'foo\nbar: 1\n',
      ['x.yaml:1:1 syntax  | a key must stand on one line; is a ":" or a quote missing?'],
    ],
    [
      'two colons',
      'a: b: c\n',
      [
        'x.yaml:1:4 syntax  | a map or list may not start here; is the indentation wrong, or does a value with ": " need quotes?',
      ],
    ],
    ['tabs', 'a:\n\tb: 1\n', ['x.yaml:2:1 syntax  | tab in the indentation; use spaces']],
    [
      'reserved characters',
      'a: @x\nb: `x`\n',
      [
        'x.yaml:1:4 syntax  | a value may not start with this character; put it in quotes',
        'x.yaml:2:4 syntax  | a value may not start with this character; put it in quotes',
      ],
    ],
    [
      'wrong escapes',
      'a: "\\d"\n',
      ['x.yaml:1:5 syntax  | unknown escape in double quotes; write "\\\\" for a backslash, or use single quotes'],
    ],
    [
      'wrong indentation',
      'a:\n    b: 1\n  c: 1\n',
      ['x.yaml:3:1 syntax  | wrong indentation; keys of one map and items of one list must start in the same column'],
    ],
    [
      'several documents',
      'a: 1\n---\nb: 2\n',
      ['x.yaml:2:1 syntax  | a second document starts here; a config is one document'],
    ],
    ['other directives', '%FOO\n---\na: 1\n', ['x.yaml:1:1 syntax  | only the directive "%YAML 1.2" is allowed']],
    ['YAML 1.1', '%YAML 1.1\n---\na: yes\n', ['x.yaml:1:1 syntax  | only the directive "%YAML 1.2" is allowed']],
    [
      'custom tags',
      'a: !foo 1\nb: !!binary aGk=\n',
      [
        'x.yaml:1:9 syntax a | custom tags are not allowed; write plain text, a number, a map or a list',
        'x.yaml:2:13 syntax b | custom tags are not allowed; write plain text, a number, a map or a list',
      ],
    ],
    ['a value that is not its tag', 'a: !!int abc\n', ['x.yaml:1:10 syntax a | value does not fit its tag']],
    [
      'duplicate keys',
      'a: { x: 1 }\nb:\n  c: 1\n  c: 2\na: 3\n',
      [
        'x.yaml:4:3 duplicate-key b.c | duplicate key; the first one is at line 3, column 3',
        'x.yaml:5:1 duplicate-key a | duplicate key; the first one is at line 1, column 1',
      ],
    ],
    [
      'a second merge key',
      'a:\n  <<: { x: 1 }\n  <<: { y: 1 }\n',
      ['x.yaml:3:3 duplicate-key a["<<"] | duplicate key; the first one is at line 2, column 3'],
    ],
    [
      'a merge of anything but maps',
      'a: { <<: 5 }\n',
      ['x.yaml:1:6 type a["<<"] | merge key << takes a map or a list of maps; put the key in quotes if it is a name'],
    ],
    [
      'keys that are not text',
      '1: a\ntrue: b\n: c\n? [x]\n: d\n',
      [
        'x.yaml:1:1 type  | key must be text, got 1; put it in quotes',
        'x.yaml:2:1 type  | key must be text, got true; put it in quotes',
        'x.yaml:3:1 type  | key is empty',
        'x.yaml:4:3 type  | key must be text, got a map or a list',
      ],
    ],
    ['__proto__', '__proto__: { x: 1 }\n', ['x.yaml:1:1 type  | key "__proto__" is not allowed']],
    ['unknown aliases', 'a: *x\nx: &x 1\n', ['x.yaml:1:4 syntax a | no anchor &x stands before this alias']],
    [
      'an anchor that holds itself',
      'a: &x\n  b: [*x]\n',
      ['x.yaml:2:7 syntax a.b[0] | alias *x stands inside its own anchor'],
    ],
    [
      'numbers that lose digits',
      'a: 12345678901234567890\n',
      ['x.yaml:1:4 value a | number has too many digits to be exact; put it in quotes'],
    ],
    ['deep nesting', `a: ${'['.repeat(80)}${']'.repeat(80)}\n`, ['x.yaml:1:68 syntax a | nested too deeply']],
    ['an empty file', '', ['x.yaml:1:1 file  | file is empty']],
    ['a file of comments', '# a: 1\n', ['x.yaml:1:1 file  | file is empty']],
    ['an empty document', '---\n', ['x.yaml:1:1 file  | file is empty']],
    ['a list', '# c\n- a\n', ['x.yaml:2:1 type  | must be a map, got a list']],
    ['a single value', 'a:b\n', ['x.yaml:1:1 type  | must be a map, got a single value']],
  ])('%s', (_, text, expected) => {
    expect(issues(text)).toEqual(expected);
  });

  test('a bomb of aliases, in no time', () => {
    const lines = [...'bcdefghijklm'].map((name, index) => {
      const before = 'abcdefghijkl'[index];
      return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
    });
    expect(issues(`a: &a [x]\n${lines.join('\n')}\n`)).toEqual([
      'x.yaml:6:20 syntax f[3] | aliases repeat more than 100000 values',
    ]);
  });

  test('a bomb of merge keys', () => {
    const keys = Array.from({ length: 2000 }, (_, index) => `  k${index}: 1`).join('\n');
    const merges = Array.from({ length: 2000 }, (_, index) => `m${index}: { <<: *a }`).join('\n');
    expect(issues(`a: &a\n${keys}\n${merges}\n`)).toEqual([
      expect.stringContaining('aliases repeat more than 100000 values'),
    ]);
  });

  test('text that is not UTF-8', () => {
    expect(issues(Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]))).toEqual(['x.yaml:1:1 file  | is not text in UTF-8']);
  });

  test('files that are not there, folders and other things', () => {
    mkdirSync(join(folder.path, 'folder.yaml'));
    symlinkSync('loop.yaml', join(folder.path, 'loop.yaml'));
    const failure = (name: string) => issuesOf(folder.path, () => readIn(folder.path, name));
    expect(failure('none.yaml')).toEqual(['none.yaml:1:1 file  | no such file']);
    expect(failure('folder.yaml')).toEqual(['folder.yaml:1:1 file  | is a folder, not a file']);
    expect(failure('loop.yaml')).toEqual(['loop.yaml:1:1 file  | symbolic links in a circle']);
    expect(issuesOf('/dev', () => readConfigFile('/dev/null'))).toEqual(['null:1:1 file  | is not a regular file']);
  });
});

describe('positions', () => {
  const text = '# c\nservices:\n  api:\n    uses: [a, b]\n    port:   1\nshared: &s { x: 1 }\nother: *s\n';

  test.each([
    [['services'], 'key', '2:1'],
    [['services'], 'value', '3:3'],
    [['services', 'api', 'port'], 'key', '5:5'],
    [['services', 'api', 'port'], 'value', '5:13'],
    [['services', 'api', 'uses', 1], 'key', '4:15'],
    [['services', 'api', 'missing', 'deeper'], 'key', '3:3'],
    [['missing'], 'key', '2:1'],
    [['services', 'api', 'uses', 7], 'value', '4:11'],
    [['services', 'constructor'], 'key', '2:1'],
    // An alias stands where it is used; what is inside stands where it is written.
    [['other'], 'value', '7:8'],
    [['other', 'x'], 'key', '6:14'],
  ] as const)('%j, its %s: %s', (path, of, place) => {
    const position = read(text).positionOf(path, of);
    expect(`${position?.line}:${position?.column}`).toBe(place);
  });

  test('are of the key unless asked otherwise, and name the file as given', () => {
    const { positionOf, files } = read(text);
    expect(positionOf(['services', 'api'])).toEqual({ file: join(folder.path, 'x.yaml'), line: 3, column: 3 });
    expect(files).toEqual([join(folder.path, 'x.yaml')]);
  });
});

describe('any text', () => {
  const words = [
    'a',
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '\t',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '<<',
    '? ',
    '!x ',
    '!!int ',
    '|',
    '>',
    '%',
    '#',
    '---\n',
    '...',
    '\\',
    '1',
    'null',
    ',',
    '\r\n',
    '\u0000',
    '\ufeff',
    '__proto__',
    'é',
  ];
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join('')),
  );

  test('is a value or a list of issues, each with a place and our words', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tree, issues: found } = readYaml(text, 'f');
        expect(tree !== undefined || found.length > 0).toBe(true);
        for (const { message, position } of found) {
          expect(message).toMatch(/^[^A-Z\n][^\n]*[^.\n]$/);
          expect(position?.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('is read or refused as a file too', () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(Object.getPrototypeOf(read(text).value)).toBe(Object.prototype);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
