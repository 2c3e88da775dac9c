import { linkSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { compareOutput } from '../../lib/output/compare';
import { ownedFiles, sha256 } from '../../lib/output/manifest';
import { OutputError } from '../../lib/output/output-error';
import { writeOutput } from '../../lib/output/write';
import { files, outputs, put, scratch, tree } from './scratch';

const { root } = scratch();
const FIRST = outputs({ production: { 'k/a.yaml': 'a: 1\n', 'k/deep/b.yaml': 'b: 1\n', 'c.json': '{}\n' } });
const REMEDY = 'move it away, or delete it, and run again';

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof OutputError) {
      return error.message;
    }
    throw error;
  }
  throw new Error('did not refuse');
}

describe('a write', () => {
  test('makes the folders, the files and the list of what is ours', () => {
    expect(writeOutput(root(), FIRST)).toEqual({
      written: ['production/.synth.json', 'production/c.json', 'production/k/a.yaml', 'production/k/deep/b.yaml'],
      unchanged: [],
      deleted: [],
      kept: [],
    });
    expect(tree(root())).toEqual({
      'production/.synth.json': `{
  "files": {
    "c.json": "${sha256('{}\n')}",
    "k/a.yaml": "${sha256('a: 1\n')}",
    "k/deep/b.yaml": "${sha256('b: 1\n')}"
  },
  "schemaVersion": 1
}
`,
      'production/c.json': '{}\n',
      'production/k/a.yaml': 'a: 1\n',
      'production/k/deep/b.yaml': 'b: 1\n',
    });
  });

  test('the order of artifacts and environments does not matter', () => {
    writeOutput(root(), outputs({ b: { 'y.txt': 'y', 'x.txt': 'x' }, a: {} }));
    const report = writeOutput(root(), outputs({ a: {}, b: { 'x.txt': 'x', 'y.txt': 'y' } }));
    expect(report.written).toEqual([]);
    expect(report.unchanged).toEqual(['a/.synth.json', 'b/.synth.json', 'b/x.txt', 'b/y.txt']);
  });

  test('does not touch what has the same bytes', () => {
    writeOutput(root(), FIRST);
    const paths = Object.keys(tree(root())).map((path) => join(root(), path));
    for (const path of paths) {
      utimesSync(path, 1, 1);
    }
    const inodes = paths.map((path) => statSync(path).ino);
    expect(writeOutput(root(), FIRST).unchanged).toHaveLength(4);
    expect(paths.map((path) => statSync(path).mtimeMs)).toEqual([1000, 1000, 1000, 1000]);
    expect(paths.map((path) => statSync(path).ino)).toEqual(inodes);
  });

  test('changes only what is different, also at the same length', () => {
    writeOutput(root(), FIRST);
    const next = outputs({ production: { 'k/a.yaml': 'a: 2\n', 'k/deep/b.yaml': 'b: 1\n', 'c.json': '{}\n' } });
    expect(writeOutput(root(), next).written).toEqual(['production/.synth.json', 'production/k/a.yaml']);
    expect(files(root())['production/k/a.yaml']).toBe('a: 2\n');
  });

  test('writes bytes as they are: UTF-8, no change of line ends', () => {
    writeOutput(root(), outputs({ e: { a: '\ufeffé😀\r\n\0' } }));
    expect(files(root())).toEqual({ 'e/a': '\ufeffé😀\r\n\0' });
  });

  test('deletes what is no longer in the output, and the folders that this leaves empty', () => {
    writeOutput(root(), FIRST);
    put(root(), 'production/k/mine.txt', 'mine');
    mkdirSync(join(root(), 'production/hollow'));
    expect(writeOutput(root(), outputs({ production: { 'c.json': '{}\n' } })).deleted).toEqual([
      'production/k/a.yaml',
      'production/k/deep/b.yaml',
    ]);
    expect(files(root())).toEqual({
      'production/c.json': '{}\n',
      'production/hollow/': '',
      'production/k/mine.txt': 'mine',
    });
  });

  test('leaves environments alone that it was not given', () => {
    writeOutput(root(), outputs({ staging: { a: '1' }, production: { a: '1' } }));
    writeOutput(root(), outputs({ production: {} }));
    expect(files(root())).toEqual({ 'staging/a': '1' });
    expect([...ownedFiles(root(), 'staging').keys()]).toEqual(['a']);
  });

  test('a file gives way to a folder of its name, and the reverse', () => {
    const one = outputs({ e: { x: '1', 'y/a/b': '2', 'y/c': '3' } });
    const other = outputs({ e: { 'x/a/b': '1', y: '2' } });
    writeOutput(root(), one);
    writeOutput(root(), other);
    expect(files(root())).toEqual({ 'e/x/a/b': '1', 'e/y': '2' });
    writeOutput(root(), one);
    expect(files(root())).toEqual({ 'e/x': '1', 'e/y/a/b': '2', 'e/y/c': '3' });
  });

  test('the root may be a link', () => {
    mkdirSync(`${root()}-real`);
    symlinkSync(`${root()}-real`, root());
    writeOutput(root(), FIRST);
    expect(files(`${root()}-real`)).toHaveProperty(['production/c.json'], '{}\n');
  });
});

