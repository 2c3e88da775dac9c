import { fstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, realFileSystem } from '../../lib/output/file-system';
import { OutputError } from '../../lib/output/output-error';
import { writeOutput } from '../../lib/output/write';
import { type Fault, faultyFileSystem } from './faulty';
import { outputs, put, scratch, tree } from './scratch';

const { root } = scratch();

// Between the two: unchanged, changed, gone with its folder, new with a folder, file to folder, folder to file,
// a new environment, and one that only the first names.
const OLD = outputs({
  e: { same: 'same', changed: 'old', 'gone/deep/a': 'old', 'gone/b': 'old', 'to-folder': 'old', 'to-file/a': 'old' },
  other: { a: 'other' },
});
const NEW = outputs({
  e: { same: 'same', changed: 'new', 'fresh/deep/a': 'new', 'to-folder/a': 'new', 'to-file': 'new' },
  f: { a: 'new' },
});
const PERSON = { 'e/mine': 'person', 'e/gone/mine': 'person' };

function prepare(): void {
  rmSync(root(), { recursive: true, force: true });
  writeOutput(root(), OLD, quiet());
  for (const [path, content] of Object.entries(PERSON)) {
    put(root(), path, content);
  }
}

/** The folder before and after a write without any fault. */
function expected(): { readonly before: Record<string, string>; readonly after: Record<string, string> } {
  prepare();
  const before = tree(root());
  writeOutput(root(), NEW, quiet());
  return { before, after: tree(root()) };
}

/** Never fails. */
function quiet(): FileSystem {
  return faultyFileSystem(Number.POSITIVE_INFINITY, { kind: 'killed' }).fs;
}

/** The names of the calls that a write of the new output makes, in order. */
function callsOfWrite(): readonly string[] {
  prepare();
  const { fs, calls } = faultyFileSystem(Number.POSITIVE_INFINITY, { kind: 'killed' });
  writeOutput(root(), NEW, fs);
  return calls;
}

/** The numbers of the calls that change the disk: what a killed process leaves differs only between these. */
function changesOf(calls: readonly string[]): number[] {
  const changing = ['mkdirSync', 'renameSync', 'rmSync', 'rmdirSync', 'writeFileSync'];
  return calls.flatMap((name, index) => (changing.includes(name) ? [index + 1] : []));
}

/** Writes the new output until the fault; returns what was thrown. */
function writeUntil(at: number, fault: Fault): unknown {
  try {
    writeOutput(root(), NEW, faultyFileSystem(at, fault).fs);
    return undefined;
  } catch (error) {
    return error;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(join(root(), path), 'utf8');
  } catch {
    return undefined; // not there, or a folder now
  }
}

/** Every file is old or new, and a person's is as it was. */
function expectNothingTorn(before: Record<string, string>, after: Record<string, string>): void {
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    expect([before[path], after[path]]).toContain(contentOf(path));
  }
}

describe.each<Fault>([{ kind: 'killed' }, { kind: 'torn' }])('$kind at any call', (fault) => {
  test('leaves each file old or new, and the next run makes all of it new', () => {
    const { before, after } = expected();
    for (const at of changesOf(callsOfWrite())) {
      prepare();
      writeUntil(at, fault);
      expectNothingTorn(before, after);
      writeOutput(root(), NEW, quiet());
      expect(tree(root())).toEqual(after);
    }
  });

  test('the next run can as well write the old output again', () => {
    const { before, after } = expected();
    for (const at of changesOf(callsOfWrite())) {
      prepare();
      writeUntil(at, fault);
      writeOutput(root(), OLD, quiet());
      // When the journal was complete, the new environment is there, whole: the old output does not name it.
      const added = Object.fromEntries(Object.entries(after).filter(([path]) => path.startsWith('f/')));
      expect([before, { ...before, ...added }]).toContainEqual(tree(root()));
    }
  });
});

test('killed again at any call of the run that repairs, the one after that makes all of it new', () => {
  const { before, after } = expected();
  // A part of the first kills, to save time: 30 s for all of them.
  const firstKills = changesOf(callsOfWrite()).filter((_, index) => index % 7 === 0);
  const interrupt = (at: number): void => {
    prepare();
    writeUntil(at, { kind: 'killed' });
  };
  for (const first of firstKills) {
    interrupt(first);
    const repair = faultyFileSystem(Number.POSITIVE_INFINITY, { kind: 'killed' });
    writeOutput(root(), NEW, repair.fs);
    for (const second of changesOf(repair.calls)) {
      interrupt(first);
      writeUntil(second, { kind: 'killed' });
      expectNothingTorn(before, after);
      writeOutput(root(), NEW, quiet());
      expect(tree(root())).toEqual(after);
    }
  }
  expect(firstKills.length).toBeGreaterThanOrEqual(5);
});

