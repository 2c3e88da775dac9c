import { defaultAuroraVersion } from '../support';
import { tiers } from '../tiers';
import type { Postgres, Qdrant, Redis } from '../types';
import { byDefault, byTier, type Context, derivedFrom } from './context';

/** Memory of one Aurora capacity unit, MiB (AWS documentation, Aurora Serverless v2). */
const ACU_MIB = 2048;
const ANYWHERE = '0.0.0.0/0';

export function resolvePostgres(context: Context): Postgres {
  const { config } = context;
  const tierName = config.tier ?? 'recommended';
  const tier = tiers[tierName].postgres;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores.postgres;
  const at = (field: string) => `stores.postgres.${field}`;
  const common = {
    database: context.pick(at('database'), written?.database, 'memorai', byDefault('guide L273')),
    username: context.pick(at('username'), written?.username, 'memorai', byDefault('guide L274')),
    maxConnections: context.pick(at('maxConnections'), written?.maxConnections, 200, byDefault('guide L295')),
    cpuMillis: context.pick(at('cpu'), undefined, tier.cpuMillis, fromTier),
    memoryMiB: context.pick(at('memory'), written?.memory, tier.memoryMiB, fromTier),
  };
  if (written?.provider === 'external') {
    return {
      ...common,
      provider: 'external',
      host: context.take(at('host'), written.host),
      port: context.pick(at('port'), written.port, 5432, byDefault('PostgreSQL')),
      cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
      tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
      storageGiB: context.pick(at('storage'), undefined, tier.storageGiB, fromTier),
      iops: context.pick(at('iops'), undefined, tier.iops, fromTier),
    };
  }
  if (config.aws === undefined) {
    context.fail(
      written === undefined ? 'stores' : 'stores.postgres.provider',
      'conflict',
      written === undefined
        ? 'needs postgres: { provider: external, host }, since Aurora needs an aws section'
        : 'aurora needs an aws section with a region; add it, or use provider external with a host',
    );
  }
  const capacity = written?.capacity ?? { kind: 'serverless' as const };
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
  const protectedData = (config.protection?.level ?? 'full') === 'full';
  return {
    ...common,
    provider: 'aurora',
    port: 5432,
    engineVersion: context.pick(at('engineVersion'), written?.engineVersion, defaultAuroraVersion, byDefault('E16')),
    capacity: picked,
    readers: context.pick(at('readers'), written?.readers, tier.readers, fromTier),
    backupRetentionDays: context.pick(
      at('backupRetentionDays'),
      written?.backupRetentionDays,
      protectedData ? 35 : 7,
      derivedFrom('protection'),
    ),
  };
}

export function resolveRedis(context: Context): Redis {
  const { config } = context;
  const tierName = config.tier ?? 'recommended';
  const tier = tiers[tierName].redis;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores.redis;
  const at = (field: string) => `stores.redis.${field}`;
  const topology =
    written.topology ?? (tier.shards > 0 ? { mode: 'cluster' as const } : { mode: 'standalone' as const });
  context.pick(at('topology.mode'), written.topology?.mode, topology.mode, fromTier);
  return {
    provider: 'external',
    host: context.take(at('host'), written.host),
    port: context.pick(at('port'), written.port, 6379, byDefault('Redis')),
    cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
    tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
    auth: context.pick(at('auth'), written.auth, true, byDefault('E9')),
    topology:
      topology.mode === 'standalone'
        ? { mode: 'standalone' }
        : {
            mode: 'cluster',
            shards: context.pick(at('topology.shards'), topology.shards, Math.max(3, tier.shards), fromTier),
            replicasPerShard: context.pick(
              at('topology.replicasPerShard'),
              topology.replicasPerShard,
              1,
              byDefault('E34'),
            ),
          },
    memoryMiB: context.pick(at('memory'), written.memory, tier.memoryMiB, fromTier),
    persistence: context.pick(at('persistence'), undefined, tier.persistence, fromTier),
  };
}

export function resolveQdrant(context: Context): Qdrant {
  const { config } = context;
  const tierName = config.tier ?? 'recommended';
  const tier = tiers[tierName].qdrant;
  const fromTier = byTier(tierName, tiers[tierName].source);
  const written = config.stores.qdrant;
  const at = (field: string) => `stores.qdrant.${field}`;
  const replicationFactor = context.pick(
    at('replicationFactor'),
    written.replicationFactor,
    tier.replicationFactor,
    fromTier,
  );
  return {
    provider: 'external',
    host: context.take(at('host'), written.host),
    port: context.pick(at('port'), written.port, 6333, byDefault('Qdrant (guide L234)')),
    cidr: context.pick(at('cidr'), written.cidr, ANYWHERE, byDefault('any address, on its port alone')),
    tls: context.pick(at('tls'), written.tls, true, byDefault('encrypted unless said otherwise')),
    auth: context.pick(at('auth'), written.auth, true, byDefault('E65')),
    nodes: context.pick(at('nodes'), written.nodes, tier.nodes, fromTier),
    collection: context.pick(at('collection'), written.collection, 'memorai_embeddings', byDefault('guide L236')),
    replicationFactor,
    writeConsistencyFactor: context.pick(
      at('writeConsistencyFactor'),
      written.writeConsistencyFactor,
      Math.floor(replicationFactor / 2) + 1,
      derivedFrom('the majority of stores.qdrant.replicationFactor (E64)'),
    ),
    cpuMillis: context.pick(at('cpu'), undefined, tier.cpuMillis, fromTier),
    memoryMiB: context.pick(at('memory'), undefined, tier.memoryMiB, fromTier),
    storageGiB: context.pick(at('storage'), undefined, tier.storageGiB, fromTier),
  };
}
