import { join } from 'node:path';
import { parentsOf } from './artifact-path';
import type { FileSystem } from './file-system';
import { attempt } from './output-error';

/** What is at a path. `outside`: a folder on another file system, which a rename cannot reach. */
export type EntryKind = 'missing' | 'file' | 'folder' | 'link' | 'outside' | 'other';

interface Entry {
  readonly kind: EntryKind;
  /** In bytes; 0 unless it is a file. */
  readonly size: number;
}

/**
 * Looks at paths below one root without following links; the root itself may be one. Remembers folders, most files
 * share theirs: after deleting folders, make a new one.
 */
export class Entries {
  private readonly folders = new Set<string>();
  private readonly rootDevice: number | undefined;

  constructor(
    private readonly root: string,
    private readonly fs: FileSystem,
  ) {
    this.rootDevice = attempt(root, () => fs.lstatSync(`${root}/.`, { throwIfNoEntry: false }))?.dev;
  }

  /** `path` is relative to the root; its parents must be folders, or missing. */
  at(path: string): Entry {
    const stat = attempt(path, () => this.fs.lstatSync(join(this.root, path), { throwIfNoEntry: false }));
    if (stat === undefined) {
      return { kind: 'missing', size: 0 };
    }
    if (stat.isFile()) {
      return { kind: 'file', size: stat.size };
    }
    if (stat.isDirectory()) {
      return { kind: stat.dev === this.rootDevice ? 'folder' : 'outside', size: 0 };
    }
    return { kind: stat.isSymbolicLink() ? 'link' : 'other', size: 0 };
  }

  /** The outermost parent of `path` that is no folder, if any: nothing below it is looked at. */
  blocker(path: string): { readonly path: string; readonly kind: Exclude<EntryKind, 'folder'> } | undefined {
    for (const parent of parentsOf(path)) {
      const kind = this.folders.has(parent) ? 'folder' : this.at(parent).kind;
      if (kind !== 'folder') {
        return { path: parent, kind };
      }
      this.folders.add(parent);
    }
    return undefined;
  }

  /** Whether a path is a folder, and every parent of it. */
  isFolder(path: string): boolean {
    return this.blocker(`${path}/`) === undefined;
  }

  /** The bytes of `path` when it is a regular file that no link leads to. */
  read(path: string): Buffer | undefined {
    if (this.blocker(path) !== undefined || this.at(path).kind !== 'file') {
      return undefined;
    }
    return attempt(path, () => this.fs.readFileSync(join(this.root, path)));
  }
}
