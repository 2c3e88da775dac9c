import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { synthesize } from '../../../lib/index';
import type { Platform } from '../../../lib/platform/types';
import { blocksFor, type Command, commandsOf, inside, judgeOf, shipped } from '../../operations/commands';
import { end } from '../../support/run';
import { fill } from './secrets-of';
import { installed, newFolder, write } from './tools';

const NO_ENGINE = 'unix:///nowhere/docker.sock';

/** A checkout with the rendered files of an environment and its secrets, where a person types. */
function checkout(platform: Platform): string {
  const [root, files] = [newFolder(), write(synthesize(platform))];
  fill(files, platform);
  mkdirSync(join(root, 'dist'));
  symlinkSync(dirname(files), join(root, 'dist', platform.environment));
  return root;
}

/** The words of a line that are for docker compose: all up to a pipe or a redirection of the shell. */
const line = (text: string): string => text.replace(/ (?:\||>) [^'"]*$/, '');

/** What the real command line makes of a line without an engine. */
function typed(root: string, text: string): string {
  const words = text.replace(/^docker compose/, installed('DOCKER_COMPOSE'));
  const { status, stdout, stderr } = end('env', [`DOCKER_HOST=${NO_ENGINE}`, 'bash', '-c', words], root);
  return `${status} ${stdout}${stderr}`;
}

const reached =
  /^1 [\s\S]*(?:failed to connect to the docker API|Cannot connect to the Docker daemon) at unix:\/\/\/nowhere/;

describe.each(
  shipped.flatMap((platform) => (platform.deployment === 'compose' ? [[platform.environment, platform] as const] : [])),
)('%s', (_, platform) => {
  let root = '';
  beforeAll(() => {
    root = checkout(platform);
  });
  const { services } = composeProject(platform).file;
  const blocks = blocksFor('compose').filter((command) => command.platform === platform);
  const lines = [...new Set(blocks.flatMap(({ text }) => text.split('\n')))];

  test.each(lines)('%s: is read to its end, and reaches for the engine', (text) => {
    expect(typed(root, line(text))).toMatch(reached);
  });

  test('names services that are there, and no others', () => {
    const named = lines.map(
      (text) => inside(text)?.service ?? /(?:logs --since \S+|ps --all|images) (\S+)/.exec(text)?.[1],
    );
    expect(named.filter((name) => name !== undefined && services[name] === undefined)).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(5);
  });

  // `…` stands for the file, and the words are those of a sentence.
  const steps = commandsOf(platform).filter((one: Command) => one.from === 'step' && judgeOf(one) === 'compose');
  test.each(steps.map(({ text }) => text))('%s: is read to its end', (text) => {
    const file = `--file dist/${platform.environment}/compose/compose.yaml`;
    expect(typed(root, text.replace('…', file))).toMatch(reached);
  });

  test.each([
    ['a service', 'docker compose --file F ps --all memorai-apis', /no such service: memorai-apis/],
    ['an option', 'docker compose --file F ps --al memorai-api', /unknown flag: --al/],
    ['a command', 'docker compose --file F stat --no-stream', /unknown/],
    ['a file', 'docker compose --file nowhere.yaml ps --all', /nowhere\.yaml: no such file/],
  ])('%s that is not there is refused', (_what, text, message) => {
    const said = typed(root, text.replace('F', `dist/${platform.environment}/compose/compose.yaml`));
    expect(said).toMatch(message);
    expect(said).not.toMatch(reached);
  });
});
