import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../lib/output/manifest';
import { writeOutput } from '../../lib/output/write';
import { files, outputs, put, scratch, tree } from './scratch';

const { root } = scratch();
const NONE = outputs({});

/** What an interrupted run left: a complete journal with its staged files. */
function interrupted(journal: { readonly writes: readonly string[]; readonly deletes?: readonly unknown[] }): void {
  journal.writes.forEach((_, index) => {
    put(root(), `.memorai-staging/${index}`, `new ${index}`);
  });
  put(root(), '.memorai-staging/journal.json', JSON.stringify({ schemaVersion: 1, deletes: [], ...journal }));
}

test('a complete journal is finished, also by a run that writes something else', () => {
  interrupted({ writes: ['e/a/b', 'e/.synth.json'], deletes: [{ path: 'e/x/y', sha256: sha256('1') }] });
  put(root(), 'e/x/y', '1');
  writeOutput(root(), NONE);
  expect(tree(root())).toEqual({ 'e/a/b': 'new 0', 'e/.synth.json': 'new 1' });
});

test('what was moved or deleted already is passed over', () => {
  interrupted({ writes: ['e/a', 'e/b'], deletes: [{ path: 'e/b/y', sha256: sha256('1') }] });
  rmSync(join(root(), '.memorai-staging/1'));
  put(root(), 'e/b', 'new 1');
  writeOutput(root(), NONE);
  expect(tree(root())).toEqual({ 'e/a': 'new 0', 'e/b': 'new 1' });
});

test('a file that was edited since is not deleted', () => {
  interrupted({ writes: [], deletes: [{ path: 'e/x', sha256: sha256('1') }] });
  put(root(), 'e/x', 'edited');
  writeOutput(root(), NONE);
  expect(tree(root())).toEqual({ 'e/x': 'edited' });
});

test('a staging folder without a journal is removed', () => {
  put(root(), '.memorai-staging/0', 'half');
  put(root(), '.memorai-staging/journal.tmp', '{"writes": ["e/a"], "dele');
  writeOutput(root(), NONE);
  expect(tree(root())).toEqual({});
});

test('a link to somewhere else is not followed', () => {
  interrupted({ writes: ['e/k/a'], deletes: [{ path: 'e/k/x', sha256: sha256('1') }] });
  put(root(), '../outside/x', '1');
  mkdirSync(join(root(), 'e'));
  symlinkSync('../../outside', join(root(), 'e/k'));
  expect(() => writeOutput(root(), NONE)).toThrow(
    new Error(
      'e/k  is not a folder of its own; move it away, or delete it, and run again\noutput: partly written, the next run finishes it',
    ),
  );
  expect(files(join(root(), '..'))).toHaveProperty(['outside/x'], '1');
  rmSync(join(root(), 'e/k'));
  writeOutput(root(), NONE);
  expect(tree(root())).toEqual({ 'e/k/a': 'new 0' });
});

test.each([
  ['text', '{"schemaVersion": 1, "wri'],
  ['another version', '{"schemaVersion": 2, "writes": [], "deletes": []}'],
  ['null', 'null'],
  ['no deletes', '{"schemaVersion": 1, "writes": []}'],
  ['no writes', '{"schemaVersion": 1, "deletes": []}'],
  ['a path that is a number', '{"schemaVersion": 1, "writes": [1], "deletes": []}'],
  ['a path out of the folder', '{"schemaVersion": 1, "writes": ["e/../../precious"], "deletes": []}'],
  ['an absolute path', '{"schemaVersion": 1, "writes": ["/e/a"], "deletes": []}'],
  ['a path without an environment', '{"schemaVersion": 1, "writes": ["precious"], "deletes": []}'],
  ['a path of our own', '{"schemaVersion": 1, "writes": [".git/config"], "deletes": []}'],
  [
    'a delete out of the folder',
    `{"schemaVersion": 1, "writes": [], "deletes": [{"path": "e/../../precious", "sha256": "${sha256('x')}"}]}`,
  ],
  ['a delete without a hash', '{"schemaVersion": 1, "writes": [], "deletes": [{"path": "e/a"}]}'],
])('a journal that is %s is not obeyed', (_, content) => {
  put(root(), '../precious', 'x');
  put(root(), '.memorai-staging/0', 'evil');
  put(root(), '.memorai-staging/journal.json', content);
  const before = tree(join(root(), '..'));
  expect(() => writeOutput(root(), NONE)).toThrow(
    new Error(
      '.memorai-staging/journal.json  is damaged or comes from another version; delete the folder .memorai-staging and run again\noutput: nothing was changed',
    ),
  );
  expect(tree(join(root(), '..'))).toEqual(before);
});

test('something else in place of the staging folder', () => {
  put(root(), 'x', '');
  symlinkSync('..', join(root(), '.memorai-staging'));
  expect(() => writeOutput(root(), NONE)).toThrow('.memorai-staging  is not a folder; delete it and run again');
});
