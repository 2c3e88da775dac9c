import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { asServer, freePort } from '../stores/postgres-server';
import { flagsOf } from './flags';
import { installed } from './tools';

/** What the real exporter says of a PostgreSQL 17 that is started with these settings: its text. */
export async function exportedOf(settings: Readonly<Record<string, number>>): Promise<string> {
  const keeper = new Keeper();
  try {
    const [root, data] = [join(keeper.folder, 'postgres'), join(keeper.folder, 'data')];
    // A copy: the user that the server runs as cannot read root's cache.
    cpSync(installed('NEWER_POSTGRES'), root, { recursive: true, verbatimSymlinks: true });
    chmodSync(keeper.folder, 0o711);
    mkdirSync(data);
    chmodSync(data, 0o777);
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
    const program = (name: string, ...words: string[]) => {
      const [command = '', ...args] = asServer([join(root, 'bin', name), ...words]);
      return { command, args, cwd: data, env };
    };
    const made = await keeper.run(
      program('initdb', `--pgdata=${data}/own`, '--username=postgres', '--auth=trust', '--no-sync', '--locale=C'),
    );
    if (made.code !== 0) throw new Error(made.stderr);
    const [port, address] = [await freePort(), `127.0.0.1:${await freePort()}`];
    const all = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off', ...settings };
    const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    keeper.start(program('postgres', '-D', `${data}/own`, ...words));
    keeper.start({
      command: installed('POSTGRES_EXPORTER'),
      args: [...flagsOf('postgresExporter'), `--web.listen-address=${address}`],
      cwd: keeper.folder,
      env: { DATA_SOURCE_URI: `127.0.0.1:${port}/postgres?sslmode=disable`, DATA_SOURCE_USER: 'postgres' },
    });
    let text = '';
    await until('the exporter reaches the server', 60_000, async () => {
      text = await fetch(`http://${address}/metrics`).then(
        (answer) => answer.text(),
        () => '',
      );
      return /^pg_up 1$/m.test(text);
    });
    return text;
  } finally {
    await keeper.close();
  }
}
