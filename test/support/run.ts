import { spawnSync } from 'node:child_process';

/** How a program ended, whichever way. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with `input` on its stdin. Throws only where it cannot be started. */
export function end(command: string, words: readonly string[], cwd: string, input = ''): Ended {
  const ended = spawnSync(command, [...words], { cwd, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (ended.error !== undefined) throw ended.error;
  return ended;
}

/** Runs a program to its end and hands back what it printed. Throws with all of it when it fails. */
export function run(command: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, [...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}
