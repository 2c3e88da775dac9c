import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { type Command, type Ended, Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';

/** A user that no machine gives rights to: PostgreSQL refuses to run as root. */
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const asRoot = process.getuid?.() === 0;

/** A command as the user that a server runs as. */
export const asServer = (words: readonly string[]): readonly string[] => [...(asRoot ? NOBODY : []), ...words];

/** What scripts/conformance/stores/install made ready. Throws when the tests were not started by scripts/conformance/run. */
export function installed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run stores`);
  return value;
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The server of a folder, with its socket beside it. */
const serving = (programs: string, data: string, port: number, args: readonly string[]): readonly string[] => [
  join(programs, 'postgres'),
  '-D',
  data,
  ...['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${dirname(data)}`, 'fsync=off'].flatMap(
    (setting) => ['-c', setting],
  ),
  ...args,
];

/** PostgreSQL 15 on loopback, with the arguments of a platform; the administrator is `postgres`. */
export class PostgresServer {
  /** Every character that means something in a URL. */
  static readonly adminPassword = 'adm!n :/?#%@';

  private constructor(
    readonly keeper: Keeper,
    readonly port: number,
    readonly programs: string,
    private readonly server: ReturnType<Keeper['start']>,
    /** A program as the user whom the server runs as. */
    private readonly as: (words: readonly string[]) => Command,
    private readonly args: readonly string[],
  ) {}

  /** @param without - an extension that the server shall not have */
  static async start(args: readonly string[], without?: string): Promise<PostgresServer> {
    const keeper = new Keeper();
    try {
      const root = installed('MEMORAI_POSTGRES');
      const programs = join(keeper.folder, 'usr', 'lib', 'postgresql', '15', 'bin');
      // A copy: root's cache cannot be read by the user that the server runs as, and an extension may be taken out of it.
      for (const part of ['usr/lib/postgresql/15', 'usr/share/postgresql/15']) {
        cpSync(join(root, part), join(keeper.folder, part), {
          recursive: true,
          filter: (path) => !path.endsWith(`/${without}.control`),
        });
      }
      chmodSync(keeper.folder, 0o711);
      const data = join(keeper.folder, 'server');
      mkdirSync(data);
      chmodSync(data, 0o777);
      writeFileSync(join(keeper.folder, 'password'), PostgresServer.adminPassword);
      const port = await freePort();
      const run = (words: readonly string[]): Command => {
        const [command = '', ...rest] = asServer(words);
        return { command, args: rest, cwd: data, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
      };
      const made = await keeper.run(
        run([
          join(programs, 'initdb'),
          `--pgdata=${data}/data`,
          '--username=postgres',
          '--auth=scram-sha-256',
          `--pwfile=${keeper.folder}/password`,
          '--no-sync',
          '--encoding=UTF8',
          '--locale=C.UTF-8',
        ]),
      );
      if (made.code !== 0) throw new Error(made.stderr);
      const server = keeper.start(run(serving(programs, `${data}/data`, port, args)));
      const started = new PostgresServer(keeper, port, programs, server, run, args);
      await until('PostgreSQL answers', 30_000, async () => {
        const { code } = await started.psql('postgres', 'SELECT 1');
        return code === 0 || server.output().stderr;
      });
      return started;
    } catch (error) {
      await keeper.close();
      throw error;
    }
  }

  /** Starts a replica that takes what this server has, and follows it; it ends with the server. */
  async replicate(): Promise<void> {
    const data = join(this.keeper.folder, 'server', 'replica');
    const copy = this.as([
      join(this.programs, 'pg_basebackup'),
      ...['--username=postgres', `--pgdata=${data}`, '--write-recovery-conf', '--checkpoint=fast', '--no-sync'],
    ]);
    const env = { ...copy.env, ...this.address, PGPASSWORD: PostgresServer.adminPassword };
    const copied = await this.keeper.run({ ...copy, env });
    if (copied.code !== 0) throw new Error(copied.stderr);
    const { output } = this.keeper.start(this.as(serving(this.programs, data, await freePort(), this.args)));
    await until('the replica follows', 30_000, async () => {
      const { stdout } = await this.psql('postgres', 'SELECT state FROM pg_stat_replication');
      return stdout.trim() === 'streaming' || output().stderr.slice(-2000);
    });
  }

  /** What the server wrote to its log. */
  log(): string {
    return this.server.output().stderr;
  }

  /** One statement or meta-command a word, as the administrator. */
  psql(database: string, ...commands: readonly string[]): Promise<Ended> {
    return this.psqlAs('postgres', PostgresServer.adminPassword, database, ...commands);
  }

  psqlAs(user: string, password: string, database: string, ...commands: readonly string[]): Promise<Ended> {
    return this.runPsql(
      ['--no-psqlrc', '-At', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((command) => ['-c', command])],
      { PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
    );
  }

  /** psql with the server's address, and whatever else in its environment. */
  runPsql(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
    return this.keeper.run({
      command: join(this.programs, 'psql'),
      args,
      cwd: this.keeper.folder,
      env: { PATH: process.env.PATH ?? '', HOME: this.keeper.folder, ...this.address, ...env },
    });
  }

  /** The address as libpq reads it. */
  get address(): Readonly<Record<string, string>> {
    return { PGHOST: '127.0.0.1', PGPORT: String(this.port) };
  }

  programLog(file: string): string {
    return readFileSync(join(this.keeper.folder, file), 'utf8');
  }

  close(): Promise<void> {
    return this.keeper.close();
  }
}
