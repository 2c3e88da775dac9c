import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** What runs now, ended with the file that started it, or with its process. */
const running = new Set<ChildProcess>();
const endAll = () => {
  for (const child of running) stopNow(child);
};
process.once('exit', endAll);

/** Who a server of a database may run as: not root. Undefined where this process is not root either. */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts a server in a process group of its own; what it prints is at hand when it does not come up. */
export function start(
  command: string,
  words: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number },
) {
  const child = spawn(command, [...words], {
    ...options,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(String(error))));
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { child, output: () => output };
}

export type Server = ReturnType<typeof start>;

export async function stop({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(10_000, undefined, { ref: false })]);
  stopNow(child);
}

function stopNow(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
}

/** Asks until the answer is yes; a busy machine may take long. Throws with what the server printed. */
export async function until(server: Server, ask: () => boolean | Promise<boolean>, seconds = 120): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && server.child.exitCode === null) {
    try {
      if (await ask()) return;
    } catch {
      // Not yet.
    }
    await sleep(100);
  }
  throw new Error(`it does not answer:\n${server.output()}`);
}
