import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder and the programs that run for it; both go with the tests, however those end. */
export class Keeper {
  readonly folder = mkdtempSync(join(tmpdir(), 'memorai-aws-'));
  private readonly supervisor = spawn(
    process.execPath,
    [require.resolve('../kubernetes/supervisor.cjs'), this.folder],
    { stdio: ['pipe', 'ignore', 'inherit'], detached: true },
  );
  private count = 0;

  /** Starts a command; its output so far, and its end. */
  start({ command, args, cwd, env }: Command): { output(): Omit<Ended, 'code'>; readonly ended: Promise<Ended> } {
    this.count += 1;
    const files = ['out', 'err'].map((name) => join(this.folder, `${this.count}.${name}`));
    const opened = files.map((file) => openSync(file, 'a'));
    const child = spawn(command, args, { stdio: ['ignore', ...opened], cwd, env, detached: true });
    for (const file of opened) closeSync(file);
    // Its group: with all that it starts in its turn.
    const group = child.pid === undefined ? undefined : -child.pid;
    if (group !== undefined) this.tell({ guard: group });
    const output = () => {
      const [stdout = '', stderr = ''] = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
      return { stdout, stderr };
    };
    const ended = new Promise<number>((resolve) => {
      child.on('error', () => resolve(127)).on('exit', (code) => resolve(code ?? 1));
    });
    return {
      output,
      ended: ended.then((code) => {
        if (group !== undefined) this.tell({ release: group });
        return { code, ...output() };
      }),
    };
  }

  run(command: Command): Promise<Ended> {
    return this.start(command).ended;
  }

  /** Ends everything and removes the folder. */
  async close(): Promise<void> {
    const exited = once(this.supervisor, 'exit');
    this.supervisor.stdin.end();
    await exited;
  }

  private tell(message: { readonly guard: number } | { readonly release: number }): void {
    if (this.supervisor.stdin.writable) this.supervisor.stdin.write(`${JSON.stringify(message)}\n`);
  }
}
