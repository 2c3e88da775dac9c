import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../support/scratch';
import { currentBuild } from './built';

const folder = scratchFolder('pipe');

const config = 'environment: one\nversion: 3.2.0\ndomain: a.bc\ncluster: { provider: generic }\n'; // it has warnings

test.each([
  ['data', '--output json'],
  ['messages', '2>&1 >&-'],
])('a reader of %s that goes away takes nothing from the exit code', (_, rest) => {
  writeFileSync(join(folder, 'one.yaml'), config);
  const program = `node ${join(currentBuild(), 'bin/memorai.js')} check --phase platform --fail-on warning --config ${folder} ${rest}`;
  const { stdout } = spawnSync('bash', ['-c', `${program} | true; echo "\${PIPESTATUS[0]}"`], { encoding: 'utf8' });
  expect(stdout).toBe('3\n');
});
