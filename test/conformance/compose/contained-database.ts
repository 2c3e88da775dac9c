import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProject } from '../../../lib/compose/file';
import { type Platform, synthesize } from '../../../lib/index';
import { type Ended, end } from '../../support/run';
import { type Server, start, stop, unprivileged, until } from './run-programs';
import { freePort, installed, newFolder, write } from './tools';

/** Every character that means something to a shell, to SQL or to libpq's files. */
const ADMIN = `p'a:s\\s "$w`;
const OWN = 'p@ss:/?#%w';
const MONITOR = `m'o:n "$r`;

type Variables = Readonly<Record<string, string>>;

/** The database of a compose file on this machine, and what its containers run. */
export class ContainedDatabase {
  private constructor(
    /** Folder of the compose file, with its secrets. */
    readonly files: string,
    private readonly services: ReturnType<typeof composeProject>['file']['services'],
    private readonly connection: Variables,
    private readonly server: Server,
  ) {}

  /** @throws Error with what the server printed when it does not come up */
  static async start(platform: Platform): Promise<ContainedDatabase> {
    const { services } = composeProject(platform).file;
    const bin = installed('POSTGRES');
    const folder = newFolder();
    if (unprivileged.uid !== undefined) chownSync(folder, unprivileged.uid, unprivileged.gid ?? 0);
    const port = await freePort();
    writeFileSync(join(folder, 'admin'), ADMIN);
    chmodSync(join(folder, 'admin'), 0o644);
    const data = join(folder, 'data');
    const made = start(
      join(bin, 'initdb'),
      [
        ...['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${join(folder, 'admin')}`],
        ...['--no-sync', '-E', 'UTF8', '--locale=C'],
      ],
      { cwd: folder, ...unprivileged },
    );
    await new Promise((resolve) => made.child.once('exit', resolve));
    if (made.child.exitCode !== 0) throw new Error(made.output());
    // As the container is started, but for its place and size.
    const words = (services.postgres?.command ?? [])
      .slice(1)
      .map((word) => word.replace(/^(shared_buffers)=.*/, '$1=16MB'));
    // Tests wait for programs without reading, and what it logs of a restore is more than a pipe holds.
    const server = start(
      '/bin/sh',
      [
        ...['-c', 'exec "$0" "$@" >log 2>&1', join(bin, 'postgres'), ...words, '-D', data, '-h', '127.0.0.1'],
        ...['-p', String(port), '-k', folder, '-c', 'fsync=off'],
      ],
      { cwd: folder, ...unprivileged },
    );
    const connection = { PGHOST: '127.0.0.1', PGPORT: String(port) };
    await until(
      server,
      () => end(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], folder).status === 0,
    ).catch(() => {
      throw new Error(readFileSync(join(folder, 'log'), 'utf8'));
    });
    const files = write(synthesize(platform));
    mkdirSync(join(files, 'secrets'));
    for (const [name, value] of Object.entries({
      POSTGRES_PASSWORD: ADMIN,
      DB_PASSWORD: OWN,
      POSTGRES_MONITOR_PASSWORD: MONITOR,
      wrong: 'wrong',
    })) {
      writeFileSync(join(files, 'secrets', name), value);
    }
    return new ContainedDatabase(files, services, connection, server);
  }

  /** Where something of a container is on this machine. */
  here(text: string): string {
    return text.replaceAll('/run/secrets', join(this.files, 'secrets')).replaceAll('/etc/memorai', this.files);
  }

  /** `env` and its words: what a container of the file runs, or something else in its place. */
  command(name: string, change: Variables = {}, words?: readonly string[]): readonly [string, readonly string[]] {
    const service = this.services[name];
    if (service === undefined) throw new Error(`no service ${name}`);
    const variables = Object.entries({
      PATH: `${installed('POSTGRES')}:${process.env.PATH}`,
      ...service.environment,
      ...this.connection,
      ...change,
    }).map(([key, value]) => `${key}=${this.here(String(value))}`);
    const program = words ?? [...(service.entrypoint ?? []), ...(service.command ?? [])].map((one) => this.here(one));
    return ['env', [...variables, ...program]];
  }

  runService(name: string, change?: Variables, words?: readonly string[]): Ended {
    const [program, all] = this.command(name, change, words);
    return end(program, all, this.files);
  }

  /** A program of PostgreSQL, as the administrator. */
  administrator(words: readonly string[]): Ended {
    const variables = { ...this.connection, PGUSER: 'postgres', PGPASSWORD: ADMIN };
    return end(
      'env',
      [
        `PATH=${installed('POSTGRES')}:${process.env.PATH}`,
        ...Object.entries(variables).map((pair) => pair.join('=')),
        ...words,
      ],
      this.files,
    );
  }

  sql(text: string, database = 'memorai'): Ended {
    return this.administrator(['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database, '-c', text]);
  }

  stop(): Promise<void> {
    return stop(this.server);
  }
}
