import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupFacts, setupFactsVariable } from '../../../lib/platform/store-config/setup-facts';
import { until } from '../kubernetes/until';
import { APPLICATION_PASSWORD, memoraiDb, parts } from './memorai-db';
import { platformWith, serverArguments } from './platform';
import { PostgresServer } from './postgres-server';
import { sqlFolder } from './sql-folder';

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

const folderOf = (name: string, files: Readonly<Record<string, string>>) => sqlFolder(server.keeper, name, files);

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

test('a file that has run is held to its text; one that has not may be edited', async () => {
  const folder = folderOf('edited', {
    'migrations/001_ran.sql': 'CREATE TABLE edited_ran (id int);\nSELECT 1;\n',
    'migrations/002_fails.sql': 'SELECT 1 / 0;',
  });
  const write = (name: string, text: string) => writeFileSync(join(folder, 'migrations', name), text);
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DELETE FROM memorai_migrations');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 1 });
  write('002_fails.sql', 'CREATE TABLE edited_mended (id int);');
  // As a checkout on another machine has it.
  write('001_ran.sql', 'CREATE TABLE edited_ran (id int);\r\nSELECT 1;\r\n');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('ran 002_fails'),
  });
  write('001_ran.sql', 'CREATE TABLE edited_ran (id int, more int);\nSELECT 1;\n');
  write('003_next.sql', 'CREATE TABLE edited_next (id int);');
  const refused = await db.run('--folder', folder, 'migrate');
  expect([refused.code, refused.stderr]).toEqual([
    3,
    "        001_ran: put its text back and write the change as a new migration; or, where the database has it already, DELETE FROM memorai_migration_texts WHERE name = '001_ran' and run migrate\nerror: migrate: what has run was edited since: 001_ran\n",
  ]);
  expect(await count("SELECT to_regclass('edited_next') IS NULL")).toBe('t');
  await server.psqlAs(
    'memorai',
    APPLICATION_PASSWORD,
    'memorai',
    "DELETE FROM memorai_migration_texts WHERE name = '001_ran'",
  );
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 0 });
  write('001_ran.sql', 'CREATE TABLE edited_ran (id int);\nSELECT 1;\n');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 3 });
});

test('an index of the same name that is another one is left alone, and said after the others are made', async () => {
  const folder = folderOf('other-index', {
    'migrations/001_indexed.sql': 'CREATE TABLE indexed (a int, b int); CREATE INDEX idx_one ON indexed (a);',
    'indexes/all.sql': 'CREATE INDEX idx_one ON indexed (b DESC); CREATE INDEX idx_two ON indexed (b);',
  });
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DELETE FROM memorai_migrations');
  expect(await db.run('--folder', folder, 'migrate')).toMatchObject({ code: 0 });
  for (const made of ['index idx_two on indexed\n', '']) {
    const { code, stderr } = await db.run('--folder', folder, 'index');
    expect([code, stderr]).toEqual([
      3,
      `${made}        index idx_one on indexed is btree (a), its file says btree (b DESC): give the one of the file another name, or drop the one that is there; then run index\nerror: index: one index is not as the file says\n`,
    ]);
  }
  expect(await count("SELECT count(*) FROM pg_namespace WHERE nspname = 'memorai_scratch'")).toBe('0');
  await server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'DROP INDEX idx_one');
  expect(await db.run('--folder', folder, 'index')).toMatchObject({ code: 0 });
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
