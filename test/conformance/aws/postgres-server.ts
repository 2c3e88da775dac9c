import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PostgreSQL refuses to run as root: then as nobody. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A throw-away PostgreSQL 15 on loopback that takes TLS only, as Aurora with rds.force_ssl does. */
export class PostgresServer {
  private constructor(
    readonly port: number,
    /** Of the authority that signed its certificate for `localhost`. */
    readonly certificate: string,
    private readonly folder: string,
    private readonly bin: string,
    private readonly libraries: string,
    private readonly process: ReturnType<typeof spawn>,
  ) {}

  /**
   * The superuser is `postgres`, with this password.
   *
   * @param settings - In place of what a server has by default.
   */
  static async start(password: string, settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
    const root = process.env.MEMORAI_POSTGRES;
    if (!root) throw new Error('MEMORAI_POSTGRES is not set; run scripts/conformance/run aws');
    const folder = mkdtempSync(join(tmpdir(), 'memorai-postgres-'));
    const own = (path: string) => asRoot && chownSync(path, NOBODY, NOBODY);
    own(folder);
    // A copy: the user that the server runs as cannot read root's cache.
    for (const part of ['usr/lib/postgresql/15', 'usr/share/postgresql/15']) {
      cpSync(join(root, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
    }
    const bin = join(folder, 'usr/lib/postgresql/15/bin');
    const env = {
      PATH: process.env.PATH ?? '',
      LC_ALL: 'C',
      LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu'),
    };
    const data = join(folder, 'data');
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, password);
    own(passwordFile);
    const initdb = [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--no-sync',
      '-EUTF8',
    ];
    execFileSync(join(bin, 'initdb'), initdb, { ...identity, env, cwd: folder, stdio: 'pipe' });
    const [certificate, key] = [join(data, 'server.crt'), join(data, 'server.key')];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
    ];
    execFileSync('openssl', [...request, ...names], { stdio: 'pipe' });
    own(certificate);
    own(key);
    const port = await freePort();
    appendFileSync(
      join(data, 'postgresql.conf'),
      [
        "listen_addresses = '127.0.0.1'",
        `port = ${port}`,
        `unix_socket_directories = '${folder}'`,
        'fsync = off',
        'ssl = on',
        "log_statement = 'ddl'",
        "shared_preload_libraries = 'pg_stat_statements'",
        ...Object.entries(settings).map(([name, value]) => `${name} = '${value}'`),
      ].join('\n'),
    );
    writeFileSync(
      join(data, 'pg_hba.conf'),
      'local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\nhostnossl all all all reject\n',
    );
    mkdirSync(join(folder, 'log'));
    const server = spawn(join(bin, 'postgres'), ['-D', data], {
      ...identity,
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => appendFileSync(join(folder, 'log', 'server'), text));
    }
    const started = new PostgresServer(port, certificate, folder, bin, env.LD_LIBRARY_PATH, server);
    await started.ready(password);
    return started;
  }

  /** Everything that the server has said. */
  log(): string {
    return readFileSync(join(this.folder, 'log', 'server'), 'utf8');
  }

  /** The answer of psql, a line a row, its fields divided by `|`. Throws with psql's own words. */
  query(sql: string, { user, password, database }: { user: string; password: string; database: string }): string {
    const address = `host=localhost hostaddr=127.0.0.1 port=${this.port} dbname=${database} user=${user} sslmode=verify-full`;
    return execFileSync(join(this.bin, 'psql'), ['-X', '-At', '-v', 'ON_ERROR_STOP=1', '-c', sql, address], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH ?? '',
        PGPASSWORD: password,
        PGSSLROOTCERT: this.certificate,
        LD_LIBRARY_PATH: this.libraries,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGQUIT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(password: string): Promise<void> {
    for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      try {
        this.query('SELECT 1', { user: 'postgres', password, database: 'postgres' });
        return;
      } catch (error) {
        if (Date.now() < end) continue;
        await this.stop();
        throw error;
      }
    }
  }
}

/** One that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
