import { constants } from 'node:fs';
import { join } from 'node:path';
import { fold, MANIFEST, parentsOf } from './artifact-path';
import type { Outputs } from './check-outputs';
import { Entries, type EntryKind } from './entry';
import type { FileSystem } from './file-system';
import { formatManifest, ownedFiles, sha256 } from './manifest';
import { attempt, OutputError, type OutputProblem } from './output-error';

export interface PlannedWrite {
  readonly path: string;
  readonly content: string;
  /** What is there now. */
  readonly state: 'missing' | 'different';
}

export interface PlannedDelete {
  readonly path: string;
  /** Of the content that we wrote: a file with another content is not deleted. */
  readonly sha256: string;
}

/** What a write would do. Paths are relative to the root, with `/`. */
export interface Plan {
  readonly writes: readonly PlannedWrite[];
  readonly deletes: readonly PlannedDelete[];
  readonly unchanged: readonly string[];
  /** Ours and no longer in the output, but edited by a person: stays, and is no longer ours. */
  readonly kept: readonly string[];
}

const MOVE = 'move it away, or delete it, and run again';

/** What is wrong with an entry where a file of ours, or a folder for it, belongs. */
const IN_THE_WAY: Readonly<Record<Exclude<EntryKind, 'missing'>, string>> = {
  file: 'is a file where a folder belongs',
  folder: 'is a folder where a file belongs',
  link: 'is a symbolic link, which is never followed',
  outside: 'is on another file system than the output folder',
  other: 'is neither a file nor a folder',
};

/**
 * Compares checked outputs with the disk and changes nothing.
 * @throws OutputError with everything on disk that is in the way
 */
export function planOutput(root: string, outputs: Outputs, fs: FileSystem): Plan {
  const planner = new Planner(root, fs);
  for (const [environment, artifacts] of [...outputs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    planner.add(environment, new Map(artifacts.map(({ path, content }) => [path, content])));
  }
  return planner.finish();
}

class Planner {
  private readonly entries: Entries;
  private readonly writes: PlannedWrite[] = [];
  private readonly deletes = new Map<string, PlannedDelete>();
  private readonly unchanged: string[] = [];
  private readonly kept: string[] = [];
  /** By path, because many files can have the same thing in their way. */
  private readonly problems = new Map<string, OutputProblem>();

  constructor(
    private readonly root: string,
    private readonly fs: FileSystem,
  ) {
    this.entries = new Entries(root, fs);
  }

  add(environment: string, contents: ReadonlyMap<string, string>): void {
    const { kind } = this.entries.at(environment);
    if (kind !== 'missing' && kind !== 'folder') {
      this.refuse(environment, IN_THE_WAY[kind]);
      return;
    }
    const owned = this.collect(() => ownedFiles(this.root, environment, this.fs));
    if (owned === undefined) {
      return;
    }
    const inPlace = (path: string) => `${environment}/${path}`;
    const orphans = new Map<string, string>();
    for (const [path, hash] of owned) {
      if (!contents.has(path) && this.release(inPlace(path), hash)) {
        orphans.set(fold(path), path);
      }
    }
    const hashes = new Map([...contents].map(([path, content]) => [path, sha256(content)]));
    for (const [path, content] of contents) {
      this.place(inPlace(path), content, owned.has(path), orphans.get(fold(path)));
    }
    this.place(inPlace(MANIFEST), formatManifest(hashes), true, undefined);
  }

  finish(): Plan {
    this.checkAccess();
    if (this.problems.size > 0) {
      throw new OutputError([...this.problems.values()]);
    }
    return {
      writes: this.writes,
      deletes: [...this.deletes.values()],
      unchanged: this.unchanged.sort(),
      kept: this.kept.sort(),
    };
  }

  /** A file of ours that the output no longer has: deleted if it is as we wrote it. False when it is gone already. */
  private release(path: string, hash: string): boolean {
    const content = this.entries.read(path);
    if (content === undefined) {
      const isThere = this.entries.blocker(path) === undefined && this.entries.at(path).kind !== 'missing';
      this.kept.push(...(isThere ? [path] : []));
      return isThere;
    }
    if (sha256(content) === hash) {
      this.deletes.set(path, { path, sha256: hash });
    } else {
      this.kept.push(path);
    }
    return true;
  }

  private place(path: string, content: string, isOurs: boolean, otherSpelling: string | undefined): void {
    const blocker = this.entries.blocker(path);
    if (blocker !== undefined) {
      if (blocker.kind === 'missing' || this.deletes.has(blocker.path)) {
        this.writes.push({ path, content, state: 'missing' });
      } else {
        this.refuse(blocker.path, IN_THE_WAY[blocker.kind]);
      }
      return;
    }
    const { kind, size } = this.entries.at(path);
    if (kind === 'missing' || (kind === 'folder' && this.isEmptied(path))) {
      this.writes.push({ path, content, state: 'missing' });
    } else if (kind !== 'file') {
      this.refuse(path, IN_THE_WAY[kind]);
    } else if (!isOurs && otherSpelling !== undefined) {
      this.refuse(path, `differs only in case or accents from ${otherSpelling}, which is no longer in the output`);
    } else if (this.isEqual(path, size, content)) {
      this.unchanged.push(path);
    } else if (isOurs) {
      this.writes.push({ path, content, state: 'different' });
    } else {
      this.refuse(path, 'exists and was not written by synth');
    }
  }

  private isEqual(path: string, size: number, content: string): boolean {
    return (
      size === Buffer.byteLength(content) &&
      attempt(path, () => this.fs.readFileSync(join(this.root, path))).equals(Buffer.from(content))
    );
  }

  /** Whether all that a folder holds are files that we delete: then it goes too. */
  private isEmptied(folder: string): boolean {
    const inside = attempt(folder, () => this.fs.readdirSync(join(this.root, folder), { withFileTypes: true }));
    return (
      inside.length > 0 &&
      inside.every((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? this.isEmptied(path) : this.deletes.has(path);
      })
    );
  }

  /** The steps after the journal cannot be taken back, so what the system will refuse is asked before. */
  private checkAccess(): void {
    const paths = [...this.writes.map(({ path }) => path), ...this.deletes.keys()];
    for (const folder of new Set(paths.flatMap(parentsOf))) {
      if (this.entries.isFolder(folder)) {
        const { W_OK, X_OK } = constants;
        this.collect(() => attempt(folder, () => this.fs.accessSync(join(this.root, folder), W_OK | X_OK)));
      }
    }
  }

  /** The result, or undefined when there is a problem; so that one does not hide the others. */
  private collect<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof OutputError)) {
        throw error;
      }
      for (const problem of error.problems) {
        this.problems.set(problem.path, problem);
      }
      return undefined;
    }
  }

  private refuse(path: string, message: string): void {
    this.problems.set(path, { path, message, remedy: MOVE });
  }
}
