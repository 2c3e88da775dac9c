import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupFacts, setupFactsVariable } from '../../../lib/platform/store-config/setup-facts';
import { until } from '../kubernetes/until';
import { APPLICATION_PASSWORD, memoraiDb, parts } from './memorai-db';
import { platformWith, serverArguments } from './platform';
import { PostgresServer } from './postgres-server';

const platform = platformWith({ partitions: { tables: [] } });
let server: PostgresServer;
let db: ReturnType<typeof memoraiDb>;

beforeAll(async () => {
  server = await PostgresServer.start(serverArguments(platform));
  db = memoraiDb(server.keeper, platform, { ...parts(server.port), POSTGRES_PASSWORD: PostgresServer.adminPassword });
  expect(await db.run('bootstrap')).toMatchObject({ code: 0 });
});
afterAll(() => server?.close());

const count = async (sql: string) =>
  (await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', sql)).stdout.trim();

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(server.keeper.folder, name);
  for (const kind of ['migrations', 'indexes']) mkdirSync(join(folder, kind), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/** Until a session of ours runs a statement like this. */
const busyWith = (statement: string) =>
  until(`somebody runs ${statement}`, 20_000, async () => {
    const sql = `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${statement}%' AND pid <> pg_backend_pid()`;
    return (await count(sql)) !== '0';
  });

test('of two migration runners started at once one works, one waits, and both end well', async () => {
  const folder = folderOf('race', {
    'migrations/001_slow.sql': 'CREATE TABLE slow (id int); SELECT pg_sleep(3); INSERT INTO slow VALUES (1);',
  });
  const ended = await Promise.all([db.run('--folder', folder, 'migrate'), db.run('--folder', folder, 'migrate')]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  const said = ended.map(({ stderr }) => stderr).sort();
  expect(said).toEqual([
    expect.stringMatching(/^another runner is at work: waiting for it\nmigrations: nothing to do\n$/),
    expect.stringMatching(/^migrations: running 001_slow\nmigrations: ran 001_slow\n$/),
  ]);
  expect(await count('SELECT count(*) FROM slow')).toBe('1');
});

test('a runner that waits does not block CREATE INDEX CONCURRENTLY, which waits for every snapshot', async () => {
  const table = 'CREATE TABLE wide AS SELECT n AS a FROM generate_series(1, 400000) AS n;';
  const folder = folderOf('index', {
    'migrations/001_slow.sql': 'CREATE TABLE slow2 (id int);',
    'migrations/002_wide.sql': table,
    'indexes/wide.sql': 'CREATE INDEX idx_wide ON wide (a);',
  });
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DELETE FROM memorai_migrations');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 0 });
  const ended = await Promise.all([1, 2, 3].map(() => db.run('--folder', folder, 'index')));
  expect(ended.map(({ code, stderr }) => [code, stderr.includes('deadlock')])).toEqual([
    [0, false],
    [0, false],
    [0, false],
  ]);
  expect(ended.filter(({ stderr }) => stderr.includes('index idx_wide on wide'))).toHaveLength(1);
});

test('two bootstraps at once both end well', async () => {
  const fresh = platformWith({ database: 'fresh', username: 'fresh' });
  const run = memoraiDb(server.keeper, fresh, {
    ...parts(server.port),
    POSTGRES_PASSWORD: PostgresServer.adminPassword,
  });
  const ended = await Promise.all([run.run('bootstrap'), run.run('bootstrap')]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
});

test('a runner that is killed midway leaves a state from which the next one completes', async () => {
  const folder = folderOf('killed', {
    'migrations/001_one.sql': 'CREATE TABLE killed_one (id int);',
    'migrations/002_two.sql': 'CREATE TABLE killed_two (id int); SELECT pg_sleep(600);',
  });
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DELETE FROM memorai_migrations');
  const runner = spawn(
    process.execPath,
    [join(__dirname, '../../../build/bin/memorai-db.js'), '--folder', folder, 'migrate'],
    {
      stdio: 'ignore',
      env: {
        ...parts(server.port),
        [setupFactsVariable]: JSON.stringify(setupFacts(platform.stores, platform.connections)),
      },
    },
  );
  const gone = once(runner, 'exit');
  await busyWith('pg_sleep(600)');
  runner.kill('SIGKILL');
  await gone;
  writeFileSync(join(folder, 'migrations/002_two.sql'), 'CREATE TABLE killed_two (id int);');
  // The lock is free as soon as the server sees that nobody is there any more, not when the statement would end.
  const { code, stderr } = await db.run('--folder', folder, 'migrate');
  expect([code, stderr]).toEqual([0, expect.stringMatching(/\nmigrations: ran 002_two\n$/)]);
  expect(await count("SELECT string_agg(name, ' ' ORDER BY id) FROM memorai_migrations")).toBe('001_one 002_two');
});

test('a migration that fails leaves nothing of itself, is named, and the next run goes on', async () => {
  const folder = folderOf('failing', {
    'migrations/001_good.sql': 'CREATE TABLE good (id int);',
    'migrations/002_bad.sql': 'CREATE TABLE bad (id int); SELECT 1 / 0;',
  });
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DELETE FROM memorai_migrations');
  const failed = await db.run('--folder', folder, 'migrate');
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('division by zero')]);
  expect(failed.stderr).toContain('migrations: running 002_bad');
  expect(await count("SELECT to_regclass('bad') IS NULL")).toBe('t');
  writeFileSync(join(folder, 'migrations/002_bad.sql'), 'CREATE TABLE bad (id int);');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 0 });
});

test('the migration waits for a server that starts later, and for a bootstrap that runs beside it', async () => {
  const late = platformWith({ database: 'late', username: 'late', partitions: { tables: [] } });
  const settings = { ...parts(server.port), DB_NAME: 'late', DB_USER: 'late' };
  const migrate = memoraiDb(server.keeper, late, settings).start('--folder', folderOf('late', {}), 'migrate');
  await until('it waits', 20_000, () => migrate.output().stderr.includes('waiting for late@'));
  const admin = memoraiDb(server.keeper, late, { ...settings, POSTGRES_PASSWORD: PostgresServer.adminPassword });
  expect(await admin.run('bootstrap')).toMatchObject({ code: 0 });
  expect(await migrate.ended).toMatchObject({ code: 0 });
});
