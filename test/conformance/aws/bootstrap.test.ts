import { scramVerifier } from '../../../lib/bootstrap/scram-verifier';
import type { BootstrapFacts } from '../../../lib/platform/database/bootstrap-sql';
import { FunctionAccount, type FunctionRun, success as stackSuccess } from './function-account';
import { freePort, PostgresServer } from './postgres-server';

const [resource, functionName] = ['MemoraiPostgresBootstrap', 'memorai-x-postgres-bootstrap'];
const superuser = { user: 'postgres', password: 'superuser-of-the-test', database: 'memorai' };
const facts: BootstrapFacts = {
  database: 'memorai',
  username: 'memorai',
  monitor: { username: 'memorai_monitor', connections: 2 },
  people: { username: 'memorai_people', connections: 5 },
  extensions: ['pg_stat_statements', 'uuid-ossp', 'vector'],
  schemas: ['memorai', 'audit', 'analytics'],
  searchPath: ['memorai', 'public'],
};
const admin = { username: 'memorai_admin', password: 'administrator-of-the-test' };

const account = new FunctionAccount();
const { secrets, answers } = account;
secrets['memorai/x/postgres-admin'] = admin;
secrets['memorai/x/postgres'] = { username: 'memorai', password: 'first-password' };
secrets['memorai/x/postgres-monitor'] = { username: 'memorai_monitor', password: 'monitor-password' };
const success = stackSuccess(resource, functionName);

/** Where Debian's packages cannot be had there is no server, and the install has said so; in CI that is a failure. */
const whereItCanBe = process.env.MEMORAI_POSTGRES || process.env.CI === 'true' ? describe : describe.skip;

let server: PostgresServer;

