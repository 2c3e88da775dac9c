import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionEnvironment } from '../../../lib/aws/function-environment';
import { scramVerifier } from '../../../lib/bootstrap/scram-verifier';
import { bootstrapStatements, statementText } from '../../../lib/platform/database/bootstrap-sql';
import { resolvePlatform } from '../../../lib/platform/index';
import { setupFacts } from '../../../lib/platform/store-config/setup-facts';
import { FunctionAccount, type FunctionRun, success as stackSuccess } from './function-account';
import { freePort, PostgresServer } from './postgres-server';

const application = join(__dirname, '../stores/database');
const platform = resolvePlatform({
  environment: 'x',
  version: '3.2.0',
  deployment: 'serverless',
  domain: 'memorai.com',
  migration: { sql: application },
  stores: {
    postgres: { provider: 'aurora', partitions: { tables: ['memories'] } },
    redis: { host: 'redis.memorai.com', cidr: '10.1.0.0/16' },
    qdrant: { host: 'qdrant.memorai.com', cidr: '10.1.0.0/16' },
  },
  aws: { region: 'us-east-1' },
});
const { aws, stores } = platform;
const migration = aws?.migration;
if (migration?.kind !== 'function') throw new Error('the platform has no function that migrates');
const [resource, functionName] = ['MemoraiDatabaseMigration', migration.functionName];
const steps = ['migrate', 'index', 'verify'];
const superuser = { user: 'postgres', password: 'superuser-of-the-test', database: 'memorai' };
const password = "p@ss:/?#%w'";

/** Where Debian's packages cannot be had there is no server, and the install has said so; in CI that is a failure. */
const whereItCanBe = process.env.MEMORAI_POSTGRES || process.env.CI === 'true' ? describe : describe.skip;

const account = new FunctionAccount();
/** The state that the deployments of this file ask for, and the one that was reached before. */
const [after, before] = [`${functionName}:after`, `${functionName}:before`];
const success = stackSuccess(resource, after);
const failure = (Reason: unknown) => ({ ...stackSuccess(resource, before), Status: 'FAILED', Reason });

let server: PostgresServer;
let scratch: string;

