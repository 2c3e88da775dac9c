import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Artifact } from '../../lib/platform/artifact';

/** A folder of its own for each test of the file that calls this; `root()` is an output folder in it, not yet made. */
export function scratch(): { readonly root: () => string } {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'output-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return { root: () => join(folder, 'dist') };
}

/** `{ production: { 'a/b.yaml': 'text' } }` as outputs. */
export function outputs(
  environments: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<string, readonly Artifact[]> {
  return new Map(
    Object.entries(environments).map(([name, files]) => [
      name,
      Object.entries(files).map(([path, content]) => ({ path, content })),
    ]),
  );
}

/** Every file below a folder with its content; an empty folder as `path/`, a link as `path@`. */
export function tree(root: string, below = ''): Record<string, string> {
  if (!existsSync(root)) {
    return {};
  }
  const found = readdirSync(join(root, below)).map((name): Record<string, string> => {
    const path = below === '' ? name : `${below}/${name}`;
    const stat = lstatSync(join(root, path));
    if (stat.isSymbolicLink()) {
      return { [`${path}@`]: '' };
    }
    if (stat.isFile()) {
      return { [path]: readFileSync(join(root, path), 'utf8') };
    }
    const inside = tree(root, path);
    return Object.keys(inside).length === 0 ? { [`${path}/`]: '' } : inside;
  });
  return Object.assign({}, ...found);
}

/** The tree without the lists of owned files. */
export function files(root: string): Record<string, string> {
  return Object.fromEntries(Object.entries(tree(root)).filter(([path]) => !path.endsWith('.synth.json')));
}

/** A person writes a file. */
export function put(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