whereItCanBe('the bootstrap function', () => {
  beforeAll(async () => {
    await account.open();
    server = await PostgresServer.start(superuser.password);
    // As Aurora makes it: an administrator who is no superuser, and the database as his own. There he may make the two
    // extensions that are not trusted; here the superuser does it for him.
    const root = { ...superuser, database: 'postgres' };
    const verifier = scramVerifier(admin.password);
    server.query(`CREATE ROLE ${admin.username} LOGIN CREATEROLE CREATEDB PASSWORD '${verifier}'`, root);
    server.query(`GRANT pg_read_all_stats, pg_monitor TO ${admin.username} WITH ADMIN OPTION`, root);
    server.query(`CREATE DATABASE memorai OWNER ${admin.username}`, root);
    server.query('CREATE EXTENSION vector; CREATE EXTENSION pg_stat_statements', superuser);
  });
  afterAll(async () => {
    account.close();
    await server.stop();
  });
  beforeEach(() => {
    answers.length = 0;
  });

  const run = ({ env, ...given }: FunctionRun) =>
    account.run('bootstrap', functionName, {
      ...given,
      env: {
        NODE_EXTRA_CA_CERTS: server.certificate,
        DB_HOST: 'localhost',
        DB_PORT: String(server.port),
        ADMIN_SECRET_ID: 'memorai/x/postgres-admin',
        APPLICATION_SECRET_ID: 'memorai/x/postgres',
        MONITOR_SECRET_ID: 'memorai/x/postgres-monitor',
        BOOTSTRAP_FACTS: JSON.stringify(facts),
        ...env,
      },
    });
  const stackEvent = (type: 'Create' | 'Update' | 'Delete') => account.stackEvent(type, resource, functionName);
  const asApplication = (sql: string, password: string) =>
    server.query(sql, { user: 'memorai', password, database: 'memorai' });

  test('a first run makes role, extensions, schemas and search path, and the stack hears of it', async () => {
    const { output } = await run({ event: stackEvent('Create') });
    expect(answers).toEqual([success]);
    expect(output).toContain('"event":"bootstrap-done"');
    const rows = [
      asApplication('SHOW search_path', 'first-password'),
      asApplication(
        "SELECT nspname, pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname IN ('memorai', 'audit', 'analytics') ORDER BY 1",
        'first-password',
      ),
      asApplication("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1", 'first-password'),
      asApplication("SELECT pg_has_role('memorai', 'pg_read_all_stats', 'usage')", 'first-password'),
    ];
    expect(rows).toEqual([
      'memorai, public',
      'analytics|memorai\naudit|memorai\nmemorai|memorai',
      'pg_stat_statements\nuuid-ossp\nvector',
      't',
    ]);
  });

  test("the exporter's role sees statistics, and no table of the application", () => {
    const asMonitor = (sql: string) =>
      server.query(sql, { user: 'memorai_monitor', password: 'monitor-password', database: 'memorai' });
    expect(asMonitor("SELECT count(*) > 0 FROM pg_stat_activity WHERE backend_type = 'checkpointer'")).toBe('t');
    expect(asMonitor("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'memorai_monitor'")).toBe('2');
    expect(() => asMonitor('CREATE TABLE memorai.mine ()')).toThrow(/permission denied for schema memorai/);
  });

  test("people's role has no password and, on a server without the group of RDS, no way in", () => {
    const root = { ...superuser, database: 'postgres' };
    const facts = "rolcanlogin, rolconnlimit, rolpassword IS NULL FROM pg_authid WHERE rolname = 'memorai_people'";
    expect(server.query(`SELECT ${facts}`, root)).toBe('t|5|t');
    expect(() => server.query('SELECT 1', { user: 'memorai_people', password: 'any', database: 'memorai' })).toThrow(
      /password authentication failed/,
    );
  });

  test('the application can migrate then (E49)', () => {
    const sql =
      'CREATE TABLE notes (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), place vector(3)); INSERT INTO notes DEFAULT VALUES';
    asApplication(sql, 'first-password');
    expect(asApplication('SELECT count(*) FROM memorai.notes', 'first-password')).toBe('1');
  });

  test('a second run changes nothing and keeps what is inside', async () => {
    await run({ event: stackEvent('Update') });
    expect(answers).toEqual([success]);
    expect(asApplication('SELECT count(*) FROM notes', 'first-password')).toBe('1');
  });

  test('a run by hand brings a new password to the server', async () => {
    secrets['memorai/x/postgres'] = { username: 'memorai', password: "second'p\\assword$&" };
    const { result } = await run({ event: {} });
    expect(result).toEqual({ done: expect.arrayContaining(['password of memorai']) });
    expect(answers).toEqual([]);
    expect(asApplication('SELECT 1', "second'p\\assword$&")).toBe('1');
    expect(() => asApplication('SELECT 1', 'first-password')).toThrow(/password authentication failed/);
  });

  test('no password is in the log of the server, nor in what the function said', async () => {
    const { output } = await run({ event: stackEvent('Update') });
    const said = server.log() + output;
    expect(said).toContain('SCRAM-SHA-256$4096:');
    for (const password of ['monitor-password', 'first-password', "second'p", admin.password])
      expect(said).not.toContain(password);
  });

  describe('on a server with the group of RDS', () => {
    const root = { ...superuser, database: 'postgres' };
    const member = (role: string) => server.query(`SELECT pg_has_role('${role}', 'rds_iam', 'MEMBER')`, root);
    const asPeople = (sql: string) => server.query(`SET ROLE memorai_people; ${sql}`, superuser);

    test('people come in by tokens, and the administrator by his password as before', async () => {
      server.query('CREATE ROLE rds_iam', root);
      await run({ event: stackEvent('Update') });
      await run({ event: stackEvent('Update') });
      expect(answers).toEqual([success, success]);
      expect([member('memorai_people'), member(admin.username), member('memorai')]).toEqual(['t', 'f', 'f']);
    });

    test('they read everything and change nothing', () => {
      expect(asPeople('SELECT count(*) FROM memorai.notes')).toMatch(/1$/);
      for (const sql of ['DELETE FROM memorai.notes', 'CREATE TABLE memorai.mine ()', 'CREATE TEMPORARY TABLE mine ()'])
        expect(() => asPeople(sql)).toThrow(/permission denied/);
    });

    test('an administrator who would be shut out is told, and is not', async () => {
      server.query(`REVOKE rds_iam FROM memorai_people; GRANT memorai_people TO ${admin.username}`, root);
      await run({ event: stackEvent('Update') });
      const Reason =
        'tokens of IAM for memorai_people: the administrator is a member of memorai_people, and would be let in by tokens only (P0001); REVOKE "memorai_people" FROM CURRENT_USER';
      expect(answers).toEqual([{ ...success, Status: 'FAILED', Reason }]);
      expect(member(admin.username)).toBe('f');
      server.query(`REVOKE memorai_people FROM ${admin.username}`, root);
    });
  });

  test('when the stack goes, everything inside stays', async () => {
    await run({ event: stackEvent('Delete'), env: { DB_PORT: String(await freePort()) } });
    expect(answers).toEqual([success]);
    expect(asApplication('SELECT count(*) FROM notes', "second'p\\assword$&")).toBe('1');
  });

  test('an answer that CloudFormation did not take is given again', async () => {
    account.refusals = 2;
    await run({ event: stackEvent('Delete') });
    expect([account.refusals, answers]).toEqual([0, [success]]);
  });

  describe('the event of the stack says what is wrong when', () => {
    const failure = (Reason: unknown) => [{ ...success, Status: 'FAILED', Reason }];

    test('a statement fails', async () => {
      const wrong: BootstrapFacts = { ...facts, schemas: ['pg_mine'] };
      await run({ event: stackEvent('Update'), env: { BOOTSTRAP_FACTS: JSON.stringify(wrong) } });
      expect(answers).toEqual(failure('schema pg_mine: unacceptable schema name "pg_mine" (42939)'));
    });

    test("the administrator's password is not the server's", async () => {
      secrets['memorai/x/other'] = { ...admin, password: 'wrong' };
      await run({ event: stackEvent('Update'), env: { ADMIN_SECRET_ID: 'memorai/x/other' } });
      expect(answers).toEqual(
        failure(
          `connection to localhost:${server.port}, database postgres: password authentication failed for user "memorai_admin" (28P01)`,
        ),
      );
    });

    test('nothing answers before the time is up', async () => {
      const port = await freePort();
      await run({ event: stackEvent('Create'), env: { DB_PORT: String(port) }, milliseconds: 25_000 });
      expect(answers).toEqual(
        failure(
          expect.stringMatching(new RegExp(`^connection to localhost:${port}, database postgres: .*ECONNREFUSED`)),
        ),
      );
    });

    test('nobody known has signed the certificate of the server', async () => {
      await run({ event: stackEvent('Create'), env: { NODE_EXTRA_CA_CERTS: '' } });
      expect(answers).toEqual(failure(expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT)')));
    });

    test('a secret cannot be read', async () => {
      await run({ event: stackEvent('Create'), env: { ADMIN_SECRET_ID: 'memorai/x/none' } });
      expect(answers).toEqual(failure('secret memorai/x/none cannot be read: ResourceNotFoundException'));
    });

    test('a secret is not what it should be', async () => {
      secrets['memorai/x/empty'] = { username: 'memorai' };
      await run({ event: stackEvent('Create'), env: { APPLICATION_SECRET_ID: 'memorai/x/empty' } });
      expect(answers).toEqual(failure('secret memorai/x/empty must be a JSON object with username and password'));
    });
  });
});
