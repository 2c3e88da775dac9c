import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for the tests of one file, which remove it when they are done. However this process ends (a signal runs
 * no handler of jest's), a shell of its own process group sees the pipe close, and removes what is left.
 *
 * Its real path, not the link that macOS has at its temporary folder: Node resolves packages from real paths.
 */
export function scratchFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `memorai-${name}-`)));
  const keeper = spawn('sh', ['-c', 'cat; rm -rf "$1"', 'sh', folder], {
    cwd: tmpdir(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.unref();
  (keeper.stdin as Socket).unref();
  return folder;
}
