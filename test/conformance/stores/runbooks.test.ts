import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { bootstrapStatements, statementText } from '../../../lib/platform/database/bootstrap-sql';
import type { Platform } from '../../../lib/platform/types';
import { blocksFor, type Inside, insideFor, shipped } from '../../operations/commands';
import { type Ended, Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { APPLICATION_PASSWORD, MONITOR_PASSWORD } from './memorai-db';
import { freePort, installed, PostgresServer } from './postgres-server';
import { RedisServer } from './redis-server';

const PEOPLE_PASSWORD = 'a token of IAM';

/** Both servers of an environment, and a shell that reaches them as the runbook says to. */
class Stores {
  private constructor(
    private readonly platform: Platform,
    private readonly keeper: Keeper,
    readonly postgres: PostgresServer,
    private readonly redis: RedisServer | undefined,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(platform: Platform): Promise<Stores> {
    const keeper = new Keeper();
    const server = await PostgresServer.start(['-c', 'shared_preload_libraries=pg_stat_statements']);
    try {
      await bootstrap(server, platform);
      const root = installed('MEMORAI_REDIS');
      const libraries = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
      const env = {
        PATH: `${server.programs}:${join(root, 'usr/bin')}:${process.env.PATH ?? ''}`,
        LD_LIBRARY_PATH: join(root, 'usr/lib', libraries),
        HOME: keeper.folder,
        PGPORT: String(server.port),
        ...(await Stores.access(server, platform)),
      };
      const { redis } = platform.stores;
      if (redis.provider !== 'cluster')
        return new Stores(platform, keeper, server, undefined, { ...env, ...(await overTls(keeper, env, redis.port)) });
      return new Stores(platform, keeper, server, await RedisServer.start(platform, APPLICATION_PASSWORD), env);
    } catch (error) {
      await Promise.all([keeper.close(), server.close()]);
      throw error;
    }
  }

  /** What the section 'How to reach it' leaves in a shell: as people where they have a role, else as the application. */
  private static async access(server: PostgresServer, { stores }: Platform): Promise<Readonly<Record<string, string>>> {
    const { provider, database, username, people } = stores.postgres;
    // Into the container, where the image trusts whoever is there already.
    if (provider === 'cluster') return { PGHOST: '127.0.0.1', PGPASSWORD: PostgresServer.adminPassword };
    const role = people?.username ?? username;
    if (people !== undefined) {
      await done(server.psql(database, `ALTER ROLE ${role} PASSWORD '${PEOPLE_PASSWORD}'`));
    }
    return {
      PGPASSWORD: people === undefined ? APPLICATION_PASSWORD : PEOPLE_PASSWORD,
      PGHOSTADDR: '127.0.0.1',
      DATABASE_URL: `host=localhost dbname=${database} user=${role} sslmode=prefer`,
    };
  }

  /** A line of a runbook; names of servers and their ports are those of here. */
  run(text: string): Promise<Ended> {
    const { postgres, redis } = this.platform.stores;
    const here = [
      ...(postgres.provider === 'external' ? [[`--port=${postgres.port}`, `--port=${this.env.PGPORT}`] as const] : []),
      ...(redis.provider === 'external' ? [[redis.host, '"$REDIS_HOST"'] as const] : []),
      ['/var/lib/postgresql/data', this.keeper.folder] as const,
    ].reduce((line, [from, to]) => line.replaceAll(from, to), text);
    // Some look for ever.
    return this.shell(here.includes('--latency') ? `timeout 4 ${here} || [ $? = 124 ]` : here);
  }

  /** What `docker compose exec` or `run` starts; of the latter the entrypoint of the rendered file. */
  async runInside({ service, words }: Inside): Promise<Ended> {
    if (service === 'postgres') return this.run(words);
    const { entrypoint = [] } = composeProject(this.platform).file.services[service] ?? {};
    const password = join(this.keeper.folder, 'REDIS_PASSWORD');
    writeFileSync(password, APPLICATION_PASSWORD);
    const [program = '', ...before] = entrypoint.map((word) =>
      word
        .replaceAll('/run/secrets/REDIS_PASSWORD', password)
        .replace('-h redis -p 6379', `-h 127.0.0.1 -p ${this.redis?.port}`),
    );
    const quoted = [program, ...before].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    return this.run(`${quoted} ${words}`);
  }

  private shell(text: string): Promise<Ended> {
    return this.keeper.run({
      command: 'bash',
      args: ['-e', '-o', 'pipefail', '-c', text],
      cwd: this.keeper.folder,
      env: this.env,
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.keeper.close(), this.postgres.close(), this.redis?.close()]);
  }
}

/** The statements of the administrator, as memorai-db and the function of Aurora send them. */
async function bootstrap(server: PostgresServer, { stores }: Platform): Promise<void> {
  const passwords = { applicationPassword: APPLICATION_PASSWORD, monitorPassword: MONITOR_PASSWORD };
  for (const statement of bootstrapStatements(stores.postgres)) {
    const database = statement.database === 'admin' ? 'postgres' : stores.postgres.database;
    const found = statement.unless === undefined ? '' : await done(server.psql(database, statement.unless));
    if (found === '') await done(server.psql(database, statementText(statement, passwords)));
  }
}

/** @throws Error with what psql says */
async function done(running: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await running;
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** A Redis that takes TLS alone and a password, as ElastiCache does, at an address of its own under the real port. */
async function overTls(
  keeper: Keeper,
  env: Readonly<Record<string, string>>,
  port: number,
): Promise<Readonly<Record<string, string>>> {
  const [certificate, key] = [join(keeper.folder, 'server.crt'), join(keeper.folder, 'server.key')];
  const words = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=redis -addext subjectAltName=DNS:redis';
  execFileSync('openssl', ['req', ...words.split(' '), '-out', certificate, '-keyout', key], { stdio: 'ignore' });
  const address = `127.${20 + (process.pid % 200)}.${(process.pid >> 8) % 250}.${1 + ((await freePort()) % 250)}`;
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  const server = keeper.start({
    command: 'redis-server',
    args: [
      '--port',
      '0',
      '--tls-port',
      String(port),
      '--bind',
      address,
      '--requirepass',
      APPLICATION_PASSWORD,
      ...files,
    ],
    cwd: keeper.folder,
    env,
  });
  const access = { REDIS_HOST: address, REDISCLI_AUTH: APPLICATION_PASSWORD, SSL_CERT_FILE: certificate };
  await until('Redis answers over TLS', 20_000, async () => {
    const asked = { command: 'redis-cli', args: ['-h', address, '-p', String(port), '--tls', 'ping'] };
    const { stdout, stderr } = await keeper.run({ ...asked, cwd: keeper.folder, env: { ...env, ...access } });
    return stdout === 'PONG\n' || `${stderr}${server.output().stdout}`;
  });
  return access;
}

/** What a command shows where all is well: that it ended well is not enough of redis-cli, which says errors on stdout. */
const shows: readonly (readonly [RegExp, RegExp])[] = [
  [/^psql .*pg_stat_activity/, /\| psql /],
  [/^psql .*pg_stat_statements/, /mean_exec_time[\s\S]*\([1-9]\d* rows?\)/],
  [/ ping$/, /^PONG$/m],
  [/ info memory$/, /^used_memory:\d+/m],
  [/ --bigkeys$/, /Biggest string found '"greeting"'/],
  [/ --latency-history /, /^(?:min: )?\d+/m],
  [/^pg_isready /, /accepting connections/],
  [/^df /, /Filesystem/],
];

describe.each(shipped.map((platform) => [platform.environment, platform] as const))('%s', (_, platform) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await Stores.start(platform);
    const greet = 'set greeting hello';
    const { provider } = platform.stores.redis;
    if (provider === 'cluster') await stores.runInside({ service: 'redis-cli', words: greet });
    else
      expect(
        (await stores.run(`redis-cli -h "$REDIS_HOST" -p ${platform.stores.redis.port} --tls ${greet}`)).stdout,
      ).toBe('OK\n');
    const application = ['memorai', APPLICATION_PASSWORD, 'memorai'] as const;
    expect((await stores.postgres.psqlAs(...application, 'SELECT 1')).stderr).toBe('');
  });
  afterAll(() => stores?.close());

  const blocks = blocksFor('stores').filter((command) => command.platform === platform);
  const contained = insideFor('stores').filter((one) => one.platform === platform);
  test.each([
    ...blocks.map(({ text }) => [text, () => stores.run(text)] as const),
    ...contained.map((one) => [one.words, () => stores.runInside(one)] as const),
  ])('%s', async (text, run) => {
    const { code, stdout, stderr } = await run();
    expect([code, stderr]).toEqual([0, '']);
    // Text of another's statement, where the role may not read it.
    expect(stdout).not.toContain('insufficient privilege');
    const [, expected] = shows.find(([form]) => form.test(text)) ?? shows.find(([form]) => form.test(` ${text}`)) ?? [];
    expect(stdout).toMatch(expected ?? /^nothing is known of this command$/);
  });

  test('a session that holds a connection is ended by the application whose it is', async () => {
    const sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leak'";
    const application = ['memorai', APPLICATION_PASSWORD, 'memorai'] as const;
    const leak = stores.postgres.psqlAs(...application, "SET application_name = 'leak'", 'SELECT pg_sleep(60)');
    await until('there is such a session', 10_000, async () => {
      return (await stores.postgres.psqlAs(...application, sql)).stdout === 't\n';
    });
    expect((await leak).stderr).toContain('terminating connection due to administrator command');
  });
});