describe('what a person did', () => {
  test('an edit of a file that is still in the output is overwritten', () => {
    writeOutput(root(), FIRST);
    put(root(), 'production/c.json', '{"mine": 1}');
    expect(writeOutput(root(), FIRST).written).toEqual(['production/c.json']);
    expect(files(root())['production/c.json']).toBe('{}\n');
  });

  test('a deleted file comes back', () => {
    writeOutput(root(), FIRST);
    rmSync(join(root(), 'production/k'), { recursive: true });
    expect(writeOutput(root(), FIRST).written).toEqual(['production/k/a.yaml', 'production/k/deep/b.yaml']);
  });

  test('an edit of a file that leaves the output is kept, reported once, and the file is no longer ours', () => {
    writeOutput(root(), FIRST);
    put(root(), 'production/k/a.yaml', 'a: 2\n');
    const next = outputs({ production: { 'c.json': '{}\n' } });
    expect(writeOutput(root(), next)).toEqual({
      written: ['production/.synth.json'],
      unchanged: ['production/c.json'],
      deleted: ['production/k/deep/b.yaml'],
      kept: ['production/k/a.yaml'],
    });
    expect(files(root())).toEqual({ 'production/c.json': '{}\n', 'production/k/a.yaml': 'a: 2\n' });
    expect(writeOutput(root(), next).kept).toEqual([]);
    expect(refusal(() => writeOutput(root(), FIRST))).toBe(
      `production/k/a.yaml  exists and was not written by synth; ${REMEDY}\noutput: nothing was changed`,
    );
  });

  test('a file that leaves the output and is gone already is no matter', () => {
    writeOutput(root(), FIRST);
    rmSync(join(root(), 'production/k'), { recursive: true });
    expect(writeOutput(root(), outputs({ production: { 'c.json': '{}\n' } }))).toMatchObject({ deleted: [], kept: [] });
  });

  test('a link or folder in place of a file that leaves the output is kept', () => {
    writeOutput(root(), FIRST);
    put(root(), '../outside.txt', 'a: 1\n');
    rmSync(join(root(), 'production/k'), { recursive: true });
    mkdirSync(join(root(), 'production/k'));
    symlinkSync('../../../outside.txt', join(root(), 'production/k/a.yaml'));
    mkdirSync(join(root(), 'production/k/deep/b.yaml'), { recursive: true });
    const report = writeOutput(root(), outputs({ production: {} }));
    expect(report.kept).toEqual(['production/k/a.yaml', 'production/k/deep/b.yaml']);
    expect(tree(join(root(), '..'))).toMatchObject({ 'outside.txt': 'a: 1\n', 'dist/production/k/a.yaml@': '' });
  });

  test('what is behind a link is not deleted', () => {
    writeOutput(root(), FIRST);
    rmSync(join(root(), 'production/k'), { recursive: true });
    put(root(), '../outside/a.yaml', 'a: 1\n');
    symlinkSync('../../outside', join(root(), 'production/k'));
    writeOutput(root(), outputs({ production: { 'c.json': '{}\n' } }));
    expect(files(join(root(), '..'))).toMatchObject({ 'outside/a.yaml': 'a: 1\n', 'dist/production/k@': '' });
  });

  test('a file with the same bytes becomes ours, so that a lost list is made again', () => {
    writeOutput(root(), FIRST);
    const before = tree(root());
    rmSync(join(root(), 'production/.synth.json'));
    expect(writeOutput(root(), FIRST).written).toEqual(['production/.synth.json']);
    expect(tree(root())).toEqual(before);
  });
});

