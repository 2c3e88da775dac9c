import { isOlder, isOtherMajor, skippedMinor } from '../platform/version-step';
import type { FieldChange } from './change';
import { endsSooner, type ImpactRow, smaller } from './impact-row';

/** Resources that hold what cannot be made again, or whose loss locks others out. */
const stateful = [
  'AWS::Backup::BackupVault',
  'AWS::ECR::Repository',
  'AWS::EKS::Cluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
];

export const holdsData = (type: string): boolean => stateful.includes(type);

/**
 * Names that are ours and not CloudFormation's: it makes the new one before it deletes the old, so it refuses to replace
 * a resource that keeps its name (user guide, "Name type").
 */
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};

const wasOn = ({ before, after }: FieldChange): boolean => before === true && after !== true;
const STARTS = 'instances or nodes start again';

const step =
  (holds: (to: string, from: string) => unknown) =>
  ({ before, after }: FieldChange): boolean =>
    Boolean(holds(String(after), String(before)));

/**
 * Properties that CloudFormation changes in place, and what the service does then: the user guides of Aurora, ElastiCache,
 * EKS, S3, AWS Backup, SQS and CloudWatch Logs.
 */
export const resourceRows: readonly ImpactRow[] = [
  {
    kinds: ['AWS::RDS::DBCluster'],
    path: /^BackupRetentionPeriod$/,
    when: smaller,
    impact: 'data risk',
    because: 'backups that are older are deleted, and no point before them can be restored',
  },
  {
    kinds: ['AWS::RDS::DBCluster', 'AWS::EKS::Cluster'],
    path: /^DeletionProtection$/,
    when: wasOn,
    impact: 'data risk',
    because: 'nothing stops its deletion any more',
  },
  {
    kinds: ['AWS::RDS::DBCluster'],
    path: /^EngineVersion$/,
    when: step(isOlder),
    impact: 'data risk',
    because: 'RDS goes to no older version: restore a snapshot into a new cluster instead',
  },
  {
    kinds: ['AWS::RDS::DBCluster'],
    path: /^EngineVersion$/,
    when: step(isOtherMajor),
    impact: 'data risk',
    because: 'an upgrade of the data itself, while nobody is served, with no way back but a snapshot',
  },
  {
    kinds: ['AWS::EKS::Cluster'],
    path: /^Version$/,
    when: step(isOlder),
    impact: 'replace',
    because: 'EKS refuses it in place: it goes to no older version',
  },
  {
    kinds: ['AWS::EKS::Cluster'],
    path: /^Version$/,
    when: step(skippedMinor),
    impact: 'replace',
    because: 'EKS refuses it in place: it goes up one minor version at a time',
  },
  {
    kinds: ['AWS::ElastiCache::ReplicationGroup'],
    path: /^EngineVersion$/,
    when: step(isOlder),
    impact: 'data risk',
    because: 'ElastiCache goes to no older version: it takes a new cache, which is empty',
  },
  {
    kinds: ['AWS::ElastiCache::ReplicationGroup'],
    path: /^SnapshotRetentionLimit$/,
    when: smaller,
    impact: 'data risk',
    because: 'snapshots that are older are deleted',
  },
  {
    kinds: ['AWS::S3::Bucket'],
    path: /(ExpirationInDays|NoncurrentDays)$/,
    when: endsSooner,
    impact: 'data risk',
    because: 'what is older is deleted',
  },
  {
    kinds: ['AWS::S3::Bucket'],
    path: /^LifecycleConfiguration(\.Rules(\[\d+\])?)?$/,
    when: ({ after }) => /Expiration|NoncurrentDays/.test(JSON.stringify(after) ?? ''),
    impact: 'data risk',
    because: 'what is older is deleted',
  },
  {
    kinds: ['AWS::S3::Bucket'],
    path: /^(VersioningConfiguration|ObjectLockConfiguration|ReplicationConfiguration)/,
    when: ({ after }) => after === undefined || after === 'Suspended',
    impact: 'data risk',
    because: 'what is deleted or overwritten from now on is gone',
  },
  {
    kinds: ['AWS::Backup::BackupPlan'],
    path: /DeleteAfterDays$/,
    when: endsSooner,
    impact: 'data risk',
    because: 'later snapshots are deleted sooner',
  },
  {
    kinds: ['AWS::SQS::Queue'],
    path: /^MessageRetentionPeriod$/,
    when: endsSooner,
    impact: 'data risk',
    because: 'messages that wait longer are deleted',
  },
  {
    kinds: ['AWS::Logs::LogGroup'],
    path: /^RetentionInDays$/,
    when: endsSooner,
    impact: 'data risk',
    because: 'lines that are older are deleted',
  },
  {
    kinds: stateful,
    path: /^DeletionPolicy$/,
    when: ({ after }) => after === undefined || after === 'Delete',
    impact: 'data risk',
    because: 'it is deleted with its stack from now on',
  },
  {
    kinds: ['AWS::EKS::Nodegroup'],
    path: /^(Version|ReleaseVersion|LaunchTemplate)/,
    impact: 'restart',
    because: STARTS,
  },
  {
    kinds: ['AWS::ElastiCache::ReplicationGroup'],
    path: /^(CacheNodeType|EngineVersion)$/,
    impact: 'restart',
    because: STARTS,
  },
  { kinds: ['AWS::RDS::DBCluster'], path: /^EngineVersion$/, impact: 'restart', because: STARTS },
  {
    kinds: ['AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBParameterGroup'],
    path: /^Parameters/,
    impact: 'restart',
    because: STARTS,
  },
  {
    kinds: ['AWS::RDS::DBInstance'],
    path: /^(DBInstanceClass|EngineVersion|CACertificateIdentifier)$/,
    impact: 'restart',
    because: STARTS,
  },
];
