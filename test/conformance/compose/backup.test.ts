import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { resolvePlatform, synthesize } from '../../../lib/index';
import { compose } from '../../support/configs';
import { end } from '../../support/run';
import { ContainedDatabase } from './contained-database';
import { start, stop, until } from './run-programs';
import { subjects } from './subjects';
import { describeWith, freePort, installed, newFolder, write } from './tools';

/** The vector extension is no part of PostgreSQL; all else is as in the shipped environment. */
const platform = resolvePlatform(
  compose({
    stores: { postgres: { provider: 'cluster', extensions: { vector: false } } },
    compose: { backups: { retentionDays: 7, keep: 2 } },
  }),
);
const { services } = composeProject(platform).file;
const OWN = 'p@ss:/?#%w';
const MONITOR = `m'o:n "$r`;

test.each(
  subjects.flatMap(({ name, files }) =>
    files.filter(({ path }) => path.endsWith('.sh')).map((file) => [name, file] as const),
  ),
)('a script of %s has nothing that shellcheck would say', (_, { path, content }) => {
  const { status, stdout } = end(installed('SHELLCHECK'), ['--severity=style', '-'], '/', content);
  expect([path, stdout, status]).toEqual([path, '', 0]);
});

test('shellcheck sees what is planted', () => {
  const script = subjects.flatMap(({ files }) => files).find(({ path }) => path.endsWith('backup.sh'))?.content ?? '';
  const { stdout } = end(
    installed('SHELLCHECK'),
    ['-'],
    '/',
    script.replace('rm -rf "$scratch" "$partial"', 'rm -rf $scratch'),
  );
  expect(stdout).toContain('SC2086');
});

