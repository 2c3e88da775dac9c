import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keeper } from '../aws/keeper';

/** A folder of an application's SQL with these files, by path. */
export function sqlFolder(keeper: Keeper, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(keeper.folder, name);
  for (const kind of ['migrations', 'seeds', 'indexes']) mkdirSync(join(folder, kind), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}
