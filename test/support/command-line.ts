import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Console, plainStyle } from '../../lib/cli/console';
import { run } from '../../lib/cli/run';

/** Runs the command line in the current folder; what it printed, and its exit code. */
export function runCommand(
  argv: readonly string[],
  terminal: Partial<Pick<Console, 'style' | 'outStyle' | 'columns' | 'workspace'>> = {},
): { readonly code: number; readonly out: string; readonly err: string } {
  let [out, err] = ['', ''];
  const code = run(argv, '0.0.0', {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    progress: () => {},
    style: plainStyle,
    outStyle: plainStyle,
    ...terminal,
  });
  return { code, out, err };
}

/** A staging with stores of others: the shortest config, and lines under it; line 10 is the first of them. */
export const stagingConfig = (changes = '') => `environment: staging
version: 3.2.0
domain: memorai.com
tier: minimum
protection: { level: none, reason: made by a test }
stores:
  postgres: { provider: external, host: db.memorai.com }
  redis: { host: redis.memorai.com }
  qdrant: { host: qdrant.memorai.com }
${changes}`;

/** The command line in a folder of its own, which is gone after each test of the file that asks for it. */
export function commandLine() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'memorai-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs one command with configs under the folder; paths are shown without the folder. */
  const memorai = (
    words: string,
    files: Readonly<Record<string, string>> = {},
    terminal: Partial<Pick<Console, 'style' | 'outStyle' | 'columns' | 'workspace'>> = {},
  ) => {
    mkdirSync(join(folder, 'environments'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'environments', name), text);
    const argv = words.split(' ').filter((word) => word !== '');
    const hasFolders = ['synth', 'check', 'list', 'explain', 'init'].includes(argv[0] ?? '');
    if (hasFolders) argv.push('--config', join(folder, 'environments'));
    if (argv[0] === 'synth' || argv[0] === 'check') argv.push('--out-dir', join(folder, 'dist'));
    const { code, out, err } = runCommand(argv, terminal);
    const clean = (text: string) => text.replaceAll(`${folder}/`, '');
    return { code, out: clean(out), err: clean(err) };
  };
  return { memorai, folder: () => folder };
}
