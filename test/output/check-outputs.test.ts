import { existsSync } from 'node:fs';
import { checkOutputs } from '../../lib/output/check-outputs';
import { writeOutput } from '../../lib/output/write';
import { outputs, scratch } from './scratch';

const { root } = scratch();
const REMEDY = 'this is a fault of the renderer or construct that made it';

test.each([
  ['', 'is empty'],
  ['/etc/passwd', 'is absolute'],
  ['C:/x', 'is absolute'],
  ['c:x', 'is absolute'],
  ['a\\..\\b', 'holds a backslash'],
  ['a\0b', 'holds a control character'],
  ['a\nb', 'holds a control character'],
  ['a\ud800', 'holds half of a surrogate pair'],
  ['..', 'holds an empty, `.` or `..` part'],
  ['a/../../b', 'holds an empty, `.` or `..` part'],
  ['./a', 'holds an empty, `.` or `..` part'],
  ['a//b', 'holds an empty, `.` or `..` part'],
  ['a/', 'holds an empty, `.` or `..` part'],
  ['x'.repeat(256), 'is longer than 1000 bytes, or a part of it than 255'],
  ['é'.repeat(128), 'is longer than 1000 bytes, or a part of it than 255'],
  [`${'a/'.repeat(500)}a`, 'is longer than 1000 bytes, or a part of it than 255'],
  ['.synth.json', 'is reserved, .synth.json is the list of files we own'],
  ['.Synth.JSON', 'is reserved, .synth.json is the list of files we own'],
  ['.synth.json/a', 'is reserved, .synth.json is the list of files we own'],
])('path %j', (path, message) => {
  expect(() => writeOutput(root(), outputs({ e: { good: '1', [path]: '1' } }))).toThrow(
    new Error(`${JSON.stringify(`e/${path}`)}  ${message}; ${REMEDY}\noutput: nothing was changed`),
  );
  expect(existsSync(root())).toBe(false);
});

test.each(['..a', 'a..b/...', 'a/.synth.json', '.env', 'a b/ü', 'ab:c'])('path %j is accepted', (path) => {
  expect(() => checkOutputs(outputs({ e: { [path]: '1' } }))).not.toThrow();
});

test.each([
  ['', 'is empty'],
  ['..', 'is not the name of a folder; allowed is one name that does not start with a dot'],
  ['.memorai-staging', 'is not the name of a folder; allowed is one name that does not start with a dot'],
  ['a/b', 'is not the name of a folder; allowed is one name that does not start with a dot'],
  ['a\\b', 'holds a backslash'],
])('environment %j', (name, message) => {
  expect(() => writeOutput(root(), outputs({ [name]: {} }))).toThrow(
    new Error(`${JSON.stringify(name)}  ${message}; ${REMEDY}\noutput: nothing was changed`),
  );
});

test('everything that is wrong, at once', () => {
  const file = (path: string, content = '1') => ({ path, content });
  const wrong = new Map([
    [
      'e',
      [file('a'), file('a'), file('a'), file('b/c'), file('b'), file('B/d'), file('é'), file('e\u0301'), file('../x')],
    ],
    ['E', [file('half', '\udc00')]],
  ]);
  expect(() => writeOutput(root(), wrong)).toThrow(
    new Error(
      [
        `E  differs only in case or accents from e; ${REMEDY}`,
        `"e/../x"  holds an empty, \`.\` or \`..\` part; ${REMEDY}`,
        `e/a  is the path of two artifacts; ${REMEDY}`,
        `e/a  is the path of two artifacts; ${REMEDY}`,
        `e/B  differs only in case or accents from e/b; ${REMEDY}`,
        `e/e\u0301  differs only in case or accents from e/é; ${REMEDY}`,
        `e/b  is both a file and the folder of another artifact; ${REMEDY}`,
        `E/half  has content with half of a surrogate pair; ${REMEDY}`,
        'output: nothing was changed',
      ].join('\n'),
    ),
  );
  expect(existsSync(root())).toBe(false);
});
