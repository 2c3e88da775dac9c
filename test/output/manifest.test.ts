import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ownedFiles, sha256 } from '../../lib/output/manifest';
import { writeOutput } from '../../lib/output/write';
import { files, outputs, put, scratch } from './scratch';

const { root } = scratch();
const HASH = sha256('x');
const DAMAGED =
  'is damaged; restore it from version control, or delete it: files that equal the new output are taken over';

test('sha256 is that of the UTF-8 bytes', () => {
  expect(sha256('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  expect(sha256('é')).toBe(sha256(Buffer.from('é')));
});

test('the files of the last write, sorted', () => {
  writeOutput(root(), outputs({ e: { 'b/c': 'x', a: 'y' } }));
  expect([...ownedFiles(root(), 'e')]).toEqual([
    ['a', sha256('y')],
    ['b/c', HASH],
  ]);
});

test('none where nothing was written', () => {
  expect(ownedFiles(root(), 'e').size).toBe(0);
  mkdirSync(join(root(), 'e'), { recursive: true });
  expect(ownedFiles(root(), 'e').size).toBe(0);
});

test.each([
  ['no JSON', '{'],
  ['a merge conflict', '<<<<<<< HEAD\n{"schemaVersion": 1, "files": {}}\n'],
  ['null', 'null'],
  ['a list', '[]'],
  ['no version', '{"files": {}}'],
  ['version 0', '{"schemaVersion": 0, "files": {}}'],
  ['a version that is text', '{"schemaVersion": "2", "files": {}}'],
  ['no files', '{"schemaVersion": 1}'],
  ['files as a list', '{"schemaVersion": 1, "files": []}'],
  ['no hash', '{"schemaVersion": 1, "files": {"a": 1}}'],
  ['a short hash', '{"schemaVersion": 1, "files": {"a": "abc"}}'],
  ['a path out of the folder', `{"schemaVersion": 1, "files": {"../a": "${HASH}"}}`],
  ['an absolute path', `{"schemaVersion": 1, "files": {"/a": "${HASH}"}}`],
  ['itself', `{"schemaVersion": 1, "files": {".synth.json": "${HASH}"}}`],
])('%s is damaged', (_, content) => {
  put(root(), 'e/.synth.json', content);
  expect(() => ownedFiles(root(), 'e')).toThrow(new Error(`e/.synth.json  ${DAMAGED}\noutput: nothing was changed`));
});

test('a list of somebody else cannot make us delete outside of the folder', () => {
  put(root(), '../precious', 'x');
  put(root(), 'e/.synth.json', `{"schemaVersion": 1, "files": {"../../precious": "${HASH}"}}`);
  expect(() => writeOutput(root(), outputs({ e: {} }))).toThrow(DAMAGED);
  expect(files(join(root(), '..'))).toEqual({ precious: 'x' });
});

test('a newer version is not guessed at', () => {
  put(root(), 'e/.synth.json', '{"schemaVersion": 2, "owned": []}');
  expect(() => ownedFiles(root(), 'e')).toThrow(
    'e/.synth.json  has schemaVersion 2, this version reads up to 1; update memorai-infra',
  );
});

test.each([
  ['a link', () => symlinkSync('../../x', join(root(), 'e/.synth.json'))],
  ['a folder', () => mkdirSync(join(root(), 'e/.synth.json'))],
])('%s in its place', (_, make) => {
  mkdirSync(join(root(), 'e'), { recursive: true });
  make();
  expect(() => ownedFiles(root(), 'e')).toThrow(
    'e/.synth.json  is not a regular file in a folder of its own; move away what is in its place',
  );
});

test.each(['../x', '.', 'a/b', ''])('environment %j', (name) => {
  expect(() => ownedFiles(root(), name)).toThrow("the environment's name is ");
});
