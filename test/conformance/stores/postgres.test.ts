import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { psqlScript } from '../../../lib/platform/database/psql-script';
import { until } from '../kubernetes/until';
import { APPLICATION_PASSWORD, MONITOR_PASSWORD, memoraiDb, parts } from './memorai-db';
import { platformWith, serverArguments } from './platform';
import { PostgresServer } from './postgres-server';

const platform = platformWith();
const folder = join(__dirname, 'database');
let server: PostgresServer;
/** As the application, which knows no other password. */
let db: ReturnType<typeof memoraiDb>;
let admin: ReturnType<typeof memoraiDb>;

beforeAll(async () => {
  server = await PostgresServer.start(serverArguments(platform));
  db = memoraiDb(server.keeper, platform, parts(server.port));
  admin = memoraiDb(server.keeper, platform, {
    ...parts(server.port),
    POSTGRES_PASSWORD: PostgresServer.adminPassword,
  });
});
afterAll(() => server?.close());

const asApplication = (...commands: readonly string[]) =>
  server.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', ...commands);

describe('before the bootstrap', () => {
  test('the application is told what to do', async () => {
    const { code, stderr } = await db.run('verify', '--wait', '0');
    expect(stderr).toContain('memorai@127.0.0.1');
    expect(stderr).toContain('the server refuses user or password');
    expect(stderr).toContain('has the bootstrap run');
    expect(code).toBe(1);
  });

  test.each(['migrate', 'seed', 'index', 'verify', 'collection', 'bootstrap'])(
    'without its settings, %s ends with 2 and names what is missing',
    async (step) => {
      const { code, stderr } = await memoraiDb(server.keeper, platform, {}).run('--folder', folder, step);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: [A-Z_]+ is not set: /)]);
    },
  );
});

describe('twice, each step ends well', () => {
  test.each(['first', 'second'])('bootstrap by the program, %s time', async () => {
    const { code, stderr } = await admin.run('bootstrap');
    expect([code, stderr]).toEqual([0, expect.stringContaining('database memorai is ready for memorai\n')]);
  });

  test.each(['first', 'second'])('bootstrap by psql, as the Job and Compose run it, %s time', async () => {
    const script = join(server.keeper.folder, 'bootstrap.sql');
    writeFileSync(script, psqlScript(platform.stores.postgres));
    const { code, stdout, stderr } = await server.runPsql(['--no-psqlrc', '--quiet', `--file=${script}`], {
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
      PGPASSWORD: PostgresServer.adminPassword,
      DB_PASSWORD: APPLICATION_PASSWORD,
      POSTGRES_MONITOR_PASSWORD: MONITOR_PASSWORD,
    });
    expect([code, stdout, stderr]).toEqual([0, '', '']);
  });

  test.each(
    ['first', 'second'].flatMap((time) => ['migrate', 'seed', 'index', 'verify'].map((step) => [step, time] as const)),
  )('%s as the application, %s time', async (step, time) => {
    const { code, stderr } = await db.run('--folder', folder, step);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/FAILED|error/)]);
    if (step === 'migrate' || step === 'seed') expect(stderr.includes('nothing to do')).toBe(time === 'second');
  });

  test('there is one row of the seed, found by the index of the guide', async () => {
    const plan = 'EXPLAIN SELECT * FROM memories WHERE user_id = uuid_nil() ORDER BY created_at DESC LIMIT 20';
    const { stdout } = await asApplication('SELECT content FROM memories', 'SET enable_seqscan = off', plan);
    expect(stdout).toMatch(/^first\n/);
    expect(stdout).toContain('Index Scan');
    expect(stdout).toContain('idx_memories_user_created_memories_');
  });
});

