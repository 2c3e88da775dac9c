import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths with `/`, relative to a folder, and texts. */
export type Files = Readonly<Record<string, string>>;

/** All files below a folder. */
export function readFiles(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

/** Where files differ from those that are expected; empty when every byte is the same. */
export function differences(expected: Files, actual: Files): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort().flatMap((path) => {
    if (actual[path] === undefined) return [`${path} is missing`];
    if (expected[path] === undefined) return [`${path} is too much`];
    return actual[path] === expected[path] ? [] : [`${path} differs`];
  });
}
