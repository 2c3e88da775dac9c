import type { CheckedConfig } from '../../../config/schema/index';
import { postgresPeople } from '../../database/people-role';
import { postgresMonitor } from '../../exporters';
import { operatorLogins } from '../../operator-logins';
import { operatorPostgresImage } from '../../store-images';
import { defaultAuroraVersion } from '../../support';
import { tiers } from '../../tiers';
import type { Cluster, Postgres } from '../../types';
import { EXPORTER_CONNECTIONS, PEOPLE_CONNECTIONS } from '../connections';
import { byDefault, byTier, type Context, derivedFrom } from '../context';
import { hasExporter } from '../exporters';
import { keyOf } from '../setting-keys';
import { ANYWHERE, MAINTENANCE_WINDOW, tierOf } from './common';
import { resolveInside } from './postgres-inside';
import { checkNames } from './postgres-names';
import { resolveStoreWorkload } from './workload';

type WrittenContained = Extract<NonNullable<NonNullable<CheckedConfig['stores']>['postgres']>, { provider: 'cluster' }>;

/** Memory of one Aurora capacity unit, MiB (AWS documentation, Aurora Serverless v2). */
export const ACU_MIB = 2048;
const PORT = 5432;

export function resolvePostgres(context: Context, cluster: Cluster | undefined): Postgres {
  const { config } = context;
  const tierName = tierOf(context);
  const tier = tiers[tierName].postgres;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores?.postgres;
  const at = (field: string) => `stores.postgres.${field}`;
  const common = {
    database: context.pick(at('database'), written?.database, 'memorai', byDefault('guide L273')),
    username: context.pick(at('username'), written?.username, 'memorai', byDefault('guide L274')),
    maxConnections: context.pick(at('maxConnections'), written?.maxConnections, 200, byDefault('guide L295')),
    cpuMillis: context.pick(at('cpu'), undefined, tier.cpuMillis, fromTier),
    memoryMiB: context.pick(at('memory'), written?.memory, tier.memoryMiB, fromTier),
    ...(hasExporter(config, 'postgres')
      ? { monitor: { username: postgresMonitor, connections: EXPORTER_CONNECTIONS } }
      : {}),
    ...resolveInside(context),
  };
  checkNames(context, common);
  if (written?.provider === 'external') {
    return {
      ...common,
      provider: 'external',
      host: context.take(at('host'), written.host),
      port: context.pick(at('port'), written.port, PORT, byDefault('PostgreSQL')),
      cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
      tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
      storageGiB: context.pick(at('storage'), undefined, tier.storageGiB, fromTier),
      iops: context.pick(at('iops'), undefined, tier.iops, fromTier),
    };
  }
  const provider = context.pick(
    at('provider'),
    written?.provider,
    config.aws === undefined ? 'cluster' : 'aurora',
    derivedFrom(config.aws === undefined ? 'no aws section' : 'the aws section'),
  );
  if (provider === 'cluster') {
    return containedPostgres(context, common, written?.provider === 'cluster' ? written : {}, cluster);
  }
  if (config.aws === undefined) {
    context.fail(
      at('provider'),
      'conflict',
      'aurora needs an aws section with a region; add it, or use provider cluster or external',
    );
  }
  const own = written?.provider === 'aurora' ? written : undefined;
  const capacity = own?.capacity ?? { kind: 'serverless' as const };
  context.pick(at('capacity.kind'), own?.capacity?.kind, capacity.kind, byDefault('follows the load'));
  const maxAcu = common.memoryMiB / ACU_MIB;
  const picked =
    capacity.kind === 'provisioned'
      ? { kind: 'provisioned' as const, instanceType: context.take(at('capacity.instanceType'), capacity.instanceType) }
      : {
          kind: 'serverless' as const,
          minAcu: context.pick(
            at('capacity.minAcu'),
            capacity.minAcu,
            Math.max(0.5, Math.floor(maxAcu / 4) / 2),
            derivedFrom('an eighth of stores.postgres.memory / 2 GiB, at least 0.5'),
          ),
          maxAcu: context.pick(
            at('capacity.maxAcu'),
            capacity.maxAcu,
            maxAcu,
            derivedFrom('stores.postgres.memory / 2 GiB'),
          ),
        };
  if (picked.kind === 'serverless') {
    for (const key of ['minAcu', 'maxAcu'] as const) {
      if (picked[key] * 2 !== Math.round(picked[key] * 2)) {
        context.fail(at(`capacity.${key}`), 'value', `must be a multiple of 0.5, got ${picked[key]}`);
      }
    }
    if (picked.minAcu > picked.maxAcu) {
      context.fail(
        at('capacity.minAcu'),
        'conflict',
        `must be at most maxAcu (${picked.maxAcu}), got ${picked.minAcu}`,
      );
    }
  }
  const iamAuthentication = context.pick(at('iamAuthentication'), own?.iamAuthentication, true, byDefault('E19'));
  if (iamAuthentication && common.username === postgresPeople) {
    context.fail(at('username'), 'conflict', `${common.username} is the role of people; choose another name`);
  }
  const protectedData = (config.protection?.level ?? 'full') === 'full';
  return {
    ...common,
    provider: 'aurora',
    port: PORT,
    engineVersion: context.pick(at('engineVersion'), own?.engineVersion, defaultAuroraVersion, byDefault('E16')),
    capacity: picked,
    readers: context.pick(at('readers'), own?.readers, tier.readers, fromTier),
    backupRetentionDays: context.pick(
      at('backupRetentionDays'),
      own?.backupRetentionDays,
      protectedData ? 35 : 7,
      derivedFrom('protection'),
    ),
    backupWindow: context.pick(at('backupWindow'), own?.backupWindow, '04:00-05:00', byDefault('night in Europe')),
    maintenanceWindow: context.pick(
      at('maintenanceWindow'),
      own?.maintenanceWindow,
      MAINTENANCE_WINDOW,
      byDefault('after the backups of Sunday'),
    ),
    iamAuthentication,
    ...(iamAuthentication ? { people: { username: postgresPeople, connections: PEOPLE_CONNECTIONS } } : {}),
    logExports: context.pick(
      at('logExports'),
      own?.logExports && [...new Set(own.logExports)].sort(),
      ['postgresql'],
      byDefault('E19'),
    ),
    insights: context.pick(at('insights'), own?.insights, 'standard', byDefault('seven days cost nothing')),
  };
}

