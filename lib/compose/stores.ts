import { toYaml } from '../emit/yaml';
import { postgresArguments, postgresConfig } from '../platform/store-config/postgres-config';
import {
  qdrantApiKeyVariable,
  qdrantConfig,
  qdrantConfigPath,
  qdrantFolders,
} from '../platform/store-config/qdrant-config';
import { redisConfig, redisFolder, redisStartScript } from '../platform/store-config/redis-config';
import type { Compose, Platform, StoreWorkload } from '../platform/types';
import { type ConfigFile, container } from './container';
import { generatedHeader } from './header';
import type { ComposeService, Healthcheck } from './model';
import { exportSecret, secretPath, withSecrets } from './secret-files';

/** A container and the files that it mounts. */
export interface Part {
  readonly name: string;
  readonly service: ComposeService;
  readonly files: readonly ConfigFile[];
}

/** The stores that run here, each as the user that its image makes for it, and on a network that leads nowhere. */
export function storeParts(platform: Platform, compose: Compose): readonly Part[] {
  const { postgres, redis, qdrant } = platform.stores;
  return [
    ...(postgres.provider === 'cluster' ? [postgresPart(platform, compose, postgres)] : []),
    ...(redis.provider === 'cluster' ? [redisPart(platform, compose, redis)] : []),
    ...(qdrant.provider === 'cluster' ? [qdrantPart(platform, compose, qdrant)] : []),
  ];
}

type Contained<Store extends keyof Platform['stores']> = Extract<Platform['stores'][Store], { provider: 'cluster' }>;

/** The guide's numbers (L84-88), for all stores; and checks every second while one starts. */
const health = (script: string): Healthcheck => ({
  test: ['CMD-SHELL', script],
  interval: '10s',
  timeout: '5s',
  retries: 5,
  start_period: '60s',
  start_interval: '1s',
});

const common = ({ image, resources, settings }: StoreWorkload) =>
  ({
    image: image.reference,
    networks: ['back'],
    secrets: settings.map(({ name }) => name),
    stop_grace_period: '60s',
    cpuMillis: resources.limits.cpuMillis,
    memoryMiB: resources.limits.memoryMiB,
  }) as const;

/** The database itself is made by the bootstrap, as its owner is not the administrator (E49). */
function postgresPart(platform: Platform, compose: Compose, postgres: Contained<'postgres'>): Part {
  const { workload } = postgres;
  const service = container(platform, workload.fullName, compose, {
    ...common(workload),
    // Those of roles are for the bootstrap: the server never sees them in clear.
    secrets: ['POSTGRES_PASSWORD'],
    user: 'postgres',
    command: ['postgres', ...postgresArguments(postgresConfig(postgres))],
    environment: {
      POSTGRES_INITDB_ARGS: '--data-checksums',
      POSTGRES_PASSWORD_FILE: secretPath('POSTGRES_PASSWORD'),
    },
    // By TCP: while the image makes its cluster, the server answers on its socket only.
    healthcheck: health('pg_isready -h 127.0.0.1 -U postgres -d postgres'),
    // Parallel queries share memory here; Docker gives 64 MiB.
    shm_size: '256m',
    tmpfs: ['/var/run/postgresql:mode=1777'],
    volumes: [{ type: 'volume', source: 'postgres_data', target: '/var/lib/postgresql/data' }],
  });
  return { name: workload.fullName, service, files: [] };
}

function redisPart(platform: Platform, compose: Compose, redis: Contained<'redis'>): Part {
  const { workload } = redis;
  const conf: ConfigFile = {
    name: 'redis.conf',
    target: '/etc/memorai/redis.conf',
    content: `${[...generatedHeader(platform).map((line) => `# ${line}`), ...redisConfig(redis)].join('\n')}\n`,
  };
  const start: ConfigFile = {
    name: 'redis-start.sh',
    target: '/etc/memorai/redis-start.sh',
    content: redisStartScript(redis),
  };
  const files = [conf, start];
  const service = container(platform, workload.fullName, compose, {
    ...common(workload),
    ...withSecrets(
      Object.fromEntries(workload.settings.map(({ name }) => [name, name])),
      `exec /bin/sh ${start.target} ${conf.target}`,
    ),
    user: 'redis',
    files,
    healthcheck: health(
      `${exportSecret('REDISCLI_AUTH', 'REDIS_PASSWORD')}; redis-cli -p ${redis.port} ping | grep -q PONG`,
    ),
    volumes: [{ type: 'volume', source: 'redis_data', target: redisFolder }],
  });
  return { name: workload.fullName, service, files };
}

/** Its image has neither curl nor wget (E5): bash opens the connection itself. */
const qdrantReady = (port: number): string =>
  `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && printf "GET /readyz HTTP/1.0\\r\\n\\r\\n" >&3 && head -n 1 <&3 | grep -q " 200 "'`;

function qdrantPart(platform: Platform, compose: Compose, qdrant: Contained<'qdrant'>): Part {
  const { workload } = qdrant;
  const config: ConfigFile = {
    name: 'qdrant.yaml',
    target: qdrantConfigPath,
    content: toYaml(qdrantConfig(qdrant), { header: generatedHeader(platform) }),
  };
  const service = container(platform, workload.fullName, compose, {
    ...common(workload),
    ...withSecrets({ [qdrantApiKeyVariable]: 'QDRANT_API_KEY' }, 'exec ./entrypoint.sh'),
    // It notes here that it has started; the rest of its folder is read-only.
    environment: { QDRANT_INIT_FILE_PATH: '/tmp/.qdrant-initialized' },
    files: [config],
    healthcheck: health(qdrantReady(qdrant.port)),
    // One file a segment and more: the usual 1024 are soon gone.
    ulimits: { nofile: { soft: 65_536, hard: 65_536 } },
    volumes: [
      { type: 'volume', source: 'qdrant_data', target: qdrantFolders.storage },
      // In the default place they die with the container (E11).
      { type: 'volume', source: 'qdrant_snapshots', target: qdrantFolders.snapshots },
    ],
  });
  return { name: workload.fullName, service, files: [config] };
}
