import { ConfigError } from '../../config/errors';
import { lookup } from '../../config/lookup';
import type { CheckedConfig, PlatformConfig } from '../../config/schema/index';
import { ownExporters } from '../exporters';
import type { Platform, Postgres, Service, TargetName } from '../types';
import { storeWorkloads } from '../uses';
import { resolveAlarms } from './alarms';
import { resolveAlerting } from './alerting';
import { type AwsDraft, resolveAws, stackNames } from './aws';
import { resolveBackup } from './backup';
import { resolveCluster } from './cluster';
import { resolveCompose } from './compose';
import { shareConnections } from './connections';
import { byDefault, Context } from './context';
import { resolveDashboards } from './dashboards';
import { deepFreeze } from './deep-freeze';
import { resolveDns } from './dns';
import { resolveEks } from './eks';
import { resolveExporters } from './exporters';
import { resolveGitops } from './gitops';
import { resolveIngress, resolveSecrets } from './ingress';
import { collectSecrets, generatedSettings } from './managed-secrets';
import { resolveMigration } from './migration';
import { resolveMigrationFunction } from './migration-function';
import { resolveJobNames, resolveScrape } from './monitoring';
import { checkNames } from './names';
import { collectOptOuts } from './opt-outs';
import { queueExists, resolveQueue } from './queue';
import { resolveRegistry } from './registry';
import { checkWritten, withServiceDefaults } from './service-defaults';
import { resolveServices } from './services';
import { resolveDefaults } from './setting-overrides';
import { resolveSettings } from './settings';
import { checkExistingClaims } from './stores/claims';
import { resolvePostgres } from './stores/postgres';
import { resolveQdrant } from './stores/qdrant';
import { resolveRedis } from './stores/redis';
import { resolveWaysOut } from './ways-out';
import { writtenPaths } from './written-paths';

/**
 * Turns a config into a platform: every default filled, every name derived, frozen.
 * Pure: the same config gives an equal platform, whatever the order of its keys.
 *
 * @throws ConfigError with every issue at once, where the config cannot be resolved.
 */
export function resolvePlatform(config: PlatformConfig): Platform {
  return resolveChecked(checkWritten({ value: config }), config);
}