/** In our own containers: one server, or the instances of an operator. */
function containedPostgres(
  context: Context,
  common: Omit<
    Extract<Postgres, { provider: 'cluster' }>,
    'provider' | 'port' | 'tls' | 'host' | 'workload' | 'operator'
  >,
  written: Omit<WrittenContained, 'provider'>,
  cluster: Cluster | undefined,
): Postgres {
  const at = (field: string) => `stores.postgres.${field}`;
  const operator = context.pick(at('operator'), written.operator, 'none', byDefault('nothing has to be installed'));
  const instances = context.pick(
    at('instances'),
    written.instances,
    operator === 'none' ? 1 : 3,
    derivedFrom('stores.postgres.operator'),
  );
  if (operator === 'none' && instances > 1) {
    context.fail(
      at('instances'),
      'conflict',
      `must be 1 without an operator, got ${instances}: nothing would replicate or fail over; use operator: cloudnative-pg`,
    );
  }
  if (operator !== 'none' && written.volume?.existingClaim !== undefined) {
    context.fail(
      at('volume.existingClaim'),
      'conflict',
      `${operator} makes the claims of its instances itself; leave it out, or use operator: none`,
    );
  }
  if (operator !== 'none' && cluster === undefined) {
    context.fail(at('operator'), 'conflict', `${operator} needs a Kubernetes cluster; leave it out`);
  }
  const workload = resolveStoreWorkload(
    context,
    'postgres',
    written,
    {
      nodes: instances,
      cpuMillis: common.cpuMillis,
      memoryMiB: common.memoryMiB,
      storageMiB: tiers[tierOf(context)].postgres.storageGiB * 1024,
      ...(operator === 'none' ? {} : { image: operatorPostgresImage }),
    },
    ['DB_PASSWORD', ...(common.monitor === undefined ? [] : ['POSTGRES_MONITOR_PASSWORD']), 'POSTGRES_PASSWORD'],
    cluster,
  );
  if (operator !== 'none') checkLogins(context, { ...common, workload });
  return {
    ...common,
    provider: 'cluster',
    // The operator's own Service, which follows the primary (CloudNativePG, 'Service management').
    host: operator === 'none' ? workload.fullName : `${workload.fullName}-rw`,
    port: PORT,
    tls: false,
    operator,
    workload,
  };
}

/** The operator reads a user and a password under names of its own, and each Secret holds one of either. */
function checkLogins(context: Context, postgres: Parameters<typeof operatorLogins>[0]): void {
  const owners = new Map<string, { readonly setting: string; readonly username: string }>();
  for (const { setting, username, secretName } of Object.values(operatorLogins(postgres))) {
    const source = keyOf(context, setting);
    if (source?.from === 'secretKey' && source.key !== 'password') {
      context.fail(
        `secrets.keys.${setting}.key`,
        'conflict',
        `must be password with operator cloudnative-pg, got "${source.key}": it reads username and password of a Secret of type kubernetes.io/basic-auth`,
      );
    }
    const other = owners.get(secretName);
    if (other !== undefined) {
      context.fail(
        `secrets.keys.${setting}.name`,
        'conflict',
        `${secretName} is already the Secret of ${other.setting}, whose user is ${other.username}; name another, with the user ${username}`,
      );
    }
    owners.set(secretName, { setting, username });
  }
}
