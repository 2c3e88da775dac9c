import { readFileSync, statSync } from 'node:fs';

/** More than 20000 services; above it the file is not a config. */
const maxBytes = 8 * 1024 * 1024;

/** What the operating system says, in our words. */
const failures: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'permission to read the file is denied',
  EPERM: 'permission to read the file is denied',
  ELOOP: 'symbolic links in a circle',
  ENAMETOOLONG: 'name of the file is too long',
};

export type FileText = { readonly text: string } | { readonly failure: string };

/** Text of a regular file in UTF-8, without its byte order mark; or why it cannot be had. */
export function readConfigText(file: string): FileText {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return { failure: 'is a folder, not a file' };
    if (!stats.isFile()) return { failure: 'is not a regular file' };
    if (stats.size > maxBytes) return { failure: `is larger than ${maxBytes / 1024 / 1024} MiB` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not text in UTF-8';
  return failures[code] ?? `cannot be read (${code})`;
}
