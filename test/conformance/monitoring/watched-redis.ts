import { join } from 'node:path';
import { type Ended, Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { freePort, installed } from '../stores/postgres-server';

/** A Redis 7 that is a cluster by itself, as the cache of production is one: all slots are its own. */
export class WatchedRedis {
  static readonly password = 'r3dis:/?#%@';

  private constructor(
    readonly port: number,
    private readonly keeper: Keeper,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(): Promise<WatchedRedis> {
    const keeper = new Keeper();
    const root = installed('MEMORAI_REDIS');
    const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
    const env = {
      PATH: `${join(root, 'usr/bin')}:${process.env.PATH ?? ''}`,
      LD_LIBRARY_PATH: join(root, `usr/lib/${machine}-linux-gnu`),
      REDISCLI_AUTH: WatchedRedis.password,
    };
    // A cluster speaks on a second port, 10000 above: both below those that a kernel hands out.
    const port = 10_000 + ((await freePort()) % 10_000);
    const redis = new WatchedRedis(port, keeper, env);
    const settings = {
      port: String(port),
      bind: '127.0.0.1',
      dir: keeper.folder,
      requirepass: WatchedRedis.password,
      maxmemory: '8mb',
      save: '',
      'cluster-enabled': 'yes',
      // A node that is alone does not know its own address. Its name is what certificates need.
      'cluster-announce-ip': '127.0.0.1',
      'cluster-announce-hostname': 'localhost',
    };
    const { output } = keeper.start({
      command: 'redis-server',
      args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      cwd: keeper.folder,
      env,
    });
    try {
      await until(
        'Redis answers',
        20_000,
        async () => (await redis.cli('ping')).stdout === 'PONG\n' || output().stdout,
      );
      await redis.cli('cluster', 'addslotsrange', '0', '16383');
      await until('the cluster is whole', 20_000, async () => {
        const { stdout } = await redis.cli('cluster', 'info');
        return stdout.includes('cluster_state:ok') || stdout;
      });
    } catch (error) {
      await keeper.close();
      throw error;
    }
    return redis;
  }

  cli(...words: readonly string[]): Promise<Ended> {
    return this.keeper.run({
      command: 'redis-cli',
      args: ['-h', '127.0.0.1', '-p', String(this.port), ...words],
      cwd: this.keeper.folder,
      env: this.env,
    });
  }

  close(): Promise<void> {
    return this.keeper.close();
  }
}
