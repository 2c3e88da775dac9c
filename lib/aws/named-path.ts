import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../config/errors';

/**
 * A file or folder that the config names, and what has to be in it.
 *
 * @param key - Where it is named, such as `migration.sql`.
 * @throws ConfigError that says where it was looked for: paths start at the working folder
 */
export function namedPath(key: string, path: string, parts: readonly string[] = []): string {
  for (const wanted of [path, ...parts.map((part) => join(path, part))]) {
    if (!existsSync(wanted)) {
      const message = `must be there, and there is no ${resolve(wanted)}; paths start at the working folder`;
      throw new ConfigError([{ path: key, code: 'file', message }]);
    }
  }
  return path;
}
