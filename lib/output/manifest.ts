import { createHash } from 'node:crypto';
import { toJson } from '../emit/json';
import { environmentProblem, MANIFEST, pathProblem } from './artifact-path';
import { Entries } from './entry';
import { type FileSystem, realFileSystem } from './file-system';
import { OutputError } from './output-error';
import { isRecord, parseRecord } from './parse-record';

const SCHEMA_VERSION = 1;

/** SHA-256 in hex of the bytes in the file. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The text of `.synth.json` for these files: path to SHA-256. */
export function formatManifest(files: ReadonlyMap<string, string>): string {
  return toJson({ schemaVersion: SCHEMA_VERSION, files: Object.fromEntries(files) });
}

/**
 * The files of an environment that the last write left, path to SHA-256 of what it wrote; empty when there was none.
 * @throws OutputError when `.synth.json` is not what formatManifest writes, or comes from a newer version
 */
export function ownedFiles(
  root: string,
  environment: string,
  fs: FileSystem = realFileSystem,
): ReadonlyMap<string, string> {
  const path = `${environment}/${MANIFEST}`;
  const refuse = (message: string, remedy: string) => new OutputError([{ path, message, remedy }]);
  const nameProblem = environmentProblem(environment);
  if (nameProblem !== undefined) {
    throw refuse(`the environment's name ${nameProblem}`, 'choose another name');
  }
  const entries = new Entries(root, fs);
  const kind = entries.blocker(path)?.kind ?? entries.at(path).kind;
  if (kind === 'missing') {
    return new Map();
  }
  const text = entries.read(path);
  if (text === undefined) {
    throw refuse('is not a regular file in a folder of its own', 'move away what is in its place');
  }
  const manifest = parseRecord(text.toString('utf8'));
  const version = manifest?.schemaVersion;
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    throw refuse(`has schemaVersion ${version}, this version reads up to ${SCHEMA_VERSION}`, 'update memorai-infra');
  }
  const files = version === SCHEMA_VERSION ? manifest?.files : undefined;
  if (!isRecord(files) || !Object.entries(files).every(([file, hash]) => isOwned(file, hash))) {
    throw refuse(
      'is damaged',
      'restore it from version control, or delete it: files that equal the new output are taken over',
    );
  }
  return new Map(Object.entries(files).map(([file, hash]) => [file, String(hash)]));
}

/** A file of somebody else's making must not point outside of the folder. */
function isOwned(file: string, hash: unknown): boolean {
  return pathProblem(file) === undefined && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash);
}
