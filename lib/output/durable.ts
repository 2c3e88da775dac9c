import type { FileSystem } from './file-system';
import { errorCode } from './output-error';

/** What file systems answer that cannot flush a folder: some network mounts, and Windows. They order renames anyway. */
const CANNOT_FLUSH_FOLDERS: ReadonlySet<string | undefined> = new Set([
  'EINVAL',
  'ENOTSUP',
  'EISDIR',
  'EPERM',
  'EACCES',
]);

/** Returns when the bytes of a file are on the device, so that they survive a power cut. */
export function flushFile(path: string, fs: FileSystem): void {
  flush(path, 'r+', fs);
}

/** Returns when the names in a folder are on the device. */
export function flushFolder(path: string, fs: FileSystem): void {
  try {
    flush(path, 'r', fs);
  } catch (error) {
    if (!CANNOT_FLUSH_FOLDERS.has(errorCode(error))) {
      throw error;
    }
  }
}

function flush(path: string, flags: string, fs: FileSystem): void {
  const descriptor = fs.openSync(path, flags);
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