describe("the exporter's role", () => {
  const asMonitor = (...commands: readonly string[]) =>
    server.psqlAs('memorai_monitor', MONITOR_PASSWORD, 'memorai', ...commands);

  test('sees what others do, and the texts of their statements (E101)', async () => {
    await asApplication("SELECT 'seen by the exporter'");
    const { code, stdout } = await asMonitor(
      "SELECT count(*) > 0 FROM pg_stat_statements WHERE query LIKE 'SELECT content FROM memories%' AND pg_get_userbyid(userid) = 'memorai'",
      "SELECT count(*) > 0 FROM pg_stat_statements WHERE query = '<insufficient privilege>'",
      "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'checkpointer' AND wait_event IS NOT NULL",
      'SELECT setting FROM pg_settings WHERE name = $$shared_preload_libraries$$',
    );
    expect([code, stdout]).toEqual([0, 't\nf\n1\npg_stat_statements\n']);
  });

  test.each([
    ['read a table of the application', 'SELECT * FROM memorai.memories', 'permission denied for schema memorai'],
    ['write one', 'DELETE FROM memorai.memories', 'permission denied for schema memorai'],
    ['make one', 'CREATE TABLE public.mine ()', 'permission denied for schema public'],
    ['become the application', 'SET ROLE memorai', 'permission denied to set role'],
    ['read a file of the server', "SELECT pg_read_file('PG_VERSION')", 'permission denied for function pg_read_file'],
    ['end a connection of others', 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity', 'must be a'],
  ])('cannot %s', async (_, statement, refusal) => {
    expect((await asMonitor(statement)).stderr).toContain(refusal);
  });

  test('holds no more connections than the budget keeps for it', async () => {
    const holds = [1, 2].map(() => asMonitor('SELECT pg_sleep(3)'));
    await until('both hold their connection', 10_000, async () => {
      const { stdout } = await server.psql(
        'postgres',
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'memorai_monitor'",
      );
      return stdout === '2\n' || stdout;
    });
    expect((await asMonitor('SELECT 1')).stderr).toContain('too many connections for role "memorai_monitor"');
    expect((await Promise.all(holds)).map(({ code }) => code)).toEqual([0, 0]);
  });

  test('without its password the bootstrap makes nothing, and says what is missing', async () => {
    const without = memoraiDb(server.keeper, platform, {
      ...parts(server.port),
      POSTGRES_PASSWORD: PostgresServer.adminPassword,
      POSTGRES_MONITOR_PASSWORD: '',
    });
    const { code, stderr } = await without.run('bootstrap');
    expect([code, stderr]).toEqual([
      2,
      'error: POSTGRES_MONITOR_PASSWORD is not set: the password that the role of the exporter gets\n',
    ]);
  });
});

describe('no secret is left behind', () => {
  test('in the log of the server, which writes every DDL statement', () => {
    expect(server.log()).toContain('CREATE TABLE memories');
    expect(server.log()).not.toContain(APPLICATION_PASSWORD);
    expect(server.log()).not.toContain(MONITOR_PASSWORD);
  });

  test('in pg_stat_statements', async () => {
    const { stdout } = await server.psql(
      'memorai',
      `SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%p@ss%' OR query LIKE '%${MONITOR_PASSWORD}%'`,
    );
    expect(stdout).toBe('0\n');
  });

  test('a plain ALTER ROLE would be in both', async () => {
    await server.psql('memorai', "ALTER ROLE memorai PASSWORD 'p@ss:planted'");
    const { stdout } = await server.psql(
      'memorai',
      "SELECT count(*) > 0 FROM pg_stat_statements WHERE query LIKE '%p@ss:planted%'",
    );
    expect([stdout, server.log().includes('p@ss:planted')]).toEqual(['t\n', true]);
    expect((await admin.run('bootstrap')).code).toBe(0);
  });
});

describe('verify finds what is not as the platform says', () => {
  const verify = () => db.run('--folder', folder, 'verify');

  test.each<[string, string[], string[], string]>([
    [
      'an extension that is gone',
      ['DROP EXTENSION pg_stat_statements'],
      ['CREATE EXTENSION pg_stat_statements'],
      'no extension pg_stat_statements: run the bootstrap',
    ],
    [
      'a search path that a restore lost',
      ['ALTER DATABASE memorai SET search_path TO public'],
      ['ALTER DATABASE memorai SET search_path TO memorai, public'],
      'the search path is public, not memorai, public',
    ],
    [
      'a schema of somebody else',
      ['ALTER SCHEMA audit OWNER TO postgres'],
      ['ALTER SCHEMA audit OWNER TO memorai'],
      'schema audit belongs to postgres',
    ],
    ['a superuser', ['ALTER ROLE memorai SUPERUSER'], ['ALTER ROLE memorai NOSUPERUSER'], 'the role is a superuser'],
    [
      'hidden statistics',
      ['REVOKE pg_read_all_stats FROM memorai'],
      ['GRANT pg_read_all_stats TO memorai'],
      'no pg_read_all_stats',
    ],
    [
      'a setting for one role',
      ['ALTER ROLE memorai SET random_page_cost = 4'],
      ['ALTER ROLE memorai RESET random_page_cost'],
      'random_page_cost is 4, not 1.1',
    ],
    [
      'a partition that is gone',
      ['DROP TABLE memorai.memories_default'],
      [
        'CREATE TABLE memorai.memories_default PARTITION OF memorai.memories DEFAULT',
        'ALTER TABLE memorai.memories_default OWNER TO memorai',
      ],
      'memorai.memories has no default partition',
    ],
    [
      'a migration that has not run',
      ["DELETE FROM memorai.memorai_migrations WHERE name = '002_events'"],
      ["INSERT INTO memorai.memorai_migrations (name, run_on) VALUES ('002_events', now())"],
      '002_events has not run: run migrate',
    ],
  ])('%s', async (_, breaks, mends, said) => {
    expect(await server.psql('memorai', ...breaks)).toMatchObject({ code: 0 });
    const broken = await verify();
    expect(await server.psql('memorai', ...mends)).toMatchObject({ code: 0, stderr: '' });
    expect([broken.code, broken.stderr]).toEqual([3, expect.stringContaining(said)]);
    expect(broken.stderr).toContain('not as the platform says');
    expect((await verify()).code).toBe(0);
  });

  test('fewer connections than the pools are counted by, and memory of another platform', async () => {
    const other = {
      ...platformWith({ resources: { memory: '1Gi' } }),
      connections: { ...platform.connections, usable: 198 },
    };
    const { code, stderr } = await memoraiDb(server.keeper, other, parts(server.port)).run(
      '--folder',
      folder,
      'verify',
    );
    expect(code).toBe(3);
    expect(stderr).toContain(
      "shared_buffers is 64MB, not 256MB: change the server's arguments or parameter group, then restart it",
    );
    expect(stderr).toContain(
      'the platform counts with 198 connections for its pools, the server has 197: raise max_connections',
    );
  });
});

describe('connection strings', () => {
  const url = (password: string) => `postgresql://memorai:${password}@127.0.0.1:${server.port}/memorai?sslmode=disable`;

  test('a percent-encoded one connects', async () => {
    const run = memoraiDb(server.keeper, platform, { DATABASE_URL: url(encodeURIComponent(APPLICATION_PASSWORD)) });
    expect(await run.run('--folder', folder, 'verify')).toMatchObject({ code: 0 });
  });

  test('one that nobody encoded is refused with words, and without the password', async () => {
    const run = memoraiDb(server.keeper, platform, { DATABASE_URL: url(APPLICATION_PASSWORD) });
    const { code, stderr } = await run.run('verify');
    expect([code, stderr]).toEqual([2, expect.stringContaining('DATABASE_URL is no connection string')]);
    expect(stderr).not.toContain('p@ss');
  });

  test('a server without TLS is refused unless that is said', async () => {
    const { PGSSLMODE: _, ...withoutMode } = parts(server.port);
    const { code, stderr } = await memoraiDb(server.keeper, platform, withoutMode).run('verify', '--wait', '0');
    expect([code, stderr]).toEqual([1, expect.stringContaining('does not support SSL')]);
  });
});

describe('the server', () => {
  test('that was changed says that it waits for a restart; its arguments wait for nothing', async () => {
    await server.psql('postgres', "ALTER SYSTEM SET wal_buffers = '8MB'", 'SELECT pg_reload_conf()');
    await until('the server has read it', 10_000, async () => {
      const { stdout } = await server.psql('postgres', 'SELECT name FROM pg_settings WHERE pending_restart');
      return stdout.includes('wal_buffers');
    });
    const { code, stderr } = await db.run('--folder', folder, 'verify');
    expect([code, stderr]).toEqual([3, expect.stringContaining('wal_buffers was changed and waits for a restart')]);
    expect(stderr).toContain('verify: 1 thing is not');
  });

  test('has what the platform gives it: 25 and 75 percent of the memory (E31), and the other four (rows 93-99)', async () => {
    const names = [
      'shared_buffers',
      'effective_cache_size',
      'max_connections',
      'random_page_cost',
      'checkpoint_completion_target',
      'shared_preload_libraries',
    ];
    const { stdout } = await server.psql('postgres', ...names.map((name) => `SHOW ${name}`));
    expect(stdout.trim().split('\n')).toEqual(['64MB', '192MB', '200', '1.1', '0.9', 'pg_stat_statements']);
  });

  test('without the vector extension says which image to take', async () => {
    const bare = await PostgresServer.start(serverArguments(platform), 'vector');
    try {
      const run = memoraiDb(bare.keeper, platform, {
        ...parts(bare.port),
        POSTGRES_PASSWORD: PostgresServer.adminPassword,
      });
      const { code, stderr } = await run.run('bootstrap');
      expect(code).toBe(1);
      expect(stderr).toContain('the server has no extension "vector"');
      expect(stderr).toContain(
        'take an image that has it, such as pgvector/pgvector:0.8.1-pg15, or switch it off: stores.postgres.extensions.vector: false',
      );
      const off = memoraiDb(bare.keeper, platformWith({ extensions: { vector: false } }), {
        ...parts(bare.port),
        POSTGRES_PASSWORD: PostgresServer.adminPassword,
      });
      expect((await off.run('bootstrap')).code).toBe(0);
    } finally {
      await bare.close();
    }
  });
});
