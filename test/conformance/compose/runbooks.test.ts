import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { synthesize } from '../../../lib/index';
import type { Platform } from '../../../lib/platform/types';
import { blocksFor, type Command, commandsOf, inside, insideFor, judgeOf, shipped } from '../../operations/commands';
import { end } from '../../support/run';
import { ContainedDatabase } from './contained-database';
import { fill } from './secrets-of';
import { describeWith, installed, newFolder, write } from './tools';

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

/** The vector extension is no part of PostgreSQL; all else is as in the shipped environment. */
const withBackups = (platform: Platform): Platform => ({
  ...platform,
  stores: {
    ...platform.stores,
    postgres: { ...platform.stores.postgres, extensions: ['uuid-ossp', 'pg_stat_statements'] },
  },
});

describeWith('POSTGRES')('in the container of backups', () => {
  (installed('BUSYBOX') === '' ? describe.skip : describe)('with the tools of Alpine', () => {
    let database: ContainedDatabase;
    let backups = '';
    let path = '';
    const contained = insideFor('compose');
    beforeAll(async () => {
      const [{ platform } = { platform: undefined }] = contained;
      if (platform === undefined) throw new Error('no environment has backups');
      database = await ContainedDatabase.start(withBackups(platform));
      [backups, path] = [newFolder(), newFolder()];
      expect(end(installed('BUSYBOX'), ['--install', '-s', path], '/').status).toBe(0);
      symlinkSync('/bin/bash', join(path, 'bash'));
      expect(database.runService('bootstrap').stderr).toBe('');
      const made = { BACKUP_FOLDER: backups, BACKUP_METRICS_FOLDER: newFolder() };
      expect(database.runService('backup', made, ['bash', join(database.files, 'backup.sh')]).status).toBe(0);
    });
    afterAll(() => database?.stop());

    const shows: readonly (readonly [RegExp, RegExp])[] = [
      [/du -sh/, /^\S+\s+\S+\/memorai_\d{8}T\d{6}Z$/m],
      [/df -h/, /^Filesystem/],
      [/sha256sum/, /^database\.dump: OK\nglobals\.sql: OK$/m],
      [/pg_database_size/, /\d+ [kM]B/],
      [/^ps/, /PID/],
    ];
    // What the container's own command writes there: backup.test.ts runs it.
    const own = 'cat /tmp/crontabs/root';
    test.each([...new Set(contained.map(({ words }) => words))].filter((words) => words !== own))('%s', (words) => {
      const [name = ''] = readdirSync(backups).filter((one) => one.startsWith('memorai_'));
      const here = words.replaceAll('/backups', backups).replaceAll('<name>', name);
      const programs = `${path}:${installed('POSTGRES')}`;
      const { status, stdout, stderr } = database.runService('backup', { PATH: programs }, [
        'bash',
        '-c',
        database.here(here),
      ]);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(shows.find(([form]) => form.test(words))?.[1] ?? /^nothing is known of this command$/);
    });

    test('when backups are made is where the command of the container writes it', () => {
      expect(contained.map(({ words }) => words)).toContain(own);
      const [{ platform } = { platform: undefined }] = contained;
      const { command } = platform === undefined ? {} : (composeProject(platform).file.services.backup ?? {});
      expect(command?.join(' ')).toContain('>/tmp/crontabs/root');
    });
  });
});
