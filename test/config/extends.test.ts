import { join, relative } from 'node:path';
import { readConfigFile } from '../../lib/config/read';
import { issuesOf, readIn, scratchFolder } from './scratch';

const folder = scratchFolder();
const read = (files: Record<string, string>) => {
  folder.write(files);
  return readIn(folder.path, 'a.yaml');
};
const issues = (files: Record<string, string>) => issuesOf(folder.path, () => read(files));

describe('layers', () => {
  test.each<[string, Record<string, string>, unknown]>([
    [
      'maps merge',
      { 'b.yaml': 'm: { x: 1, y: { p: 1 } }\n', 'a.yaml': 'extends: b.yaml\nm: { y: { q: 2 } }\n' },
      { m: { x: 1, y: { p: 1, q: 2 } } },
    ],
    ['lists replace', { 'b.yaml': 'l: [1, 2]\n', 'a.yaml': 'extends: b.yaml\nl: [3]\n' }, { l: [3] }],
    [
      'kinds replace each other',
      { 'b.yaml': 'm: { x: 1 }\nn: 1\n', 'a.yaml': 'extends: b.yaml\nm: 1\nn: { x: 1 }\n' },
      { m: 1, n: { x: 1 } },
    ],
    [
      'null takes back',
      { 'b.yaml': 'm: { x: 1, y: 1 }\nn: 1\n', 'a.yaml': 'extends: b.yaml\nm: { x: null }\nn: ~\n' },
      { m: { y: 1 } },
    ],
    [
      'null stays where there is nothing to take back',
      { 'b.yaml': 'm: 1\n', 'a.yaml': 'extends: b.yaml\nn: null\n' },
      { m: 1, n: null },
    ],
    ['null of a file that extends nothing stays', { 'a.yaml': 'm: null\n' }, { m: null }],
    [
      'later files lie over earlier ones',
      { 'b.yaml': 'x: b\ny: b\nz: b\n', 'c.yaml': 'x: c\ny: c\n', 'a.yaml': 'extends: [b.yaml, c.yaml]\nx: a\n' },
      { x: 'a', y: 'c', z: 'b' },
    ],
    [
      'a chain',
      { 'c.yaml': 'x: c\ny: c\n', 'b.yaml': 'extends: c.yaml\nx: b\n', 'a.yaml': 'extends: b.yaml\nz: a\n' },
      { x: 'b', y: 'c', z: 'a' },
    ],
    [
      'a base that two extend',
      {
        'd.yaml': 'x: d\n',
        'b.yaml': 'extends: d.yaml\ny: b\n',
        'c.yaml': 'extends: d.yaml\nz: c\n',
        'a.yaml': 'extends: [b.yaml, c.yaml]\n',
      },
      { x: 'd', y: 'b', z: 'c' },
    ],
    [
      'names are relative to the file that says them',
      {
        'base/b.yaml': 'extends: ../other/c.yaml\nx: b\n',
        'other/c.yaml': 'y: c\n',
        'a.yaml': 'extends: base/b.yaml\n',
      },
      { x: 'b', y: 'c' },
    ],
    ['only the top level extends', { 'a.yaml': 'm: { extends: b.yaml }\n' }, { m: { extends: 'b.yaml' } }],
  ])('%s', (_, files, value) => {
    expect(read(files).value).toEqual(value);
  });

  test('an absolute name', () => {
    folder.write({ 'b.yaml': 'x: 1\n' });
    expect(read({ 'a.yaml': `extends: ${join(folder.path, 'b.yaml')}\n` }).value).toEqual({ x: 1 });
  });
});

test('positions point into the file where the value is written', () => {
  folder.write({ 'base/b.yaml': '\nm:\n  x: 1\n  z: 1\n', 'a.yaml': 'extends: base/b.yaml\nm:\n  y: 1\n  z: 2\n' });
  const name = relative(process.cwd(), join(folder.path, 'a.yaml'));
  const base = join(name, '../base/b.yaml');
  const source = readConfigFile(name);
  const place = (...path: string[]) => source.positionOf(path);
  expect(place('m', 'x')).toEqual({ file: base, line: 3, column: 3 });
  expect(place('m', 'y')).toEqual({ file: name, line: 3, column: 3 });
  expect(place('m', 'z')).toEqual({ file: name, line: 4, column: 3 });
  expect(place('m', 'missing')).toEqual({ file: name, line: 2, column: 1 });
  expect(source.files).toEqual([name, base]);
});

describe('refuses', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'a file that extends itself',
      { 'a.yaml': 'extends: a.yaml\n' },
      ['a.yaml:1:10 file extends | a.yaml: extends itself (a.yaml -> a.yaml)'],
    ],
    [
      'a circle',
      { 'c.yaml': 'extends: a.yaml\n', 'b.yaml': 'x: 1\nextends: [c.yaml]\n', 'a.yaml': 'extends: b.yaml\n' },
      ['c.yaml:1:10 file extends | a.yaml: extends itself (a.yaml -> b.yaml -> c.yaml -> a.yaml)'],
    ],
    [
      'a missing base, where it is named',
      { 'a.yaml': 'x: 1\nextends:\n  - none.yaml\n' },
      ['a.yaml:3:5 file extends[0] | none.yaml: no such file'],
    ],
    [
      'anything but names',
      { 'a.yaml': 'extends: { b: 1 }\n' },
      ['a.yaml:1:10 type extends | must name a file, or a list of files'],
    ],
    [
      'an item that is no name',
      { 'b.yaml': 'x: 1\n', 'a.yaml': 'extends: [b.yaml, 5, ""]\n' },
      [
        'a.yaml:1:19 type extends[1] | must name a file, or a list of files',
        'a.yaml:1:22 type extends[2] | must name a file, or a list of files',
      ],
    ],
    [
      'a key without a value over a base',
      { 'b.yaml': 'm: { x: 1 }\n', 'a.yaml': 'extends: b.yaml\nm:\n#  x: 2\n' },
      [
        'a.yaml:2:1 value m | has no value; write null to take back what the extended file says, or {} for an empty map',
      ],
    ],
    [
      'the mistakes of all files at once',
      { 'b.yaml': 'x: 1\nx: 2\n', 'c.yaml': '- 1\n', 'a.yaml': 'extends: [b.yaml, c.yaml, none.yaml]\ny: 1\ny: 2\n' },
      [
        'a.yaml:3:1 duplicate-key y | duplicate key; the first one is at line 2, column 1',
        'b.yaml:2:1 duplicate-key x | duplicate key; the first one is at line 1, column 1',
        'c.yaml:1:1 type  | must be a map, got a list',
        'a.yaml:1:27 file extends[2] | none.yaml: no such file',
      ],
    ],
    [
      'a mistake in a base that two extend, once',
      {
        'd.yaml': 'x: *y\n',
        'b.yaml': 'extends: d.yaml\n',
        'c.yaml': 'extends: d.yaml\n',
        'a.yaml': 'extends: [b.yaml, c.yaml]\n',
      },
      ['d.yaml:1:4 syntax x | no anchor &y stands before this alias'],
    ],
  ])('%s', (_, files, expected) => {
    expect(issues(files).map((issue) => issue.replaceAll(`${folder.path}/`, ''))).toEqual(expected);
  });
});
