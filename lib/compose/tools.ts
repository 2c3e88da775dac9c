import { redisOperator } from '../platform/store-config/redis-config';
import type { Compose, Platform } from '../platform/types';
import { container } from './container';
import { withSecrets } from './secret-files';
import type { Part } from './stores';

/** Profile `tools`: `docker compose run --rm psql`, `docker compose run --rm redis-cli`. */
export function toolParts(platform: Platform, compose: Compose): readonly Part[] {
  const { postgres, redis } = platform.stores;
  const common = {
    profiles: ['tools'],
    networks: ['back'],
    restart: 'no',
    stdin_open: true,
    tty: true,
    cpuMillis: 500,
    memoryMiB: 128,
  } as const;
  const parts: Part[] = [];
  if (postgres.provider === 'cluster') {
    const service = container(platform, 'psql', compose, {
      ...common,
      image: postgres.workload.image.reference,
      ...program({ PGPASSWORD: 'DB_PASSWORD' }, 'psql'),
      user: 'postgres',
      environment: {
        PGHOST: postgres.host,
        PGPORT: String(postgres.port),
        PGUSER: postgres.username,
        PGDATABASE: postgres.database,
        PSQL_HISTORY: '/tmp/.psql_history',
      },
      secrets: ['DB_PASSWORD'],
    });
    parts.push({ name: 'psql', service, files: [] });
  }
  if (redis.provider === 'cluster') {
    const service = container(platform, 'redis-cli', compose, {
      ...common,
      image: redis.workload.image.reference,
      ...program(
        { REDISCLI_AUTH: 'REDIS_PASSWORD' },
        `redis-cli -h ${redis.host} -p ${redis.port} --user ${redisOperator}`,
      ),
      user: 'redis',
      environment: { REDISCLI_HISTFILE: '/tmp/.redis_history' },
      secrets: ['REDIS_PASSWORD'],
    });
    parts.push({ name: 'redis-cli', service, files: [] });
  }
  return parts;
}

/** Words after the name of the tool are the program's: `docker compose run --rm psql -c 'SELECT 1'`. */
function program(secrets: Readonly<Record<string, string>>, words: string) {
  const { entrypoint, command } = withSecrets(secrets, `exec ${words} "$@"`);
  return { entrypoint: [...entrypoint, ...command, 'tool'] };
}
