import { existsSync } from 'node:fs';
import { isAlive } from '../is-alive';
import { until } from '../kubernetes/until';
import { Keeper } from './keeper';

const shell = (script: string) => ({
  command: 'bash',
  args: ['-c', script],
  cwd: '/',
  env: { PATH: process.env.PATH ?? '' },
});

test('a command has its output and its code; one that is not there has 127', async () => {
  const keeper = new Keeper();
  expect(await keeper.run(shell('echo out; echo err >&2; exit 3'))).toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
  expect(await keeper.run({ ...shell(''), command: 'no-such-program' })).toMatchObject({ code: 127 });
  await keeper.close();
});

test('what still runs ends with the keeper, with all that it started, and the folder goes', async () => {
  const keeper = new Keeper();
  const { output, ended } = keeper.start(shell('sleep 600 & echo $$ $!; wait'));
  await until('the program runs', 5000, () => output().stdout.endsWith('\n'));
  const ids = output().stdout.trim().split(' ').map(Number);
  expect(ids.map(isAlive)).toEqual([true, true]);
  await keeper.close();
  expect((await ended).code).not.toBe(0);
  await until('all have ended', 5000, () => !existsSync(keeper.folder) && ids.every((id) => !isAlive(id)));
});
