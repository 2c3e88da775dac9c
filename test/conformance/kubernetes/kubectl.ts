import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The server was not there, or went away before it had answered: that says nothing of what was asked. */
const UNANSWERED = /unexpected EOF|connection refused|was refused|connection reset by peer|client connection lost/;
const MOST_ATTEMPTS = 10;

/** The real command line, with nothing of the machine's own configuration. */
export class Kubectl {
  constructor(
    private readonly binary: string,
    private readonly kubeconfig: string,
    /** Keeps what kubectl learns of the server's kinds. */
    private readonly home: string,
    /** Is told of every process that starts and ends, to end those that are left when the tests are killed. */
    private readonly supervise: (note: { readonly guard: number } | { readonly release: number }) => void,
  ) {}

  /** Whatever the outcome is; asked again where a server that is being started again gave no answer. */
  async attempt(args: readonly string[], input?: string): Promise<Outcome> {
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await this.once(args, input);
      if (outcome.code === 0 || !UNANSWERED.test(outcome.stderr) || attempts === MOST_ATTEMPTS) return outcome;
      await sleep(attempts * 200);
    }
  }

  /** A line of a shell that has kubectl, and nobody at its keyboard. */
  shell(text: string): Promise<Outcome> {
    return this.started('bash', ['-e', '-o', 'pipefail', '-c', text]);
  }

  private once(args: readonly string[], input?: string): Promise<Outcome> {
    return this.started(this.binary, args, input);
  }

  private started(program: string, args: readonly string[], input?: string): Promise<Outcome> {
    const PATH = [dirname(this.binary), process.env.PATH].join(delimiter);
    return new Promise((resolve) => {
      const child = execFile(
        program,
        [...args],
        { env: { PATH, KUBECONFIG: this.kubeconfig, HOME: this.home }, maxBuffer: 64 * 2 ** 20 },
        (error, stdout, stderr) => {
          if (child.pid !== undefined) this.supervise({ release: child.pid });
          resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr });
        },
      );
      if (child.pid !== undefined) this.supervise({ guard: child.pid });
      child.stdin?.end(input);
    });
  }

  /** @throws Error with both outputs when it does not succeed */
  async run(args: readonly string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(args, input);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  }
}
