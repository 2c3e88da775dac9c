import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentRunbooks } from '../../lib/operations/environment';
import { run } from '../support/run';
import { commandsOf, inside, judgeInside, judgeOf, notRun, shipped } from './commands';

const all = shipped.flatMap(commandsOf);

/** A command of a step names no environment. */
const whole = (text: string): string =>
  text.startsWith('memorai explain') ? `${text} --env production` : `${text} --help`;

test('every command has a real program that a test hands it to', () => {
  expect(all.filter((command) => judgeOf(command) === undefined).map(({ text }) => text)).toEqual([]);
});

test('every program of a container too', () => {
  const lines = all.filter(({ from }) => from === 'block').flatMap(({ text }) => text.split('\n'));
  const contained = lines.flatMap((line) => inside(line) ?? []);
  expect(contained.length).toBeGreaterThan(0);
  expect(contained.filter((one) => judgeInside(one) === undefined)).toEqual([]);
  expect(lines.filter((line) => / (?:exec|run) /.test(line) && /^docker/.test(line) && !inside(line))).toEqual([]);
});

test('what nobody runs here is said to be typed somewhere', () => {
  const texts = shipped.map((platform) => environmentRunbooks(platform)).join();
  expect(Object.keys(notRun).filter((words) => !texts.includes(`\`${words}`))).toEqual([]);
});

describe('here', () => {
  let bin = '';
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'memorai-bin-'));
    const program = resolve('build/bin/memorai.js');
    writeFileSync(join(bin, 'memorai'), `#!/bin/sh\nexec node ${program} "$@"\n`, { mode: 0o755 });
  });
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  /** Whatever fails in it, a pipe too, is a failure. */
  const bash = (text: string) =>
    run('bash', ['-e', '-o', 'pipefail', '-c', text], process.cwd(), { PATH: `${bin}:${process.env.PATH}` });

  const own = all.filter((command) => command.text.startsWith('memorai '));
  test.each([...new Set(own.map(({ text, from }) => (from === 'block' ? text : whole(text))))])('%s', (text) => {
    expect(bash(text)).not.toBe('');
  });

  // The disk of this machine takes too long to count, and its journal may be empty.
  const programs = all.filter((command) => judgeOf(command) === 'npm test' && !command.text.startsWith('memorai '));
  for (const text of new Set(programs.map((command) => command.text))) {
    const isHere = spawnSync('sh', ['-c', `command -v ${text.split(' ')[0]}`]).status === 0;
    (isHere ? test : test.skip)(`${text}`, () => {
      expect(() => bash(text.replace(' / ', ` ${bin} `))).not.toThrow();
    });
  }
});
