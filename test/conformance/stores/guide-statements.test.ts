import { join } from 'node:path';
import { APPLICATION_PASSWORD, memoraiDb, parts } from './memorai-db';
import { platformWith, serverArguments } from './platform';
import { PostgresServer } from './postgres-server';
import { sqlFolder } from './sql-folder';

/**
 * What the guide writes, against what is done instead: each original is shown to fail, and what replaces it to work, on
 * the same server.
 */
const platform = platformWith();
let server: PostgresServer;
let db: ReturnType<typeof memoraiDb>;

beforeAll(async () => {
  server = await PostgresServer.start(serverArguments(platform));
  db = memoraiDb(server.keeper, platform, { ...parts(server.port), POSTGRES_PASSWORD: PostgresServer.adminPassword });
  expect(await db.run('bootstrap')).toMatchObject({ code: 0 });
  expect(await db.run('--folder', join(__dirname, 'database'), 'migrate')).toMatchObject({ code: 0 });
  expect(await db.run('--folder', join(__dirname, 'database'), 'index')).toMatchObject({ code: 0 });
});
afterAll(() => server?.close());

const application = (...commands: readonly string[]) =>
  server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', ...commands);
const administrator = (...commands: readonly string[]) => server.psql('memorai', ...commands);

test.each<[string, string, () => ReturnType<typeof application>, string]>([
  ['E50', 'CREATE DATABASE again', () => administrator('CREATE DATABASE memorai'), 'already exists'],
  ['E50', 'CREATE USER again', () => administrator("CREATE USER memorai WITH PASSWORD 'x'"), 'already exists'],
  [
    'E51',
    'an extension as the application',
    () => application('DROP EXTENSION IF EXISTS vector', 'CREATE EXTENSION "vector"'),
    'must be owner of extension vector',
  ],
  [
    'E52',
    'ALTER SYSTEM as the application',
    () => application('ALTER SYSTEM SET max_connections = 200'),
    'permission denied',
  ],
  [
    'E52',
    'ALTER SYSTEM in a transaction',
    () => administrator('BEGIN; ALTER SYSTEM SET max_connections = 200; COMMIT'),
    'cannot run inside a transaction block',
  ],
  [
    'E57',
    'mean_time',
    () => application('SELECT mean_time FROM pg_stat_statements'),
    'column "mean_time" does not exist',
  ],
  [
    'E58',
    'EXPLAIN with $1',
    () => application('EXPLAIN SELECT * FROM memories WHERE user_id = $1'),
    'there is no parameter $1',
  ],
  [
    'E59',
    'CREATE INDEX CONCURRENTLY on the partitioned table',
    () => application('CREATE INDEX CONCURRENTLY again ON memories(user_id, created_at DESC)'),
    'cannot create index on partitioned table "memories" concurrently',
  ],
  [
    'E60',
    'a partition of a plain table',
    () =>
      application('CREATE TABLE plain (id int)', 'CREATE TABLE plain_1 PARTITION OF plain FOR VALUES FROM (1) TO (2)'),
    '"plain" is not partitioned',
  ],
  [
    'E60',
    'a primary key without the key of the partitions',
    () => application('CREATE TABLE p (id int PRIMARY KEY, at timestamptz) PARTITION BY RANGE (at)'),
    'must include all partitioning columns',
  ],
])('%s: %s fails', async (_, _name, run, said) => {
  const { code, stderr } = await run();
  expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
});

test('E49: GRANT ALL PRIVILEGES ON DATABASE is not enough; an owner makes tables in every schema', async () => {
  await administrator("CREATE ROLE granted LOGIN PASSWORD 'x'", 'GRANT ALL PRIVILEGES ON DATABASE memorai TO granted');
  const create = ['memorai', 'audit', 'analytics', 'public'].map((schema) => `CREATE TABLE ${schema}.proof (id int)`);
  for (const statement of create) {
    const { stderr } = await server.psqlAs('granted', 'x', 'memorai', statement);
    expect(stderr).toContain('permission denied for schema');
  }
  expect(await application(...create)).toMatchObject({ code: 0 });
});

test("E50: a database that another made first becomes the application's", async () => {
  await server.psql('postgres', 'CREATE DATABASE early', 'CREATE ROLE early LOGIN');
  const early = platformWith({ database: 'early', username: 'early' });
  const run = memoraiDb(server.keeper, early, {
    ...parts(server.port),
    POSTGRES_PASSWORD: PostgresServer.adminPassword,
  });
  expect(await run.run('bootstrap')).toMatchObject({ code: 0 });
  const owner = await server.psql(
    'postgres',
    "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'early'",
  );
  expect(owner.stdout).toBe('early\n');
  const login = await server.psqlAs('early', APPLICATION_PASSWORD, 'early', 'CREATE TABLE proof (id int)');
  expect(login).toMatchObject({ code: 0 });
});

test('E53: an administrator who is no superuser, as on Aurora, can run it for all but the extensions that ask for one', async () => {
  await server.psql('postgres', "CREATE ROLE chief LOGIN CREATEROLE CREATEDB PASSWORD 'chief'");
  const facts = platformWith({
    database: 'chiefs',
    username: 'chiefs',
    extensions: { vector: false, pg_stat_statements: false },
  });
  const run = memoraiDb(server.keeper, facts, {
    ...parts(server.port),
    POSTGRES_USER: 'chief',
    POSTGRES_PASSWORD: 'chief',
  });
  for (const _ of ['first', 'second']) {
    const { code, stderr } = await run.run('bootstrap');
    expect([code, stderr]).toEqual([0, expect.stringContaining('database chiefs is ready')]);
  }
  expect(await server.psqlAs('chiefs', APPLICATION_PASSWORD, 'chiefs', 'CREATE TABLE proof (id int)')).toMatchObject({
    code: 0,
  });
});

