import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../lib/config/errors';
import { type ConfigSource, readConfigFile } from '../../lib/config/read';

/** A folder that lives as long as the tests of one file. */
export function scratchFolder(): {
  readonly path: string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
} {
  const path = mkdtempSync(join(tmpdir(), 'config-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
    },
  };
}

/** What a call throws as a config error: each issue as `file:line:column code path | message`, without the folder. */
export function issuesOf(folder: string, call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, code, message, position }) => {
      const place = position ? `${position.file}:${position.line}:${position.column}` : '-';
      return `${place} ${code} ${path} | ${message}`.replaceAll(`${folder}/`, '');
    });
  }
  return [];
}

/** Reads one of the files of a folder. */
export function readIn(folder: string, name: string): ConfigSource {
  return readConfigFile(join(folder, name));
}
