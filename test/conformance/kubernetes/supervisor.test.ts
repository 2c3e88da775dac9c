import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isAlive } from '../is-alive';
import { until } from './until';

/** Whoever asks for programs, in a process of its own: it prints the ids of all that it started. */
const tests = `
  const { spawn } = require('node:child_process');
  const [supervisor, folder] = process.argv.slice(1);
  const keeper = spawn(process.execPath, [supervisor, folder], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  const tell = (note) => keeper.stdin.write(JSON.stringify(note) + '\\n');
  const guarded = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  const stubborn = "trap '' TERM; echo $$ > stubborn.pid; while :; do sleep 1; done";
  tell({ name: 'stubborn', command: 'bash', args: ['-c', stubborn] });
  tell({ guard: guarded.pid });
  console.log(keeper.pid, guarded.pid);
  process.stdin.resume().on('end', () => keeper.stdin.end());
`;

test.each<[string, (asker: ChildProcess) => void]>([
  ['when the tests are over', (asker) => asker.stdin?.end()],
  ['after SIGINT', (asker) => asker.kill('SIGINT')],
  ['after SIGTERM', (asker) => asker.kill('SIGTERM')],
  ['after SIGKILL', (asker) => asker.kill('SIGKILL')],
])('leaves no process and no folder %s', async (_, finish) => {
  const folder = mkdtempSync(join(tmpdir(), 'memorai-supervisor-'));
  const asker = spawn(process.execPath, ['-e', tests, require.resolve('./supervisor.cjs'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: asker.stdout }), 'line')) as [string];
  const written = join(folder, 'stubborn.pid');
  await until('the program runs', 5000, () => existsSync(written) && readFileSync(written, 'utf8') !== '');
  const ids = [...line.split(' '), readFileSync(written, 'utf8')].map(Number);
  expect(ids.map(isAlive)).toEqual([true, true, true]);
  finish(asker);
  await until('all have ended', 5000, () => !existsSync(folder) && ids.every((id) => !isAlive(id)));
});
