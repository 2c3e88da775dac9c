import type { Platform } from '../../../lib/platform/types';
import { differs } from './differs';
import type { Bucket, Regions } from './regions';

/** The cache, as the platform asks for it. */
export function judgeCache(regions: Regions, platform: Platform): string[] {
  const { redis } = platform.stores;
  const name = `memorai-${platform.environment}`;
  const cache = regions.caches.find(({ ReplicationGroupId }) => ReplicationGroupId === name);
  if (redis.provider !== 'elasticache' || cache === undefined) return [`no cache ${name}`];
  const [parameters = {}] = Object.values(regions.cacheParameters);
  const shards = redis.topology.mode === 'cluster' ? redis.topology.shards : 1;
  const is = (what: string, found: unknown, wanted: unknown) => differs(name, what, found, wanted);
  return [
    ...is('cluster mode', cache.ClusterEnabled, redis.topology.mode === 'cluster'),
    ...is('shards', cache.NodeGroups.length, shards),
    ...cache.NodeGroups.flatMap(({ NodeGroupMembers }) =>
      is('nodes of a shard', NodeGroupMembers.length, 1 + redis.replicas),
    ),
    ...is('failover', cache.AutomaticFailover, redis.replicas > 0 ? 'enabled' : 'disabled'),
    ...is('zones', cache.MultiAZ, redis.replicas > 0 ? 'enabled' : 'disabled'),
    ...is('TLS', cache.TransitEncryptionEnabled, true),
    ...is('encryption', cache.AtRestEncryptionEnabled, true),
    ...is('password', cache.AuthTokenEnabled, true),
    ...is('machine', cache.CacheNodeType, redis.nodeType),
    ...is('snapshots', cache.SnapshotRetentionLimit, redis.snapshotRetentionDays),
    ...is('eviction', parameters['maxmemory-policy'], redis.eviction),
  ];
}

/** The bucket, its copy, and the vaults of both. */
export function judgeBackups(regions: Regions, platform: Platform, account: string): string[] {
  const { backup, environment } = platform;
  if (backup.kind === 'none') return ['no backups'];
  const name = `memorai-${environment}-backup`;
  return [
    ...judgeBucket(`${name}-${account}`, regions.original, backup),
    ...judgeBucket(`${name}-copy-${account}`, regions.copy, backup),
    ...differs(name, 'copies', regions.original.replicatesTo, `arn:aws:s3:::${name}-copy-${account}`),
    ...differs(name, 'copies of copies', regions.copy.replicatesTo, undefined),
    ...differs(name, 'vaults', regions.vaults.join(), `memorai-${environment}`),
    ...differs(name, 'vaults there', regions.copyVaults.join(), `memorai-${environment}`),
  ];
}

function judgeBucket(name: string, bucket: Bucket, backup: Extract<Platform['backup'], { kind: 'bucket' }>): string[] {
  const { objectLock } = backup;
  return [
    ...differs(name, 'encryption', bucket.encryption, 'aws:kms'),
    ...differs(name, 'versioning', bucket.versioning, 'Enabled'),
    ...differs(name, 'closed', bucket.closed.join(), 'true,true,true,true'),
    ...differs(
      name,
      'retention',
      bucket.days.find((days) => days !== undefined),
      backup.retentionDays,
    ),
    ...differs(name, 'lock', bucket.lock?.Mode.toLowerCase(), objectLock?.mode),
    ...differs(name, 'lock in days', bucket.lock?.Days, objectLock?.days),
    ...(bucket.policy.includes('"aws:SecureTransport": "false"') ||
    bucket.policy.includes('"aws:SecureTransport":"false"')
      ? []
      : [`${name} lets in without TLS`]),
  ];
}

/** The database of the second region, and that the two are one global cluster. */
export function judgeStandby(regions: Regions, platform: Platform): string[] {
  const recovery = platform.aws?.recovery;
  const { postgres } = platform.stores;
  const name = `memorai-${platform.environment}`;
  const standby = regions.standbys.find(({ DBClusterIdentifier }) => DBClusterIdentifier === name);
  const whole = regions.globalClusters.find(({ GlobalClusterIdentifier }) => GlobalClusterIdentifier === name);
  if (recovery?.kind !== 'globalCluster' || postgres.provider !== 'aurora') return ['no global cluster asked for'];
  if (standby === undefined || whole === undefined) return [`no global cluster ${name}, or none that follows`];
  const isProtected = platform.protection.level === 'full';
  const is = (what: string, found: unknown, wanted: unknown) => differs(name, what, found, wanted);
  return [
    ...is('members', whole.GlobalClusterMembers.length, 2),
    ...is('protection of both', whole.DeletionProtection, isProtected),
    ...is('encryption there', standby.StorageEncrypted, true),
    ...is('protection there', standby.DeletionProtection, isProtected),
    ...is('version there', standby.EngineVersion, postgres.engineVersion),
    ...is('instances there', regions.standbyInstances.length, recovery.readers),
    ...(['postgresHost', 'postgresPort', 'postgresReaderHost', 'backupBucket', 'backupKeyArn'] as const)
      .map((fact) => platform.aws?.parameters[fact] ?? '')
      .filter((parameter) => !regions.parametersThere.includes(parameter))
      .map((parameter) => `${parameter} is not there`),
  ];
}
