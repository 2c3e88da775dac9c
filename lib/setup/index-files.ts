import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IndexStatement, indexStatements } from './index-statement';

/** Every index of the application's files, `indexes/*.sql`, in order of the files; none without that folder. */
export function indexFiles(folder: string): readonly IndexStatement[] {
  const indexes = join(folder, 'indexes');
  if (!existsSync(indexes)) {
    return [];
  }
  return readdirSync(indexes)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => indexStatements(file, readFileSync(join(indexes, file), 'utf8')));
}
