import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

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
  private readonly process: ChildProcess;
  private readonly waiting = new Map<string, (code: number) => void>();
  private count = 0;

  constructor() {
    this.process = spawn(process.execPath, [require.resolve('./supervisor.cjs'), this.folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    if (this.process.stdout === null) throw new Error('the keeper has no stdout');
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      const { id, code } = JSON.parse(line);
      this.waiting.get(id)?.(code);
    });
  }

  /** Starts a command; its output so far, and its end. */
  start(command: Command): { output(): Omit<Ended, 'code'>; readonly ended: Promise<Ended> } {
    this.count += 1;
    const id = String(this.count);
    const read = (name: string) => {
      try {
        return readFileSync(join(this.folder, `${id}.${name}`), 'utf8');
      } catch {
        return '';
      }
    };
    const output = () => ({ stdout: read('out'), stderr: read('err') });
    const ended = new Promise<number>((resolve) => this.waiting.set(id, resolve));
    this.process.stdin?.write(`${JSON.stringify({ id, ...command })}\n`);
    return { output, ended: ended.then((code) => ({ code, ...output() })) };
  }

  run(command: Command): Promise<Ended> {
    return this.start(command).ended;
  }

  /** Ends everything and removes the folder. */
  async close(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.stdin?.end();
    await exited;
  }
}