/** The second half, for a config that the schema has accepted, and the same as it was written. */
export function resolveChecked(checked: CheckedConfig, written: unknown): Platform {
  const config = withServiceDefaults(checked, written);
  const context = new Context(config, written);
  const environment = context.take('environment', config.environment);
  const version = context.take('version', config.version);
  const domain = context.take('domain', config.domain);
  const tier = context.pick('tier', config.tier, 'recommended', byDefault('guide L187'));
  const deployment = context.pick('deployment', config.deployment, 'kubernetes', byDefault('guide L16'));
  const protection = context.pick(
    'protection',
    config.protection,
    { level: 'full' },
    byDefault('data is kept unless said otherwise'),
  );

  const cluster = resolveCluster(context);
  const stores = {
    postgres: resolvePostgres(context, cluster),
    redis: resolveRedis(context, cluster),
    qdrant: resolveQdrant(context, cluster),
  };
  checkExistingClaims(context, stores);
  const hasQueue = queueExists(context);
  const drafts = resolveServices(context, cluster, hasQueue);
  const queue = resolveQueue(context, hasQueue, drafts);
  const aws = resolveAws(context, stores.postgres, drafts);
  const compose = resolveCompose(context, drafts, stores);
  const backup = resolveBackup(context, aws);
  const connections = shareConnections(context, drafts, stores.postgres, aws?.proxy ?? false);
  const exporters = resolveExporters(context, stores, { cluster, compose, aws });
  const defaults = resolveDefaults(context, cluster);
  const settings = resolveSettings(
    context,
    {
      environment,
      version,
      domain,
      ...stores,
      queue,
      aws,
      compose,
      services: drafts,
      others: [...ownExporters({ exporters }), ...storeWorkloads(stores)].flatMap(({ settings }) => settings),
      defaults,
      overridden: Object.keys(config.settings ?? {}),
    },
    connections.poolSizes,
  );
  const services: Record<string, Service> = Object.fromEntries(
    drafts.map(({ keys: _, lambda, ...draft }) => [
      draft.name,
      {
        ...draft,
        ...(lambda && { lambda: { ...lambda, concurrency: connections.concurrency[draft.name] ?? 0 } }),
        poolSize: lookup(connections.poolSizes, draft.name) ?? 0,
        settings: settings.byService[draft.name] ?? [],
      },
    ]),
  );
  const secrets = resolveSecrets(context);
  const ingress = resolveIngress(context, cluster, drafts, aws?.network.cidr);
  const migration = resolveMigration(context, services, stores, connections.budget);
  const migrationFunction = resolveMigrationFunction(context, services, stores, connections.budget, aws);
  const eks = resolveEks(context, cluster, aws, { services, queue, secrets, ingress });
  const registry = resolveRegistry(context, services);
  const dns = resolveDns(context, services);
  const gitops = resolveGitops(context, migration);
  const scrape = resolveScrape(context);
  const jobNames = resolveJobNames(context);
  const alerting = resolveAlerting(context);
  const dashboards = resolveDashboards(context, scrape, cluster, defaults);
  const waysOut = resolveWaysOut(context);
  checkNames(
    context,
    services,
    [migration ?? [], storeWorkloads(stores)].flat().map(({ serviceAccountName }) => serviceAccountName),
  );
  const hasDatabase = stores.postgres.provider === 'aurora' && aws !== undefined;
  const hasCache = stores.redis.provider === 'elasticache';
  const alarms = resolveAlarms(
    context,
    aws !== undefined && (hasDatabase || hasCache || queue.provider === 'sqs' || deployment === 'serverless'),
  );
  if (context.issues.length > 0) throw new ConfigError(context.issues);

  const managedSecrets = collectSecrets(
    secrets.provider === 'existing'
      ? []
      : [
          ...Object.values(services),
          ...storeWorkloads(stores),
          ...ownExporters({ exporters }),
          ...(compose?.monitoring === undefined ? [] : [compose.monitoring]),
        ].flatMap(({ settings }) => settings),
    generatedSettings(stores),
    hasDatabase ? databaseSecrets(aws, stores.postgres) : undefined,
    stores.redis.provider === 'elasticache' && aws !== undefined ? aws.cacheSecret : undefined,
  );
  const stacks =
    aws &&
    stackNames(environment, aws.network, {
      database: hasDatabase || hasCache,
      secrets: managedSecrets.length > 0,
      queue: queue.provider === 'sqs',
      functions: deployment === 'serverless',
      cluster: eks?.kind === 'create',
      podIdentities: eks !== undefined && eks.podIdentities.length > 0,
      registry: registry !== undefined && registry.repositories.length > 0,
      dns: dns !== undefined,
      backup: backup.kind === 'bucket',
      recovery: backup.kind === 'bucket' && aws.recovery !== undefined,
      standby: aws.recovery?.kind === 'globalCluster',
      alarms: alarms?.enabled === true,
    });
  const targets: TargetName[] = [
    ...(stacks !== undefined && Object.keys(stacks).length > 0 ? ['aws' as const] : []),
    ...(compose === undefined ? [] : ['compose' as const]),
    ...(cluster === undefined ? [] : ['kubernetes' as const]),
    ...(alerting === undefined ? [] : ['monitoring' as const]),
    'operations',
  ];
  return deepFreeze({
    environment,
    version,
    tier,
    deployment,
    targets,
    domain,
    protection,
    services,
    ...(migration === undefined ? {} : { migration }),
    stores,
    queue,
    ...(cluster === undefined ? {} : { cluster }),
    secrets,
    ...(ingress === undefined ? {} : { ingress }),
    ...(aws === undefined || stacks === undefined
      ? {}
      : { aws: { ...aws, ...present({ eks, registry, dns, migration: migrationFunction }), stacks } }),
    backup,
    ...(alarms === undefined ? {} : { alarms }),
    gitops,
    scrape,
    jobNames,
    ...(alerting === undefined ? {} : { alerting }),
    ...(dashboards === undefined ? {} : { dashboards }),
    exporters,
    ...waysOut,
    ...(compose === undefined ? {} : { compose }),
    ...(config.parity === undefined ? {} : { parity: config.parity }),
    sharedSettings: settings.shared,
    managedSecrets,
    connections: connections.budget,
    optOuts: collectOptOuts(checked),
    exceptions: (checked.exceptions ?? []).map((exception, index) => {
      const source = `exceptions[${index}]`;
      return { ...context.take(source, exception), source };
    }),
    written: writtenPaths(written),
    origins: context.origins,
  });
}

const databaseSecrets = ({ databaseSecrets: { admin, application, monitor } }: AwsDraft, postgres: Postgres) => ({
  admin,
  application,
  username: postgres.username,
  monitor: postgres.monitor && { secret: monitor, username: postgres.monitor.username },
});

/** Without the members that are undefined. */
function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