test('a full disk at any call is one clear error, which says whether anything was changed', () => {
  const { before, after } = expected();
  const seen = { nothing: 0, partly: 0, done: 0 };
  for (const at of callsOfWrite().keys()) {
    prepare();
    const error = writeUntil(at + 1, { kind: 'error', code: 'ENOSPC' });
    const { '.memorai-staging/journal.json': journal, ...now } = tree(root());
    if (error === undefined) {
      expect(now).toMatchObject(after); // only the lock could not be removed
      seen.done += 1;
    } else {
      const { problems, state } = error as OutputError;
      expect(error).toBeInstanceOf(OutputError);
      const [{ path } = { path: '' }] = problems;
      const message = 'no space left on the device';
      expect(problems).toEqual([{ path, message, remedy: 'free some space and run again' }]);
      if (state === 'nothing was changed') {
        expect(now).toEqual(before);
        seen.nothing += 1;
      } else {
        expectNothingTorn(before, after);
        seen.partly += 1;
      }
    }
    writeOutput(root(), NEW, quiet());
    expect(tree(root())).toEqual(after);
  }
  expect(seen.done).toBe(1);
  expect(seen.nothing).toBeGreaterThan(50);
  expect(seen.partly).toBeGreaterThan(50);
});

test('a folder that the user may not write is found before the first write', () => {
  const { before } = expected();
  prepare();
  const fs: FileSystem = {
    ...realFileSystem,
    accessSync: (path) => {
      if (String(path).endsWith('/gone')) {
        throw Object.assign(new Error('no'), { code: 'EACCES' });
      }
    },
  };
  expect(() => writeOutput(root(), NEW, fs)).toThrow(
    new Error(
      'e/gone  permission denied; make it writable for this user, or choose another output folder\noutput: nothing was changed',
    ),
  );
  expect(tree(root())).toEqual(before);
});

test('a folder on another file system is found before the first write', () => {
  const { before } = expected();
  prepare();
  const lstatSync = ((path: string, options: object) => {
    const stat = realFileSystem.lstatSync(path, options);
    return stat !== undefined && path.endsWith('/to-file') ? Object.assign(stat, { dev: -1 }) : stat;
  }) as typeof realFileSystem.lstatSync;
  expect(() => writeOutput(root(), NEW, { ...realFileSystem, lstatSync })).toThrow(
    'e/to-file  is on another file system than the output folder; move it away, or delete it, and run again',
  );
  expect(tree(root())).toEqual(before);
});

test.each(['EINVAL', 'EPERM'])('a file system that answers %s to the flush of a folder is good enough', (code) => {
  const { after } = expected();
  prepare();
  const fs: FileSystem = {
    ...realFileSystem,
    fsyncSync: (descriptor) => {
      if (fstatSync(descriptor).isDirectory()) {
        throw Object.assign(new Error('no'), { code });
      }
    },
  };
  writeOutput(root(), NEW, fs);
  expect(tree(root())).toEqual(after);
});

test('every new file and the journal are flushed before the journal has its name, every folder after the renames', () => {
  const calls = callsOfWrite();
  const journal = calls.indexOf('renameSync');
  const flushes = (from: number, to?: number): number =>
    calls.slice(from, to).filter((name) => name === 'fsyncSync').length;
  // Five files and two lists are new.
  expect(flushes(0, journal)).toBe(7 + 1);
  // The folders e, e/fresh, e/fresh/deep, e/to-folder, e/gone and f; those of removed files are gone; and the root.
  expect(flushes(calls.lastIndexOf('renameSync'))).toBe(6 + 1);
});

test('an error of our own is not dressed up', () => {
  const fs: FileSystem = {
    ...realFileSystem,
    renameSync: () => {
      throw new TypeError('bug');
    },
  };
  expect(() => writeOutput(root(), NEW, fs)).toThrow(new TypeError('bug'));
});
