import { lookup } from '../../config/lookup';
import type { CheckedConfig } from '../../config/schema/index';
import { exportedStores, exporterPrograms, postgresMonitor, redisMonitor } from '../exporters';
import type {
  Cluster,
  Compose,
  ExportedStore,
  Exporter,
  Platform,
  Setting,
  SettingSource,
  StoreExporter,
} from '../types';
import type { AwsDraft } from './aws';
import { byDefault, type Context } from './context';
import { foreignImage } from './image';
import { keyOf, secretSource } from './setting-keys';

/** Each was measured at 18 MiB; Go wants as much again to collect its garbage. */
const SIZE = { cpuMillis: 50, memoryMiB: 64 };
/** Logs that the kubelet keeps of a container (5 files of 10 MiB), and more than as much to spare. */
const LOGS_MIB = 128;
/** The pool of the services: exporters are no part of the stores, and outlive none of them. */
const POOL = 'application';

type Stores = Pick<Platform['stores'], 'postgres' | 'redis'>;

/** What an exporter follows from, beside its own section. */
interface Facts {
  readonly cluster: Cluster | undefined;
  readonly compose: Compose | undefined;
  readonly aws: AwsDraft | undefined;
}

/** Whether a store gets an exporter of ours: asked before the store is resolved, as it makes the account for it. */
export const hasExporter = ({ deployment, monitoring, compose }: CheckedConfig, store: ExportedStore): boolean =>
  deployment !== 'serverless' &&
  !(deployment === 'compose' && compose?.monitoring?.enabled === false) &&
  monitoring?.exporters?.[store]?.enabled !== false;

/** Who tells Prometheus of PostgreSQL and Redis: exporters of ours, unless the config says otherwise (E107). */
export function resolveExporters(context: Context, stores: Stores, facts: Facts): Platform['exporters'] {
  const inCompose = facts.compose !== undefined && facts.compose.monitoring === undefined;
  if (inCompose && context.config.monitoring?.exporters !== undefined) {
    context.fail('monitoring.exporters', 'conflict', 'has no meaning without compose.monitoring; remove it');
  }
  const [postgres, redis] = exportedStores.map((store) => resolveExporter(context, store, stores, facts));
  return { postgres: postgres ?? { kind: 'none' }, redis: redis ?? { kind: 'none' } };
}

function resolveExporter(context: Context, store: ExportedStore, stores: Stores, facts: Facts): StoreExporter {
  const written = context.config.monitoring?.exporters?.[store];
  const at = (field: string) => `monitoring.exporters.${store}.${field}`;
  if (!hasExporter(context.config, store)) {
    const foreign = (['image', 'resources', 'placement'] as const).filter((key) => written?.[key] !== undefined);
    for (const key of foreign)
      context.fail(at(key), 'conflict', 'has no meaning for one that is switched off; remove it');
    return written?.address === undefined
      ? { kind: 'none' }
      : { kind: 'elsewhere', address: context.take(at('address'), written.address) };
  }
  if (written?.address !== undefined) {
    context.fail(
      at('address'),
      'conflict',
      'is that of an exporter of somebody else: set enabled to false, with a reason',
    );
  }
  const program = exporterPrograms[store];
  const { cluster, compose } = facts;
  const name = `${store}-exporter`;
  const fullName = `memorai-${name}`;
  const host = cluster === undefined ? name : `${fullName}.${cluster.namespace}`;
  const placement = placementOf(context, at('placement'), written?.placement, cluster);
  const cpuMillis = context.pick(at('resources.cpu'), written?.resources?.cpu, SIZE.cpuMillis, byDefault('it waits'));
  const memoryMiB = context.pick(
    at('resources.memory'),
    written?.resources?.memory,
    SIZE.memoryMiB,
    byDefault('three times what it takes'),
  );
  return {
    kind: 'own',
    store,
    name,
    fullName,
    address: `${host}:${program.port}`,
    port: program.port,
    healthPath: program.healthPath,
    image: foreignImage(
      context,
      context.pick(at('image'), written?.image, program.image, byDefault('lib/platform/exporters.ts')),
    ),
    user: program.user,
    ...(store === 'postgres'
      ? postgresProgram(context, stores.postgres, facts)
      : redisProgram(context, stores.redis, facts)),
    resources: {
      requests: { cpuMillis, memoryMiB, ephemeralStorageMiB: LOGS_MIB },
      // The folder for scratch files may be as large as its memory.
      limits: { cpuMillis: cpuMillis * 4, memoryMiB, ephemeralStorageMiB: LOGS_MIB + memoryMiB },
    },
    ...(placement === undefined || compose !== undefined ? {} : { placement }),
    serviceAccountName: `${fullName}-sa`,
    secretName: `${fullName}-secrets`,
  };
}

