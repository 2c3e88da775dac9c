import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type ConfigIssue } from '../config/errors';
import { readEnvFile } from './env-file';
import type { Present, Values } from './secret-values';

/** Who starts the containers, and nobody else. */
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
/**
 * Docker mounts a secret file as it is, and the stores run as users of their own, who have to read it. On the machine
 * its folder keeps everyone else out.
 */
const READ_ONLY = 0o444;

const envFile = (folder: string) => join(folder, '.env');
const secretsFolder = (folder: string) => join(folder, 'secrets');

/**
 * What a folder holds of secrets.
 *
 * @throws ConfigError with every file that is a link, is not what its name says, or cannot be read as Compose reads it
 */
export function readSecretFolder(folder: string): Present & { readonly text: string } {
  const issues: ConfigIssue[] = [];
  const fail = (file: string, message: string) =>
    issues.push({ path: '', code: 'file', message: `${file} ${message}` });
  const isThere = (file: string, kind: 'file' | 'folder'): boolean => {
    // existsSync follows links, and is wrong for one that leads nowhere.
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    if (stats.isSymbolicLink()) fail(file, 'is a link; secrets are written to files of this folder only');
    else if (kind === 'file' ? !stats.isFile() : !stats.isDirectory()) fail(file, `is no ${kind}`);
    else return true;
    return false;
  };
  const files = new Map<string, string>();
  if (isThere(secretsFolder(folder), 'folder')) {
    for (const name of readdirSync(secretsFolder(folder)).sort()) {
      const file = join(secretsFolder(folder), name);
      if (isThere(file, 'file')) files.set(name, readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
    }
  }
  const text = isThere(envFile(folder), 'file') ? readFileSync(envFile(folder), 'utf8') : '';
  const { values, problems } = readEnvFile(text);
  for (const { line, message } of problems) fail(`${envFile(folder)}:${line}`, message);
  if (issues.length > 0) throw new ConfigError(issues);
  return { variables: values, files, text };
}

/** Writes `.env` whole or not at all, and the secrets that are not there; an existing one is never opened for writing. */
export function writeSecretFolder(folder: string, text: string, files: Values): void {
  mkdirSync(folder, { recursive: true });
  const temporary = `${envFile(folder)}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode: OWNER_ONLY, flag: 'wx' });
    chmodSync(temporary, OWNER_ONLY);
    renameSync(temporary, envFile(folder));
  } finally {
    rmSync(temporary, { force: true });
  }
  mkdirSync(secretsFolder(folder), { recursive: true, mode: OWNER_ONLY_FOLDER });
  chmodSync(secretsFolder(folder), OWNER_ONLY_FOLDER);
  for (const [name, value] of files) {
    const file = join(secretsFolder(folder), name);
    // A file without content has none to lose.
    if (existsSync(file)) rmSync(file);
    writeFileSync(file, value, { mode: READ_ONLY, flag: 'wx' });
    chmodSync(file, READ_ONLY);
  }
}
