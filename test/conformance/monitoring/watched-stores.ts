import { Client } from 'pg';
import { postgresMonitor } from '../../../lib/platform/exporters';
import type { Platform } from '../../../lib/platform/types';
import type { Keeper } from '../aws/keeper';
import { APPLICATION_PASSWORD, memoraiDb, parts } from '../stores/memorai-db';
import { freePort, PostgresServer } from '../stores/postgres-server';
import { installed } from './tools';
import { WatchedRedis } from './watched-redis';

/** The account of the exporter: it sees what others do, and nothing of what they have. */
const MONITOR = postgresMonitor;
const MONITOR_PASSWORD = 'm0n!tor:/?#%@';

/** A real PostgreSQL with a replica and a real Redis, each with its exporter. */
export class WatchedStores {
  private readonly held: Client[] = [];
  private readonly stopped = new Map<'postgres' | 'redis', Promise<void>>();

  private constructor(
    private readonly postgres: PostgresServer,
    private readonly redis: WatchedRedis,
    /** By the name of the job. */
    readonly targets: Readonly<Record<'postgres' | 'redis', string>>,
  ) {}

  /**
   * The database has the connections that the platform counts on, and has had its bootstrap.
   * @param keeper runs the exporters
   */
  static async start(platform: Platform, keeper: Keeper): Promise<WatchedStores> {
    const [postgres, redis] = await bothOrNone(PostgresServer.start(serverArguments(platform)), WatchedRedis.start());
    const at = { postgres: `127.0.0.1:${await freePort()}`, redis: `127.0.0.1:${await freePort()}` };
    const stores = new WatchedStores(postgres, redis, at);
    try {
      await stores.bootstrap(platform);
      await postgres.replicate();
    } catch (error) {
      await stores.close();
      throw error;
    }
    stores.startExporters(platform, keeper);
    return stores;
  }

  private async bootstrap(platform: Platform): Promise<void> {
    const { postgres } = this;
    const admin = {
      ...parts(postgres.port),
      POSTGRES_PASSWORD: PostgresServer.adminPassword,
      POSTGRES_MONITOR_PASSWORD: MONITOR_PASSWORD,
    };
    const done = await memoraiDb(postgres.keeper, platform, admin).run('bootstrap');
    if (done.code !== 0) throw new Error(done.stderr);
  }

  private startExporters(platform: Platform, keeper: Keeper): void {
    keeper.start({
      command: installed('POSTGRES_EXPORTER'),
      args: [...argumentsOf(platform, 'postgres'), `--web.listen-address=${this.targets.postgres}`],
      cwd: keeper.folder,
      env: {
        DATA_SOURCE_URI: `127.0.0.1:${this.postgres.port}/memorai?sslmode=disable`,
        DATA_SOURCE_USER: MONITOR,
        DATA_SOURCE_PASS: MONITOR_PASSWORD,
      },
    });
    keeper.start({
      command: installed('REDIS_EXPORTER'),
      args: [...argumentsOf(platform, 'redis'), '-web.listen-address', this.targets.redis],
      cwd: keeper.folder,
      env: { REDIS_ADDR: `redis://127.0.0.1:${this.redis.port}`, REDIS_PASSWORD: WatchedRedis.password },
    });
  }

  /** What an application does in a moment: statements, and a key that is there and one that is not. */
  async use(): Promise<void> {
    await this.postgres.psqlAs('memorai', APPLICATION_PASSWORD, 'memorai', 'SELECT count(*) FROM pg_class');
    for (const words of [
      ['set', 'there', 'x'],
      ['get', 'there'],
      ['get', 'not-there'],
    ]) {
      await this.redis.cli(...words);
    }
  }

  /** Opens connections of the application and keeps them, until there are that many or the server refuses one; how many it keeps. */
  async hold(count: number): Promise<number> {
    while (this.held.length < count) {
      const client = new Client({
        host: '127.0.0.1',
        port: this.postgres.port,
        user: 'memorai',
        password: APPLICATION_PASSWORD,
        database: 'memorai',
        application_name: 'memorai',
      });
      // The server is stopped under some of them.
      client.on('error', () => undefined);
      try {
        await client.connect();
      } catch (error) {
        if (!(error instanceof Error) || !/connection slots|too many/.test(error.message)) throw error;
        break;
      }
      this.held.push(client);
    }
    return this.held.length;
  }

  async release(): Promise<void> {
    await Promise.all(this.held.splice(0).map((client) => client.end()));
  }

  /** Ends a server; its exporter goes on. */
  stop(store: 'postgres' | 'redis'): Promise<void> {
    const stopping = this.stopped.get(store) ?? this[store].close();
    this.stopped.set(store, stopping);
    return stopping;
  }

  async close(): Promise<void> {
    await this.release();
    await Promise.all([this.stop('postgres'), this.stop('redis')]);
  }
}

/** As the exporter of a platform is started wherever it runs. */
function argumentsOf({ exporters }: Platform, store: 'postgres' | 'redis'): readonly string[] {
  const exporter = exporters[store];
  if (exporter.kind !== 'own') throw new Error(`the exporter of ${store} is not ours`);
  return exporter.arguments;
}

/** The connections that the platform counts on, and what the statements' statistics need. */
function serverArguments({ connections: { maxConnections, superuserReserved } }: Platform): readonly string[] {
  const settings = {
    max_connections: maxConnections,
    superuser_reserved_connections: superuserReserved,
    shared_preload_libraries: 'pg_stat_statements',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Two servers that start beside each other; where one does not, the other is not left behind. */
async function bothOrNone(
  one: Promise<PostgresServer>,
  other: Promise<WatchedRedis>,
): Promise<[PostgresServer, WatchedRedis]> {
  const [postgres, redis] = await Promise.allSettled([one, other]);
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') return [postgres.value, redis.value];
  if (postgres.status === 'fulfilled') await postgres.value.close();
  if (redis.status === 'fulfilled') await redis.value.close();
  throw postgres.status === 'rejected' ? postgres.reason : redis.status === 'rejected' ? redis.reason : undefined;
}
