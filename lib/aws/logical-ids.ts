import { pascalCase } from '../platform/pascal-case';

/**
 * Logical ids of everything that holds data, or that others refer to by id. CloudFormation replaces a resource
 * whose logical id changes, so these are contracts: a test fails when one of them changes.
 */
export const logicalIds = {
  vpc: 'MemoraiVpc',
  /** The guide's own name (L139). */
  postgresCluster: 'MemoraiRDSCluster',
  postgresInstance: (index: number) => `MemoraiRDSInstance${index}`,
  postgresSubnetGroup: 'MemoraiRDSSubnetGroup',
  postgresKey: 'MemoraiRDSKey',
  postgresClientSecurityGroup: 'MemoraiPostgresClientSecurityGroup',
  postgresProxy: 'MemoraiRDSProxy',
  postgresGlobalCluster: 'MemoraiRDSGlobalCluster',
  postgresBootstrap: 'MemoraiPostgresBootstrap',
  databaseMigration: 'MemoraiDatabaseMigration',
  qdrantCollection: 'MemoraiQdrantCollection',
  redis: 'MemoraiRedis',
  redisSubnetGroup: 'MemoraiRedisSubnetGroup',
  redisKey: 'MemoraiRedisKey',
  redisClientSecurityGroup: 'MemoraiRedisClientSecurityGroup',
  backupBucket: 'MemoraiBackupBucket',
  backupKey: 'MemoraiBackupKey',
  backupVault: 'MemoraiBackupVault',
  /** `memorai/production/JWT_SECRET` → `MemoraiSecretJwtSecret`. */
  secret: (name: string) => `MemoraiSecret${pascalCase(name.split('/').slice(2).join('-'))}`,
  cluster: 'MemoraiCluster',
  clusterKey: 'MemoraiClusterKey',
  /** `ml_workload` → `MemoraiNodeGroupMlWorkload`. */
  nodeGroup: (pool: string) => `MemoraiNodeGroup${pascalCase(pool)}`,
  /** `memorai/api` → `MemoraiApiRepository`. */
  repository: (name: string) => `${pascalCase(name)}Repository`,
  queue: 'MemoraiQueue',
  deadLetterQueue: 'MemoraiDeadLetterQueue',
  /** `memorai-api` → `MemoraiApiFunction`. */
  serviceFunction: (fullName: string) => `${pascalCase(fullName)}Function`,
  /** `queue-age` → `MemoraiQueueAgeAlarm`. */
  alarm: (id: string) => `Memorai${pascalCase(id)}Alarm`,
  alarmTopic: 'MemoraiAlarmTopic',
  alarmKey: 'MemoraiAlarmKey',
  serviceAlias: (fullName: string) => `${pascalCase(fullName)}Alias`,
  serviceApi: (fullName: string) => `${pascalCase(fullName)}RestApi`,
} as const;