whereItCanBe('the function that migrates', () => {
  beforeAll(async () => {
    await account.open();
    scratch = mkdtempSync(join(tmpdir(), 'memorai-sql-'));
    const facts = setupFacts(stores, platform.connections).postgres;
    server = await PostgresServer.start(superuser.password, facts.settings);
    const verifier = scramVerifier(password);
    for (const statement of bootstrapStatements(facts)) {
      const database = statement.database === 'admin' ? 'postgres' : facts.database;
      const there = statement.unless !== undefined && server.query(statement.unless, { ...superuser, database }) !== '';
      if (!there) server.query(statementText(statement, { applicationPassword: verifier }), { ...superuser, database });
    }
    account.secrets[aws?.databaseSecrets.application ?? ''] = { username: 'memorai', password };
    account.parameters[aws?.parameters.postgresHost ?? ''] = 'localhost';
  });
  afterAll(async () => {
    account.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  });
  beforeEach(() => {
    account.answers.length = 0;
  });

  const given = ({ env, ...run }: FunctionRun): FunctionRun => ({
    ...run,
    env: {
      ...functionEnvironment('the migration', migration.settings),
      DB_PORT: String(server.port),
      PGSSLROOTCERT: server.certificate,
      SQL_FOLDER: application,
      ...env,
    },
  });
  const run = (one: FunctionRun) => account.run('migration', functionName, given(one));
  const eventOf = (type: 'Create' | 'Update' | 'Delete', from = before, Steps: readonly string[] = steps) =>
    account.stackEvent(type, resource, from, { Revision: 'after', Steps });
  const deploy = (type: 'Create' | 'Update' | 'Delete', env: FunctionRun['env'] = {}, milliseconds = 60_000) =>
    run({ event: eventOf(type), env, milliseconds });
  const query = (sql: string) => server.query(sql, { user: 'memorai', password, database: 'memorai' });

  /** The application's folder with more in it. */
  function sqlWith(name: string, files: Readonly<Record<string, string>>): { readonly SQL_FOLDER: string } {
    const folder = join(scratch, name);
    cpSync(application, folder, { recursive: true });
    mkdirSync(join(folder, 'seeds'), { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    return { SQL_FOLDER: folder };
  }

  const ran = () => query('SELECT name FROM memorai_migrations ORDER BY id').split('\n');

  test('a deployment migrates, makes partitions and indexes, verifies, and the stack hears of it', async () => {
    const { output, result } = await deploy('Create');
    expect([account.answers, result, output]).toEqual([
      [success],
      { done: ['migrate', 'index', 'verify'] },
      expect.stringContaining('migrations: ran 001_memories, 002_events'),
    ]);
    expect([
      ran(),
      query("SELECT count(*) > 3 FROM pg_inherits WHERE inhparent = 'memories'::regclass"),
      query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_memories_user_created'::regclass"),
      query('SELECT count(*) FROM memories'),
    ]).toEqual([['001_memories', '002_events'], 't', 't', '0']);
  });

  test('the next one finds nothing to do', async () => {
    const { output } = await deploy('Update');
    expect([account.answers, output]).toEqual([[success], expect.stringContaining('migrations: nothing to do')]);
  });

  // What has run stays as it was: an edit of it is refused.
  const third = { 'migrations/003_slow.sql': 'CREATE TABLE slow AS SELECT 1 AS n; SELECT pg_sleep(2)' };
  const fourth = (seconds: number) => ({
    ...third,
    'migrations/004_long.sql': `CREATE TABLE long (id int); SELECT pg_sleep(${seconds})`,
  });

  test('of two at once one works, the other waits, and both end well', async () => {
    const sql = sqlWith('race', third);
    const ended = await Promise.all([deploy('Update', sql), deploy('Update', sql)]);
    const said = ended.map(({ output }) => /migrations: (ran|nothing to do)/.exec(output)?.[1]).sort();
    const waited = ended.some(({ output }) => output.includes('another runner is at work: waiting for it'));
    expect([account.answers, said, waited]).toEqual([[success, success], ['nothing to do', 'ran'], true]);
    expect(query('SELECT count(*) FROM slow')).toBe('1');
  });

  describe('what is not done', () => {
    const untilBusy = async () => {
      const busy =
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";
      for (let tries = 0; query(busy) === '0'; tries += 1) {
        if (tries > 200) throw new Error('no migration at work');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };

    test('within the time is stopped, the stack hears why, and the server has rolled it back', async () => {
      await deploy('Update', sqlWith('late', fourth(60)), 24_000);
      expect(account.answers).toEqual([
        failure(expect.stringMatching(/^migrate: not done within \d s, and stopped; .*migration\.deadline/)),
      ]);
      expect([query("SELECT to_regclass('long')"), ran()]).toEqual(['', ['001_memories', '002_events', '003_slow']]);
    });

    test('because the function was killed is done by the next one', async () => {
      const event = eventOf('Update');
      const killed = account.start('migration', functionName, given({ event, env: sqlWith('killed', fourth(60)) }));
      await untilBusy();
      killed.kill();
      await killed.ended;
      const { output } = await deploy('Update', sqlWith('again', fourth(0)));
      expect([account.answers, output]).toEqual([[success], expect.stringContaining('migrations: ran 004_long')]);
    });
  });

  const later = fourth(0);

  describe('the deployment fails, and says why, when', () => {
    test('a statement fails: what its file did is gone', async () => {
      const sql = 'CREATE TABLE half (id int); CREATE TABLE memories (id int)';
      await deploy('Update', sqlWith('wrong', { ...later, 'migrations/005_wrong.sql': sql }));
      expect(account.answers).toEqual([
        failure(expect.stringMatching(/^migrate: .*relation "memories" already exists/)),
      ]);
      expect(query("SELECT to_regclass('half')")).toBe('');
    });

    test('the vector extension is missing', async () => {
      const sql = sqlWith('vector', { ...later, 'migrations/005_vector.sql': 'CREATE TABLE near (place vector(3))' });
      server.query('ALTER TABLE memories DROP COLUMN embedding; DROP EXTENSION vector', superuser);
      try {
        await deploy('Update', sql);
        await deploy('Update', sqlWith('none', later));
        expect(account.answers).toEqual([
          failure(expect.stringMatching(/^migrate: .*type "vector" does not exist/)),
          failure(
            expect.stringMatching(
              /^verify: 1 thing is not as the platform says; no extension vector: run the bootstrap/,
            ),
          ),
        ]);
      } finally {
        server.query('CREATE EXTENSION vector; ALTER TABLE memories ADD COLUMN embedding vector(3)', superuser);
      }
    });

    test('nobody known has signed the certificate of the server', async () => {
      await deploy('Update', { PGSSLROOTCERT: '' });
      expect(account.answers).toEqual([
        failure(expect.stringMatching(/^migrate: .*the certificate of the server is not trusted/)),
      ]);
    });

    test("the password is not the server's", async () => {
      account.secrets.other = { password: 'wrong' };
      await deploy('Update', { DB_PASSWORD_SECRET_ID: 'other' }, 23_000);
      expect(account.answers).toEqual([
        failure(
          expect.stringMatching(
            /^migrate: not done within \d s, .*; last: waiting for memorai@localhost:\d+\/memorai: password authentication failed/,
          ),
        ),
      ]);
    });

    test('the secret cannot be read', async () => {
      await deploy('Update', { DB_PASSWORD_SECRET_ID: 'none' });
      expect(account.answers).toEqual([failure(expect.stringMatching(/^DB_PASSWORD: secret none /))]);
    });
  });

  test('no password is in the log of the server, nor in what the function said', async () => {
    const { output } = await deploy('Update', sqlWith('quiet', later));
    const said = server.log() + output + JSON.stringify(account.answers);
    for (const secret of [password, encodeURIComponent(password)]) expect(said).not.toContain(secret);
  });

  test.each<[string, Parameters<typeof eventOf>, string]>([
    ['when the stack goes, it does nothing', ['Delete'], before],
    ['the way back to the state before asks no server, which may be what failed', ['Update', after], after],
  ])('%s', async (_, given, reached) => {
    const { result } = await run({ event: eventOf(...given), env: { DB_PORT: String(await freePort()) } });
    expect([account.answers, result]).toEqual([[stackSuccess(resource, reached)], { done: [] }]);
  });

  test('a deployment that is asked to seeds, each file once', async () => {
    const seeding = ['migrate', 'seed', 'index', 'verify'];
    const env = sqlWith('seeded', later);
    const said: unknown[] = [];
    for (const _ of ['first', 'second']) {
      const { output, result } = await run({ event: eventOf('Update', before, seeding), env });
      said.push(result, /seeds: (ran \S+|nothing to do)/.exec(output)?.[1]?.replace(/\W+$/, ''));
    }
    expect([said, account.answers, query('SELECT content FROM memories')]).toEqual([
      [{ done: seeding }, 'ran 001_first', { done: seeding }, 'nothing to do'],
      [success, success],
      'first',
    ]);
  });

  describe('by hand', () => {
    test('seeds that have not run', async () => {
      const env = sqlWith('more seeds', {
        ...later,
        'seeds/002_second.sql':
          "INSERT INTO memories (user_id, content) SELECT user_id, 'second' FROM memories WHERE content = 'first'",
      });
      const { result } = await run({ event: { steps: ['seed'] }, env });
      expect([result, query('SELECT content FROM memories ORDER BY 1').split('\n'), account.answers]).toEqual([
        { done: ['seed'] },
        ['first', 'second'],
        [],
      ]);
    });

    test('the schedule makes partitions', async () => {
      const { result } = await run({ event: { steps: ['index'] } });
      expect(result).toEqual({ done: ['index'] });
    });

    test.each([
      [
        'steps that do not exist',
        ['drop'],
        'steps must be a list of migrate, seed, index, verify, collection, got ["drop"]',
      ],
      [
        'no list',
        'seed and index',
        'steps must be a list of migrate, seed, index, verify, collection, got "seed and index"',
      ],
      ['none', [], 'steps must be a list of migrate, seed, index, verify, collection, got []'],
    ])('%s are refused', async (_, steps, errorMessage) => {
      expect((await run({ event: { steps } })).result).toEqual({ errorType: 'Error', errorMessage });
    });
  });
});
