import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { realFileSystem } from '../../lib/output/file-system';
import { withLock } from '../../lib/output/lock';
import { OutputError } from '../../lib/output/output-error';
import { writeOutput } from '../../lib/output/write';
import { outputs, put, scratch, tree } from './scratch';

const { root } = scratch();
const lock = (pid: number): string => `.memorai-lock-${pid}`;

/** A process that has ended, and is waited for. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['--print', 'process.pid'], { encoding: 'utf8' }));
}

test('holds the lock while it works, and not after, also when it fails', () => {
  mkdirSync(root());
  expect(withLock(root(), realFileSystem, () => readdirSync(root()))).toEqual([lock(process.pid)]);
  expect(readdirSync(root())).toEqual([]);
  expect(() =>
    withLock(root(), realFileSystem, () => {
      throw new Error('x');
    }),
  ).toThrow('x');
  expect(readdirSync(root())).toEqual([]);
});

test.each([
  ['lower', 3, 1],
  ['higher', 2, process.ppid],
])('a process with a %s number that lives and stays makes us fail', (_, own, other) => {
  put(root(), lock(other), '');
  expect(() => withLock(root(), realFileSystem, () => 'done', own)).toThrow(
    new OutputError([
      {
        path: root(),
        message: `process ${other} is writing here`,
        remedy: `wait until it ends, or delete ${lock(other)} if that process is not ours`,
      },
    ]),
  );
  expect(tree(root())).toEqual({ [lock(other)]: '' });
});

test('of two that start at once the lower number waits until the higher steps back', () => {
  put(root(), lock(process.ppid), '');
  let looks = 0;
  const readdirSync = ((path: string) => {
    looks += 1;
    if (looks === 3) {
      realFileSystem.rmSync(join(path, lock(process.ppid)));
    }
    return realFileSystem.readdirSync(path);
  }) as typeof realFileSystem.readdirSync;
  expect(withLock(root(), { ...realFileSystem, readdirSync }, () => 'done', 2)).toBe('done');
  expect(looks).toBe(3);
});

test('of two that start at once the higher number steps back at once', () => {
  put(root(), lock(1), '');
  const readdirSync = jest.fn(realFileSystem.readdirSync) as unknown as typeof realFileSystem.readdirSync;
  expect(() => withLock(root(), { ...realFileSystem, readdirSync }, () => 'done', 3)).toThrow(
    'process 1 is writing here',
  );
  expect(readdirSync).toHaveBeenCalledTimes(1);
});

test('a write gives way to another, with nothing changed', () => {
  put(root(), lock(1), '');
  expect(() => writeOutput(root(), outputs({ e: { a: '1' } }))).toThrow('output: nothing was changed');
  expect(tree(root())).toEqual({ [lock(1)]: '' });
});

test('a lock whose process is gone counts for nothing and is removed', () => {
  put(root(), lock(deadPid()), '');
  writeOutput(root(), outputs({ e: {} }));
  expect(Object.keys(tree(root()))).toEqual(['e/.synth.json']);
});

test('our own number, left by a process before us, counts for nothing', () => {
  put(root(), lock(process.pid), '');
  writeOutput(root(), outputs({ e: {} }));
  expect(Object.keys(tree(root()))).toEqual(['e/.synth.json']);
});

test('files with similar names are no locks', () => {
  put(root(), '.memorai-lock-', '');
  put(root(), '.memorai-lock-1x', '');
  writeOutput(root(), outputs({ e: {} }));
  expect(Object.keys(tree(root())).sort()).toEqual(['.memorai-lock-', '.memorai-lock-1x', 'e/.synth.json']);
});