test('E54: no password is written where the next one reads it', async () => {
  const { stdout } = await administrator(
    "SELECT rolpassword LIKE 'SCRAM-SHA-256$4096:%' FROM pg_authid WHERE rolname = 'memorai'",
  );
  expect(stdout).toBe('t\n');
});

test('E57: the application sees texts and times of its own slow statements', async () => {
  const { code, stdout } = await application(
    "SELECT count(*) > 0 FROM pg_stat_statements WHERE mean_exec_time >= 0 AND total_exec_time >= 0 AND query <> '<insufficient privilege>'",
  );
  expect([code, stdout]).toEqual([0, 't\n']);
});

describe('E59: indexes', () => {
  const isValid = async (name: string) =>
    (await application(`SELECT indisvalid FROM pg_index WHERE indexrelid = '${name}'::regclass`)).stdout.trim();

  test('of the partitioned table are valid in the end, on each partition', async () => {
    expect(await isValid('idx_memories_user_created')).toBe('t');
    const { stdout } = await application(
      "SELECT count(*) = (SELECT count(*) FROM pg_inherits WHERE inhparent = 'memories'::regclass) FROM pg_inherits WHERE inhparent = 'idx_memories_user_created'::regclass",
    );
    expect(stdout).toBe('t\n');
  });

  test('that a broken run left invalid are made again', async () => {
    await application('CREATE TABLE doubles (a int)', 'INSERT INTO doubles VALUES (1), (1)');
    const folder = sqlFolder(server.keeper, 'doubles', {
      'indexes/a.sql': 'CREATE UNIQUE INDEX idx_doubles ON doubles (a);',
    });
    const failed = await db.run('--folder', folder, 'index');
    expect([failed.code, failed.stderr]).toEqual([
      1,
      expect.stringContaining('could not create unique index "idx_doubles"'),
    ]);
    expect(await isValid('idx_doubles')).toBe('f');
    const { code, stderr } = await db.run('--folder', join(__dirname, 'database'), 'verify');
    expect([code, stderr]).toEqual([3, expect.stringContaining('index idx_doubles is invalid and never used')]);
    await application('DELETE FROM doubles WHERE ctid = (SELECT min(ctid) FROM doubles)');
    const mended = await db.run('--folder', folder, 'index');
    expect([mended.code, mended.stderr]).toEqual([
      0,
      expect.stringContaining('idx_doubles on doubles, after an invalid one was dropped'),
    ]);
    expect(await isValid('idx_doubles')).toBe('t');
  });

  test.each([
    ['a table that is not there', 'CREATE INDEX i ON nothing (a);', 'no table nothing'],
    ['another statement', 'DROP TABLE memories;', 'a.sql: no index with a name: DROP TABLE memories'],
    ['an index without a name', 'CREATE INDEX ON memories (id);', 'a.sql: no index with a name'],
  ])('%s is refused', async (name, sql, said) => {
    const { code, stderr } = await db.run(
      '--folder',
      sqlFolder(server.keeper, name.replaceAll(' ', '-'), { 'indexes/a.sql': sql }),
      'index',
    );
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining(said)]);
  });
});

describe('E60: partitions', () => {
  test('a row of any month is taken, and moved when its month is made', async () => {
    const [before] = (
      await application("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '4 months', 'YYYY_MM')")
    ).stdout.split('\n');
    const insert =
      "INSERT INTO memories (user_id, content, created_at) SELECT uuid_nil(), 'late', date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '4 months 3 days'";
    expect(await application(insert)).toMatchObject({ code: 0 });
    const where = () => application("SELECT tableoid::regclass FROM memories WHERE content = 'late'");
    expect((await where()).stdout).toBe('memories_default\n');
    const original = await application(
      `CREATE TABLE blocked PARTITION OF memories FOR VALUES FROM ((date_trunc('month', now()) + interval '4 months')) TO ((date_trunc('month', now()) + interval '5 months'))`,
    );
    expect(original.stderr).toContain('would be violated by some row');
    const further = platformWith({ partitions: { monthsAhead: 4 } });
    const run = memoraiDb(server.keeper, further, { ...parts(server.port), PGTZ: 'Pacific/Auckland' });
    expect(await run.run('--folder', join(__dirname, 'database'), 'index')).toMatchObject({ code: 0 });
    expect((await where()).stdout).toBe(`memories_${before}\n`);
    const { stdout } = await application(
      `SELECT indisvalid FROM pg_index WHERE indrelid = 'memories_${before}'::regclass`,
    );
    expect(stdout).toMatch(/^(t\n){2,}$/);
  });

  test('a table that is not partitioned is named, with the way out', async () => {
    await application('CREATE TABLE IF NOT EXISTS audit.plain (id int)');
    const other = platformWith({ partitions: { tables: ['audit.plain'] } });
    const run = memoraiDb(server.keeper, other, parts(server.port));
    const { code, stderr } = await run.run('--folder', join(__dirname, 'database'), 'index');
    expect([code, stderr]).toEqual([1, expect.stringContaining('audit.plain is not partitioned')]);
    expect(stderr).toContain('PARTITION BY RANGE (created_at)');
  });
});
