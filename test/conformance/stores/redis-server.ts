import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { redisConfig, redisStartScript } from '../../../lib/platform/store-config/redis-config';
import type { Platform } from '../../../lib/platform/types';
import { type Ended, Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { MONITOR_PASSWORD } from './memorai-db';
import { freePort, installed } from './postgres-server';

/** One Redis 7 on loopback, started by the platform's own script with the platform's own lines. */
export class RedisServer {
  private constructor(
    readonly port: number,
    private readonly keeper: Keeper,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({ stores: { redis } }: Platform, password: string): Promise<RedisServer> {
    if (redis.provider !== 'cluster') throw new Error('the Redis of this platform is not ours');
    const keeper = new Keeper();
    const root = installed('MEMORAI_REDIS');
    const libraries = join(root, 'usr', 'lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu');
    const env = {
      PATH: `${join(root, 'usr', 'bin')}:${process.env.PATH ?? ''}`,
      LD_LIBRARY_PATH: libraries,
      REDIS_PASSWORD: password,
      REDIS_MONITOR_PASSWORD: MONITOR_PASSWORD,
    };
    const port = await freePort();
    const data = join(keeper.folder, 'data');
    mkdirSync(data);
    // Only where the servers of a pod have folders of their own: the data, and /tmp.
    const lines = redisConfig({ ...redis, port }).map((line) => line.replaceAll('/data', data));
    writeFileSync(join(keeper.folder, 'redis.conf'), `${lines.join('\n')}\nbind 127.0.0.1\n`);
    const script = redisStartScript(redis).replaceAll('/tmp/', `${keeper.folder}/`).replace('redis.conf', 'whole.conf');
    writeFileSync(join(keeper.folder, 'start'), script);
    chmodSync(join(keeper.folder, 'start'), 0o755);
    const process_ = keeper.start({
      command: join(keeper.folder, 'start'),
      args: [join(keeper.folder, 'redis.conf')],
      cwd: keeper.folder,
      env,
    });
    const server = new RedisServer(port, keeper, env);
    try {
      await until('Redis answers', 20_000, async () => {
        const { stdout } = await server.cli(['ping'], password);
        return stdout === 'PONG\n' || `${process_.output().stdout}${process_.output().stderr}`;
      });
    } catch (error) {
      await keeper.close();
      throw error;
    }
    return server;
  }

  /** redis-cli with the password in the environment, as a person gives it. */
  cli(args: readonly string[], password: string): Promise<Ended> {
    return this.run(['-h', '127.0.0.1', '-p', String(this.port), ...args], { REDISCLI_AUTH: password });
  }

  private run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
    return this.keeper.run({ command: 'redis-cli', args, cwd: this.keeper.folder, env: { ...this.env, ...env } });
  }

  close(): Promise<void> {
    return this.keeper.close();
  }
}

/**
 * The answer to PING of whoever connects by an address alone: read as the clients of Node do, by `new URL`. Not by
 * `redis-cli -u`, whose version 7.0 takes the user that is not there for one with an empty name.
 */
export function pingBy(address: string): Promise<string> {
  const { hostname, port, password } = new URL(address);
  const words = ['AUTH', decodeURIComponent(password)];
  const command = `*2\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}PING\r\n`;
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(port), hostname, () => socket.write(command));
    socket.on('error', reject).on('close', () => resolve(said));
    socket.on('data', (data) => {
      said += String(data);
      if (said.split('\r\n').length > 2) socket.end();
    });
  });
}
