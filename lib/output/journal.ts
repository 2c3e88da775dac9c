import { join } from 'node:path';
import { toJson } from '../emit/json';
import { environmentProblem, MANIFEST, parentsOf, pathProblem } from './artifact-path';
import { flushFile, flushFolder } from './durable';
import { Entries } from './entry';
import type { FileSystem } from './file-system';
import { sha256 } from './manifest';
import { attempt, OutputError } from './output-error';
import { isRecord, parseRecord } from './parse-record';
import type { Plan, PlannedDelete } from './plan';

/** Holds the new files, named by their place in `writes`, and the journal. On the root's file system, for renames. */
const STAGING = '.memorai-staging';
const JOURNAL = `${STAGING}/journal.json`;
const UNFINISHED_JOURNAL = `${STAGING}/journal.tmp`;
const SCHEMA_VERSION = 1;

/** All that has to be done once the new files are staged. Doing it again from the start does no harm. */
interface Journal {
  readonly deletes: readonly PlannedDelete[];
  /** Where each staged file belongs, by its number. */
  readonly writes: readonly string[];
}

/**
 * Makes a plan true: all of it, or nothing as far as the next run can tell.
 * 1. New files into the staging folder, flushed; then the journal, under its name only when it is whole.
 *    Any error until here removes the staging folder, and nothing was changed.
 * 2. From the journal: deletes (first, so that a file can give way to a folder and the reverse), renames.
 * 3. The journal goes. A run that finds one does step 2 first; a staging folder without one is removed.
 */
export function applyPlan(root: string, plan: Plan, fs: FileSystem): void {
  const journal: Journal = { deletes: plan.deletes, writes: plan.writes.map(({ path }) => path) };
  try {
    stage(root, plan, journal, fs);
  } catch (error) {
    try {
      discard(root, fs);
    } catch {
      // The first error is the one to report; the next run removes what is left.
    }
    throw error;
  }
  rollForward(root, journal, fs);
}

/** Finishes or removes what an interrupted run left. To be called under the lock. */
export function recover(root: string, fs: FileSystem): void {
  const entries = new Entries(root, fs);
  const { kind } = entries.at(STAGING);
  if (kind === 'missing') {
    return;
  }
  if (kind !== 'folder') {
    throw new OutputError([{ path: STAGING, message: 'is not a folder', remedy: 'delete it and run again' }]);
  }
  const text = entries.read(JOURNAL);
  if (text === undefined) {
    attempt(STAGING, () => discard(root, fs));
  } else {
    rollForward(root, parseJournal(text.toString('utf8')), fs);
  }
}

function stage(root: string, plan: Plan, journal: Journal, fs: FileSystem): void {
  attempt(STAGING, () => fs.mkdirSync(join(root, STAGING)));
  const staged = plan.writes.map(({ path, content }, index) => ({ path, content, at: stagedFile(root, index) }));
  for (const { path, content, at } of staged) {
    attempt(path, () => fs.writeFileSync(at, content, { flag: 'wx' }));
  }
  // A pass of its own: flushing after each write takes a third longer.
  for (const { path, at } of staged) {
    attempt(path, () => flushFile(at, fs));
  }
  attempt(JOURNAL, () => {
    const unfinished = join(root, UNFINISHED_JOURNAL);
    fs.writeFileSync(unfinished, toJson({ schemaVersion: SCHEMA_VERSION, ...journal }), { flag: 'wx' });
    flushFile(unfinished, fs);
    fs.renameSync(unfinished, join(root, JOURNAL));
    flushFolder(join(root, STAGING), fs);
  });
}

function rollForward(root: string, journal: Journal, fs: FileSystem): void {
  try {
    for (const { path, sha256: hash } of journal.deletes) {
      deleteOurs(root, path, hash, fs);
    }
    const entries = new Entries(root, fs);
    journal.writes.forEach((path, index) => {
      moveIntoPlace(root, path, index, entries, fs);
    });
    const folders = new Set([...journal.writes, ...journal.deletes.map(({ path }) => path)].flatMap(parentsOf));
    for (const folder of folders) {
      if (entries.isFolder(folder)) {
        attempt(folder, () => flushFolder(join(root, folder), fs));
      }
    }
    attempt(root, () => flushFolder(root, fs));
    attempt(STAGING, () => discard(root, fs));
  } catch (error) {
    throw error instanceof OutputError
      ? new OutputError(error.problems, 'partly written, the next run finishes it', { cause: error.cause })
      : error;
  }
}

/** Deletes a file that is still what we wrote, and the folders, below the environment's, that this leaves empty. */
function deleteOurs(root: string, path: string, hash: string, fs: FileSystem): void {
  const entries = new Entries(root, fs);
  const content = entries.read(path);
  if (content !== undefined && sha256(content) === hash) {
    attempt(path, () => fs.rmSync(join(root, path)));
  }
  for (const folder of parentsOf(path).slice(1).reverse()) {
    if (entries.isFolder(folder)) {
      attempt(folder, () => {
        if (fs.readdirSync(join(root, folder)).length === 0) {
          fs.rmdirSync(join(root, folder));
        }
      });
    }
  }
}

function moveIntoPlace(root: string, path: string, index: number, entries: Entries, fs: FileSystem): void {
  if (entries.at(`${STAGING}/${index}`).kind === 'missing') {
    return; // moved by the run that was interrupted
  }
  const blocker = entries.blocker(path);
  if (blocker !== undefined && blocker.kind !== 'missing') {
    throw new OutputError([
      {
        path: blocker.path,
        message: 'is not a folder of its own',
        remedy: 'move it away, or delete it, and run again',
      },
    ]);
  }
  attempt(path, () => {
    if (blocker !== undefined) {
      fs.mkdirSync(join(root, path, '..'), { recursive: true });
    }
    fs.renameSync(stagedFile(root, index), join(root, path));
  });
}

/** The journal first: without it the rest means nothing. */
function discard(root: string, fs: FileSystem): void {
  fs.rmSync(join(root, JOURNAL), { force: true });
  fs.rmSync(join(root, STAGING), { force: true, recursive: true });
}

function stagedFile(root: string, index: number): string {
  return join(root, STAGING, String(index));
}

/** A journal of somebody else's making must not write or delete outside of the environments. */
function parseJournal(text: string): Journal {
  const { schemaVersion, writes, deletes } = parseRecord(text) ?? {};
  if (
    schemaVersion === SCHEMA_VERSION &&
    Array.isArray(writes) &&
    writes.every(isOutputPath) &&
    Array.isArray(deletes) &&
    deletes.every(isDelete)
  ) {
    return { writes, deletes };
  }
  throw new OutputError([
    {
      path: JOURNAL,
      message: 'is damaged or comes from another version',
      remedy: `delete the folder ${STAGING} and run again`,
    },
  ]);
}

function isDelete(item: unknown): item is PlannedDelete {
  return isRecord(item) && isOutputPath(item.path) && typeof item.sha256 === 'string';
}

function isOutputPath(path: unknown): path is string {
  if (typeof path !== 'string') {
    return false;
  }
  const [environment = '', ...rest] = path.split('/');
  const inside = rest.join('/');
  return environmentProblem(environment) === undefined && (inside === MANIFEST || pathProblem(inside) === undefined);
}
