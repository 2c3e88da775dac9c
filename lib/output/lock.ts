import { join } from 'node:path';
import type { FileSystem } from './file-system';
import { attempt, errorCode, OutputError } from './output-error';

/** The process is in the name, so that a lock is whole as soon as it exists, and removing a dead one hits no other. */
const LOCK = /^\.memorai-lock-(\d+)$/;

/** How long a run waits for one that started at the same moment to step back: 20 times 10 ms. */
const ATTEMPTS = 20;
const PAUSE_MS = 10;

/**
 * Runs `action` while no other process of this machine does the same for `root`. A lock whose process is gone counts
 * for nothing. Of two that start at once the higher process number steps back.
 * @param pid ours; a test may take another's place
 * @throws OutputError when another process holds it
 */
export function withLock<T>(root: string, fs: FileSystem, action: () => T, pid = process.pid): T {
  const lock = join(root, lockName(pid));
  attempt(root, () => fs.writeFileSync(lock, ''));
  try {
    waitForOthers(root, fs, pid);
    return action();
  } finally {
    release(lock, fs);
  }
}

function release(lock: string, fs: FileSystem): void {
  try {
    fs.rmSync(lock, { force: true });
  } catch {
    // What the action returned or threw matters more; a lock that stays counts for nothing once this process is gone.
  }
}

function waitForOthers(root: string, fs: FileSystem, own: number): void {
  for (let attemptNumber = 1; ; attemptNumber += 1) {
    const [other] = others(root, fs, own);
    if (other === undefined) {
      return;
    }
    if (other < own || attemptNumber === ATTEMPTS) {
      throw new OutputError([
        {
          path: root,
          message: `process ${other} is writing here`,
          remedy: `wait until it ends, or delete ${lockName(other)} if that process is not ours`,
        },
      ]);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

/** Living processes with a lock, lowest first; locks of dead ones are removed. */
function others(root: string, fs: FileSystem, own: number): number[] {
  const found = attempt(root, () => fs.readdirSync(root))
    .map((name) => Number(LOCK.exec(name)?.[1] ?? own))
    .filter((pid) => pid !== own);
  for (const pid of found.filter((candidate) => !isAlive(candidate))) {
    attempt(root, () => fs.rmSync(join(root, lockName(pid)), { force: true }));
  }
  return found.filter(isAlive).sort((a, b) => a - b);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return errorCode(error) === 'EPERM';
  }
}

function lockName(pid: number): string {
  return `.memorai-lock-${pid}`;
}