describe('refused before anything is written', () => {
  test('all that is in the way, at once', () => {
    put(root(), 'e/foreign', 'person');
    put(root(), 'e/file', 'person');
    put(root(), 'e/folder/inside', 'person');
    put(root(), '../outside/x', 'person');
    symlinkSync('../../outside', join(root(), 'e/linked'));
    symlinkSync('nowhere', join(root(), 'e/dangling'));
    symlinkSync('../outside', join(root(), 'whole'));
    put(root(), 'damaged/.synth.json', '{');
    mkdirSync(join(root(), 'e/empty'));
    const before = tree(join(root(), '..'));
    const next = outputs({
      e: {
        ok: '1',
        foreign: '1',
        'file/a': '1',
        'file/b': '1',
        folder: '1',
        'linked/x': '1',
        dangling: '1',
        empty: '1',
      },
      whole: { x: '1' },
      damaged: { x: '1' },
    });
    expect(refusal(() => writeOutput(root(), next))).toBe(
      [
        'damaged/.synth.json  is damaged; restore it from version control, or delete it: files that equal the new output are taken over',
        `e/foreign  exists and was not written by synth; ${REMEDY}`,
        `e/file  is a file where a folder belongs; ${REMEDY}`,
        `e/folder  is a folder where a file belongs; ${REMEDY}`,
        `e/linked  is a symbolic link, which is never followed; ${REMEDY}`,
        `e/dangling  is a symbolic link, which is never followed; ${REMEDY}`,
        `e/empty  is a folder where a file belongs; ${REMEDY}`,
        `whole  is a symbolic link, which is never followed; ${REMEDY}`,
        'output: nothing was changed',
      ].join('\n'),
    );
    expect(tree(join(root(), '..'))).toEqual(before);
  });

  test('a folder that our own files leave, but not a person', () => {
    writeOutput(root(), outputs({ e: { 'x/a': '1', 'y/a': '1' } }));
    put(root(), 'e/x/mine', 'person');
    put(root(), 'e/y/a', 'edited');
    expect(refusal(() => writeOutput(root(), outputs({ e: { x: '1', y: '1' } })))).toBe(
      [
        `e/x  is a folder where a file belongs; ${REMEDY}`,
        `e/y  is a folder where a file belongs; ${REMEDY}`,
        'output: nothing was changed',
      ].join('\n'),
    );
    expect(files(root())).toEqual({ 'e/x/a': '1', 'e/x/mine': 'person', 'e/y/a': 'edited' });
  });

  test('an edited file of ours in place of a folder', () => {
    writeOutput(root(), outputs({ e: { x: '1' } }));
    put(root(), 'e/x', 'edited');
    expect(refusal(() => writeOutput(root(), outputs({ e: { 'x/a': '1' } })))).toBe(
      `e/x  is a file where a folder belongs; ${REMEDY}\noutput: nothing was changed`,
    );
  });

  test('another spelling that is the same file on this disk', () => {
    writeOutput(root(), outputs({ e: { 'A.yaml': '1' } }));
    linkSync(join(root(), 'e/A.yaml'), join(root(), 'e/a.yaml'));
    expect(refusal(() => writeOutput(root(), outputs({ e: { 'a.yaml': '1' } })))).toBe(
      `e/a.yaml  differs only in case or accents from A.yaml, which is no longer in the output; ${REMEDY}\noutput: nothing was changed`,
    );
    rmSync(join(root(), 'e/A.yaml'));
    expect(writeOutput(root(), outputs({ e: { 'a.yaml': '1' } })).unchanged).toEqual(['e/a.yaml']);
  });

  test.each([
    ['a file', (path: string) => put(path, '', 'x')],
    ['inside of a file', (path: string) => put(join(path, '..'), '', 'x')],
  ])('a root that is %s', (_, make) => {
    const path = join(root(), 'a');
    make(path);
    expect(refusal(() => writeOutput(path, FIRST))).toMatch(
      /^.*\/dist\/a {2}(exists already|a file is where a folder belongs); move it away, or delete it, and run again\n/,
    );
    expect(refusal(() => compareOutput(path, FIRST))).toMatch(/a file is where a folder belongs/);
  });
});

describe('compare', () => {
  test('says what a write would change, changes nothing, and is empty after the write', () => {
    writeOutput(root(), FIRST);
    put(root(), 'production/k/a.yaml', 'edited');
    put(root(), 'production/mine', 'person');
    const next = outputs({ production: { 'c.json': '[]\n', 'new/d': '' }, staging: {} });
    const before = tree(root());
    const time = lstatSync(root()).mtimeMs;
    expect(compareOutput(root(), next)).toEqual([
      { path: 'production/.synth.json', state: 'different' },
      { path: 'production/c.json', state: 'different' },
      { path: 'production/k/a.yaml', state: 'extra' },
      { path: 'production/k/deep/b.yaml', state: 'extra' },
      { path: 'production/new/d', state: 'missing' },
      { path: 'staging/.synth.json', state: 'missing' },
    ]);
    expect(tree(root())).toEqual(before);
    expect(lstatSync(root()).mtimeMs).toBe(time);
    const { written, deleted, kept } = writeOutput(root(), next);
    expect([...written, ...deleted, ...kept].sort()).toHaveLength(6);
    expect(compareOutput(root(), next)).toEqual([]);
  });

  test('a root that does not exist misses everything, and is not made', () => {
    expect(compareOutput(root(), outputs({ e: { a: '1' } }))).toEqual([
      { path: 'e/.synth.json', state: 'missing' },
      { path: 'e/a', state: 'missing' },
    ]);
    expect(tree(join(root(), '..'))).toEqual({});
  });

  test('refuses what a write refuses', () => {
    put(root(), 'e/a', 'person');
    expect(refusal(() => compareOutput(root(), outputs({ e: { a: '1' } })))).toMatch(/^e\/a {2}exists and was not/);
    expect(refusal(() => compareOutput(root(), outputs({ e: { '../a': '1' } })))).toMatch(/`\.\.` part/);
  });
});
