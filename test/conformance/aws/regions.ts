import type { Call, Lab } from './lab';

/** What an SDK reads of caches, backups and the database that follows, in AWS's own words. */
export interface Regions {
  readonly caches: readonly ReplicationGroup[];
  /** Of caches, by name of the group. */
  readonly cacheParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly globalClusters: readonly GlobalCluster[];
  readonly standbys: readonly Standby[];
  readonly standbyInstances: readonly { DBInstanceIdentifier: string; DBClusterIdentifier: string }[];
  readonly original: Bucket;
  readonly copy: Bucket;
  readonly vaults: readonly string[];
  readonly copyVaults: readonly string[];
  /** Names of SSM parameters in the second region. */
  readonly parametersThere: readonly string[];
}

export interface ReplicationGroup {
  readonly ReplicationGroupId: string;
  readonly ClusterEnabled: boolean;
  readonly NodeGroups: readonly { NodeGroupMembers: readonly unknown[] }[];
  readonly AutomaticFailover: string;
  readonly MultiAZ: string;
  readonly TransitEncryptionEnabled: boolean;
  readonly AtRestEncryptionEnabled: boolean;
  readonly AuthTokenEnabled: boolean;
  readonly CacheNodeType: string;
  readonly SnapshotRetentionLimit: number;
  readonly ConfigurationEndpoint?: { readonly Address: string };
}

export interface GlobalCluster {
  readonly GlobalClusterIdentifier: string;
  readonly DeletionProtection: boolean;
  readonly GlobalClusterMembers: readonly { DBClusterArn: string }[];
}

export interface Standby {
  readonly DBClusterIdentifier: string;
  readonly StorageEncrypted: boolean;
  readonly DeletionProtection: boolean;
  readonly EngineVersion: string;
}

export interface Bucket {
  readonly encryption: string;
  readonly versioning: string;
  readonly closed: readonly boolean[];
  readonly days: readonly (number | undefined)[];
  readonly lock: { readonly Mode: string; readonly Days: number } | undefined;
  readonly replicatesTo: string | undefined;
  readonly policy: string;
}

/** Reads both regions; the SDK of the tests reads the first one unless a call says otherwise. */
export async function readRegions(lab: Lab, account: string, environment: string, elsewhere: string): Promise<Regions> {
  const there = lab.in(elsewhere);
  const [groups, parameterGroups, globals, vaults] = await lab.sdk<
    [
      { ReplicationGroups: ReplicationGroup[] },
      { CacheParameterGroups: { CacheParameterGroupName: string }[] },
      { GlobalClusters: GlobalCluster[] },
      { BackupVaultList: { BackupVaultName: string }[] },
    ]
  >(
    ['elasticache', 'describe_replication_groups'],
    ['elasticache', 'describe_cache_parameter_groups'],
    ['rds', 'describe_global_clusters'],
    ['backup', 'list_backup_vaults'],
  );
  const [standbys, instances, copyVaults, parameters] = await there.sdk<
    [
      { DBClusters: Standby[] },
      { DBInstances: Regions['standbyInstances'] },
      { BackupVaultList: { BackupVaultName: string }[] },
      { Parameters: { Name: string }[] },
    ]
  >(
    ['rds', 'describe_db_clusters'],
    ['rds', 'describe_db_instances'],
    ['backup', 'list_backup_vaults'],
    ['ssm', 'describe_parameters'],
  );
  const names = parameterGroups.CacheParameterGroups.map((group) => group.CacheParameterGroupName);
  const set = await lab.sdk<{ Parameters: { ParameterName: string; ParameterValue: string }[] }[]>(
    ...names.map(
      (CacheParameterGroupName): Call => ['elasticache', 'describe_cache_parameters', { CacheParameterGroupName }],
    ),
  );
  const bucket = `memorai-${environment}-backup`;
  return {
    caches: groups.ReplicationGroups,
    cacheParameters: Object.fromEntries(
      names.map((name, index) => [
        name,
        Object.fromEntries(
          (set[index]?.Parameters ?? []).map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]),
        ),
      ]),
    ),
    globalClusters: globals.GlobalClusters,
    standbys: standbys.DBClusters,
    standbyInstances: instances.DBInstances,
    original: await readBucket(lab, `${bucket}-${account}`),
    copy: await readBucket(there, `${bucket}-copy-${account}`),
    vaults: vaults.BackupVaultList.map(({ BackupVaultName }) => BackupVaultName),
    copyVaults: copyVaults.BackupVaultList.map(({ BackupVaultName }) => BackupVaultName),
    parametersThere: parameters.Parameters.map(({ Name }) => Name),
  };
}

type Reader = Pick<Lab, 'sdk'>;

async function readBucket(reader: Reader, name: string): Promise<Bucket> {
  const operations = [
    'get_bucket_encryption',
    'get_bucket_versioning',
    'get_public_access_block',
    'get_bucket_lifecycle_configuration',
    'get_object_lock_configuration',
    'get_bucket_replication',
    'get_bucket_policy',
  ];
  const [encryption, versioning, block, lifecycle, lock, replication, policy] = await reader.sdk<
    [
      {
        ServerSideEncryptionConfiguration?: {
          Rules: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: string } }[];
        };
      },
      { Status?: string },
      { PublicAccessBlockConfiguration?: Record<string, boolean> },
      { Rules?: { ID: string; Expiration?: { Days?: number } }[] },
      { ObjectLockConfiguration?: { Rule?: { DefaultRetention: { Mode: string; Days: number } } } },
      { ReplicationConfiguration?: { Rules: { Destination: { Bucket: string } }[] } },
      { Policy?: string },
    ]
  >(...operations.map((operation): Call => ['s3', operation, { Bucket: name }]));
  return {
    encryption:
      encryption.ServerSideEncryptionConfiguration?.Rules[0]?.ApplyServerSideEncryptionByDefault.SSEAlgorithm ?? 'none',
    versioning: versioning.Status ?? 'none',
    closed: Object.values(block.PublicAccessBlockConfiguration ?? {}),
    days: (lifecycle.Rules ?? []).map(({ Expiration }) => Expiration?.Days),
    lock: lock.ObjectLockConfiguration?.Rule?.DefaultRetention,
    replicatesTo: replication.ReplicationConfiguration?.Rules[0]?.Destination.Bucket,
    policy: policy.Policy ?? '',
  };
}