type Program = Pick<Exporter, 'arguments' | 'settings' | 'password' | 'byNode'>;

const setting = (name: string, kind: Setting['kind'], source: SettingSource): Setting => ({
  name,
  kind,
  scope: 'service',
  source,
});
const literal = (name: string, value: string): Setting => setting(name, 'config', { from: 'literal', value });

/** Statements are off by default, and say nothing of their texts (E101). */
function postgresProgram(context: Context, postgres: Stores['postgres'], { aws }: Facts): Program {
  const password = 'POSTGRES_MONITOR_PASSWORD';
  const rest = `:${postgres.port}/${postgres.database}?sslmode=${postgres.provider === 'aurora' || postgres.tls ? 'require' : 'disable'}`;
  return {
    arguments: ['--collector.stat_statements'],
    settings: [
      ...(postgres.provider === 'aurora'
        ? [
            setting('DATA_SOURCE_URI', 'config', { from: 'composed', parts: [{ setting: 'DB_HOST' }, { text: rest }] }),
            literal('DATA_SOURCE_USER', postgresMonitor),
            // The writer itself: a proxy would tell of its own connections.
            setting('DB_HOST', 'config', { from: 'parameter', parameterName: aws?.parameters.postgresHost ?? '' }),
          ]
        : [literal('DATA_SOURCE_URI', `${postgres.host}${rest}`), literal('DATA_SOURCE_USER', postgresMonitor)]),
      setting(
        password,
        'secret',
        postgres.provider === 'aurora' && aws !== undefined
          ? (keyOf(context, password) ?? {
              from: 'secret',
              secretName: aws.databaseSecrets.monitor,
              property: 'password',
            })
          : secretSource(context, password),
      ),
    ],
    password: { setting: password, variable: 'DATA_SOURCE_PASS' },
    byNode: false,
  };
}

/**
 * Without CONFIG, which shows the password of the replication to whoever may ask for it, and which ElastiCache has not.
 * A Redis of ours has a user for it; elsewhere it is who the application is: nobody else has an account there.
 */
function redisProgram(context: Context, redis: Stores['redis'], { aws }: Facts): Program {
  const contained = redis.provider === 'cluster';
  const password = contained ? 'REDIS_MONITOR_PASSWORD' : 'REDIS_PASSWORD';
  const scheme = redis.tls ? 'rediss://' : 'redis://';
  const byNode = redis.topology.mode === 'cluster';
  return {
    arguments: ['--config-command=-', ...(byNode ? ['--is-cluster', '--cluster-discover-hostnames'] : [])],
    settings: [
      ...(redis.provider === 'elasticache'
        ? [
            setting('REDIS_ADDR', 'config', {
              from: 'composed',
              parts: [{ text: scheme }, { setting: 'REDIS_HOST' }, { text: `:${redis.port}` }],
            }),
            setting('REDIS_HOST', 'config', { from: 'parameter', parameterName: aws?.parameters.redisHost ?? '' }),
          ]
        : [literal('REDIS_ADDR', `${scheme}${redis.host}:${redis.port}`)]),
      ...(redis.auth ? [setting(password, 'secret', secretSource(context, password))] : []),
      ...(contained ? [literal('REDIS_USER', redisMonitor)] : []),
    ],
    ...(redis.auth ? { password: { setting: password, variable: 'REDIS_PASSWORD' } } : {}),
    byNode,
  };
}

function placementOf(
  context: Context,
  path: string,
  written: string | undefined,
  cluster: Cluster | undefined,
): string | undefined {
  if (cluster === undefined && written !== undefined) {
    context.fail(path, 'conflict', 'has no meaning without a cluster; remove it');
  }
  if (written === undefined && lookup(cluster?.nodePools ?? {}, POOL) === undefined) return undefined;
  return context.pick(path, written, POOL, byDefault('E39'));
}