describeWith('POSTGRES')('a real PostgreSQL', () => {
  let database: ContainedDatabase;
  beforeAll(async () => {
    database = await ContainedDatabase.start(platform);
  });
  afterAll(() => database.stop());

  test('is set up by the bootstrap, as often as one likes', () => {
    for (let run = 0; run < 2; run += 1) {
      const { status, stderr } = database.runService('bootstrap');
      expect([status, stderr]).toEqual([0, '']);
    }
    expect(
      database
        .sql(
          'SELECT nspname FROM pg_namespace WHERE nspowner = (SELECT oid FROM pg_roles WHERE rolname = $$memorai$$) ORDER BY 1',
        )
        .stdout.trim()
        .split('\n'),
    ).toEqual(expect.arrayContaining(['analytics', 'audit', 'memorai']));
  });

  test('lets the tool in as the application, with a password that no URL could hold as it is', () => {
    const { entrypoint = [] } = services.psql ?? {};
    const here = entrypoint.map((word) => database.here(word));
    const { stdout, stderr } = database.runService('psql', {}, [...here, '-XAt', '-c', 'SELECT current_user']);
    expect([stdout, stderr]).toEqual(['memorai\n', '']);
  });

  describe('is backed up', () => {
    let backups = '';
    let metricsFolder = '';
    const backup = (change: Readonly<Record<string, string>> = {}) =>
      database.runService('backup', { BACKUP_FOLDER: backups, BACKUP_METRICS_FOLDER: metricsFolder, ...change }, [
        'bash',
        join(database.files, 'backup.sh'),
      ]);
    const metrics = () => {
      const file = join(metricsFolder, 'memorai-backup.prom');
      const lines = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('#') && line !== '');
      return Object.fromEntries(
        lines.map((line) => [
          line.replace(/^memorai_backup_(\w+)\{store="postgres"\} .*$/, '$1'),
          Number(line.split(' ')[1]),
        ]),
      );
    };
    const made = () =>
      readdirSync(backups)
        .filter((name) => name.startsWith('memorai_'))
        .sort();
    beforeAll(() => {
      expect(database.sql('CREATE TABLE memorai.memories AS SELECT generate_series(1, 1000) AS id').stderr).toBe('');
      database.sql('CREATE INDEX memories_id ON memorai.memories (id)');
    });
    beforeEach(() => {
      backups = newFolder();
      metricsFolder = newFolder();
    });

    test('whole: a dump that can be restored, the roles, and checksums of both', () => {
      const { status, stdout, stderr } = backup();
      expect([status, stderr]).toEqual([0, '']);
      const [name = ''] = made();
      expect(stdout).toMatch(/^backup: memorai_\d{8}T\d{6}Z, \d+ KiB\n$/);
      expect(readdirSync(join(backups, name)).sort()).toEqual(['SHA256SUMS', 'database.dump', 'globals.sql']);
      expect(end('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], join(backups, name)).status).toBe(0);
      expect(readFileSync(join(backups, name, 'globals.sql'), 'utf8')).toMatch(/CREATE ROLE memorai/);
      expect(readFileSync(join(backups, name, 'globals.sql'), 'utf8')).not.toContain('SCRAM-SHA-256');
      expect((statSync(join(backups, name, 'database.dump')).mode & 0o777).toString(8)).toBe('600');
      database.sql('CREATE DATABASE restored', 'postgres');
      const restored = database.administrator([
        'pg_restore',
        '--dbname=restored',
        '--exit-on-error',
        join(backups, name, 'database.dump'),
      ]);
      expect(restored.stderr).toBe('');
      expect(database.sql('SELECT count(*) FROM memorai.memories', 'restored').stdout).toBe('1000\n');
    });

    test('by the line of docs/compose.md all of it comes back, or nothing is touched', () => {
      const [, words = ''] = /pg_restore (--.+?) -d/.exec(readFileSync('docs/compose.md', 'utf8')) ?? [];
      expect(backup().status).toBe(0);
      const [name = ''] = made();
      const restore = () =>
        database.administrator([
          'pg_restore',
          ...words.split(' '),
          '--dbname=again',
          join(backups, name, 'database.dump'),
        ]);
      const state = () =>
        database.sql(
          "SELECT count(*), (SELECT count(*) FROM pg_indexes WHERE tablename = 'memories') FROM memorai.memories",
          'again',
        ).stdout;
      database.sql('CREATE DATABASE again', 'postgres');
      expect(restore()).toMatchObject({ status: 0, stderr: '' });
      const before = state();
      expect(before).toBe('1000|1\n');
      database.sql('CREATE VIEW memorai.newer AS SELECT * FROM memorai.memories', 'again');
      expect(restore().stderr).toContain('other objects depend on it');
      expect(state()).toBe(before);
      database.sql('DROP VIEW memorai.newer; DELETE FROM memorai.memories', 'again');
      expect(restore()).toMatchObject({ status: 0, stderr: '' });
      expect(state()).toBe(before);
    });

    test('not at all where the server says no: nothing half is left, and the container gets unhealthy', () => {
      const { status, stderr } = backup({ BACKUP_PASSWORD_FILE: join(database.files, 'secrets', 'wrong') });
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/password authentication failed[\s\S]*backup: failed with \d/);
      expect(readdirSync(backups).sort()).toEqual(['.failed', '.lock']);
      expect(backup().status).toBe(0);
      expect(readdirSync(backups)).not.toContain('.failed');
    });

    test('and says so: when, how large, and for everyone to read, but not to find a half of it', () => {
      expect(backup().status).toBe(0);
      const [name = ''] = made();
      const time = name.replace(/^.*_(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
      expect(metrics()).toEqual({
        last_success_timestamp_seconds: Date.parse(time) / 1000,
        size_bytes: statSync(join(backups, name, 'database.dump')).size,
        readable: 1,
      });
      expect(readdirSync(metricsFolder)).toEqual(['memorai-backup.prom']);
      expect((statSync(join(metricsFolder, 'memorai-backup.prom')).mode & 0o777).toString(8)).toBe('644');
    });

    test('a dump that cannot be read back is thrown away and told of, and the last good one is not forgotten', () => {
      const damaged = newFolder();
      // Writes the beginning of a dump.
      writeFileSync(
        join(damaged, 'pg_dump'),
        `#!/bin/sh\n${join(installed('POSTGRES'), 'pg_dump')} "$@" || exit\nfor word; do file=\${word#--file=}; done\ntruncate -s 2000 "$file"\n`,
      );
      chmodSync(join(damaged, 'pg_dump'), 0o755);
      expect(backup().status).toBe(0);
      const good = metrics();
      const { status, stderr } = backup({ PATH: `${damaged}:${installed('POSTGRES')}:${process.env.PATH}` });
      expect(status).toBe(1);
      expect(stderr).toMatch(/pg_restore: error[\s\S]*backup: failed with 1/);
      expect([made().length, metrics()]).toEqual([1, { ...good, readable: 0 }]);
      expect(backup({ BACKUP_PASSWORD_FILE: join(database.files, 'secrets', 'wrong') }).status).not.toBe(0);
      expect(metrics()).toEqual({ ...good, readable: 0 });
      expect(backup().status).toBe(0);
      expect(metrics()).toMatchObject({ readable: 1 });
    });

    test('ended by a signal it has failed, whatever the last command said', async () => {
      const slow = newFolder();
      const at = join(slow, 'at');
      writeFileSync(join(slow, 'pg_dump'), `#!/bin/sh\n: >${at}\nexec sleep 600\n`);
      chmodSync(join(slow, 'pg_dump'), 0o755);
      const [program, words] = database.command(
        'backup',
        {
          BACKUP_FOLDER: backups,
          BACKUP_METRICS_FOLDER: metricsFolder,
          PATH: `${slow}:${installed('POSTGRES')}:${process.env.PATH}`,
        },
        ['bash', join(database.files, 'backup.sh')],
      );
      const running = start(program, words, { cwd: backups });
      await until(running, () => existsSync(at));
      // Alone, without what it waits for; that one goes with its group.
      running.child.kill('SIGTERM');
      await new Promise((resolve) => running.child.once('exit', resolve));
      process.kill(-(running.child.pid ?? 0), 'SIGKILL');
      expect(readdirSync(backups).sort()).toEqual(['.failed', '.lock']);
    });

    test('before the first, it says that there is none', () => {
      expect(backup({ BACKUP_PASSWORD_FILE: join(database.files, 'secrets', 'wrong') }).status).not.toBe(0);
      expect(metrics()).toEqual({ last_success_timestamp_seconds: 0, size_bytes: 0, readable: 1 });
    });

    test('is a backup, whether anybody can be told of it or not', () => {
      const { status, stderr } = backup({ BACKUP_METRICS_FOLDER: '/nowhere' });
      expect([status, made().length]).toEqual([0, 1]);
      expect(stderr).toContain('backup: its metrics were not written\n');
    });

    test('once at a time', () => {
      const both = end(
        'env',
        [
          'sh',
          '-c',
          `exec 8>"${backups}/.lock"; flock 8; exec "$@"`,
          'sh',
          'env',
          `PATH=${installed('POSTGRES')}:${process.env.PATH}`,
          `BACKUP_FOLDER=${backups}`,
          'BACKUP_RETENTION_DAYS=7',
          'BACKUP_KEEP=2',
          'BACKUP_PASSWORD_FILE=/dev/null',
          'bash',
          join(database.files, 'backup.sh'),
        ],
        database.files,
      );
      expect([both.status, both.stderr]).toEqual([1, 'backup: another one is running\n']);
      expect(readdirSync(backups)).toEqual(['.lock']);
    });

    test('and old ones go, but for those that stay however old (E112)', () => {
      const stamp = (days: number) =>
        `memorai_${new Date(Date.now() - days * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '')}`;
      const [oldest, old, recent] = [stamp(30), stamp(8), stamp(6)];
      for (const name of [oldest, old, recent, 'other_20200101T000000Z']) mkdirSync(join(backups, name));
      expect(backup().status).toBe(0);
      expect(made()).toEqual([recent, expect.any(String)]);
      expect(readdirSync(backups)).toContain('other_20200101T000000Z');
      const kept = newFolder();
      for (const name of [oldest, old]) mkdirSync(join(kept, name));
      expect(backup({ BACKUP_FOLDER: kept, BACKUP_KEEP: '3' }).status).toBe(0);
      expect(readdirSync(kept)).toEqual(expect.arrayContaining([oldest, old]));
    });
  });
});

describeWith('REDIS')('a real Redis', () => {
  test('starts as its container does, and answers its health check only with the password', async () => {
    const files = write(synthesize(platform));
    const port = await freePort();
    const folder = newFolder();
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets', 'REDIS_PASSWORD'), OWN);
    writeFileSync(join(folder, 'secrets', 'REDIS_MONITOR_PASSWORD'), MONITOR);
    const conf = join(files, 'redis.conf');
    writeFileSync(
      conf,
      `${readFileSync(conf, 'utf8')
        .replace(/^port .*/m, `port ${port}\nbind 127.0.0.1`)
        .replace(/^dir .*/m, `dir ${folder}`)}`,
    );
    const script = join(files, 'redis-start.sh');
    writeFileSync(script, readFileSync(script, 'utf8').replaceAll('/tmp/', `${folder}/`));
    const here = (text: string) =>
      text
        .replaceAll('/run/secrets', join(folder, 'secrets'))
        .replaceAll('/etc/memorai', files)
        .replace('-p 6379', `-p ${port}`);
    const { entrypoint = [], command = [], healthcheck } = services.redis ?? {};
    const [program = '', ...words] = [...entrypoint, ...command].map(here);
    const redis = start(program, words, { cwd: folder });
    const asks = () => end('sh', ['-c', here(healthcheck?.test[1] ?? '')], folder).status;
    await until(redis, () => asks() === 0);
    writeFileSync(join(folder, 'secrets', 'REDIS_PASSWORD'), 'wrong');
    expect(asks()).not.toBe(0);
    expect(end('redis-cli', ['-p', String(port), 'ping'], folder).stdout).toContain('NOAUTH');
    await stop(redis);
  });
});
