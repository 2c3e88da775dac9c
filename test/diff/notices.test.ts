import type { Change } from '../../lib/diff/change';
import { noticesOf } from '../../lib/diff/notices';

const change = (subject: string, path: string, before: unknown, after: unknown): Change => ({
  file: 'x',
  subject,
  action: 'changed',
  impact: 'safe',
  because: '',
  fields: [{ path, before, after, impact: 'safe', because: '' }],
});
const gone = (subject: string): Change => ({
  file: 'x',
  subject,
  action: 'removed',
  impact: 'data risk',
  because: '',
  fields: [],
});

const cluster = 'AWS::RDS::DBCluster MemoraiRDSCluster';
const cache = 'AWS::ElastiCache::ReplicationGroup MemoraiRedis';
const stores = 'what the stores hold';
test.each<[Change, string]>([
  [
    change(cluster, 'BackupRetentionPeriod', 35, 1),
    'the database can be set back to any moment of the last 1 day, was 35',
  ],
  [change(cluster, 'EngineVersion', '15.9', '15.17'), 'the database runs PostgreSQL 15.17, was 15.9'],
  [
    change(cluster, 'ServerlessV2ScalingConfiguration.MaxCapacity', 16, 32),
    'the database grows to 32 capacity units, was 16',
  ],
  [
    change('AWS::RDS::DBInstance One', 'DBInstanceClass', 'db.r6g.large', 'db.r6g.xlarge'),
    'instances of the database are db.r6g.xlarge, was db.r6g.large',
  ],
  [
    change(cache, 'CacheNodeType', 'cache.r7g.large', 'cache.r7g.xlarge'),
    'nodes of Redis are cache.r7g.xlarge, was cache.r7g.large',
  ],
  [change(cache, 'NumNodeGroups', 3, 4), 'Redis has 4 shards, was 3'],
  [change(cache, 'ReplicasPerNodeGroup', 1, 2), 'each shard of Redis has 2 replicas, was 1'],
  [change(cache, 'EngineVersion', '7.0', '7.1'), 'Redis runs version 7.1, was 7.0'],
  [
    change('AWS::SQS::Queue MemoraiQueue', 'VisibilityTimeout', 1800, 600),
    'a job of MemoraiQueue that nobody finished comes back after 600 s, was 1800 s',
  ],
  [
    change('AWS::SQS::Queue MemoraiQueue', 'RedrivePolicy.maxReceiveCount', 3, 5),
    'a job of MemoraiQueue is tried 5 times, was 3',
  ],
  [
    change('AWS::S3::Bucket B', 'LifecycleConfiguration.Rules[0].ExpirationInDays', 7, 3),
    'backups are kept for 3 days, was 7',
  ],
  [
    change('AWS::Backup::BackupPlan P', 'BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays', 35, 2),
    'snapshots are kept for 2 days, was 35',
  ],
  [change('service backup', 'environment.BACKUP_RETENTION_DAYS', '14', '2'), 'backups are kept for 2 days, was 14'],
  [change('StatefulSet memorai-qdrant', 'spec.replicas', 3, 5), 'memorai-qdrant has 5 members, was 3'],
  [change('Cluster memorai-postgres', 'spec.instances', 3, 2), 'memorai-postgres has 2 members, was 3'],
  [
    change(stores, 'postgres.database', 'memorai', 'other'),
    'the database is called other, was memorai: it starts empty',
  ],
  [change(stores, 'qdrant.collection', 'a', 'b'), 'the collection is called b, was a: it starts empty'],
  [
    change(stores, 'qdrant.vectors.size', 1536, 768),
    'vectors have 768 dimensions, was 1536: no vector that is there fits',
  ],
  [
    change(stores, 'qdrant.vectors.distance', 'Cosine', 'Dot'),
    'vectors are compared by Dot, was Cosine: the collection has to be made anew',
  ],
  [gone(cluster), 'the database in AWS is no longer part of this: its data does not come along'],
  [gone(cache), 'the Redis in AWS is no longer part of this: its data does not come along'],
  [gone('StatefulSet memorai-qdrant'), '1 store is no longer part of the cluster: the data does not come along'],
  [gone('AWS::RDS::DBInstance Three'), '1 instance of the database fewer'],
  [{ ...gone('AWS::RDS::DBInstance Three'), action: 'added' }, '1 instance of the database more'],
  [
    change('AWS::KMS::Key K', 'DeletionPolicy', 'Retain', 'Delete'),
    '1 resource goes with the stack from now on, data and all',
  ],
  [gone('NetworkPolicy memorai-api'), '1 network policy goes: what was kept out may come in'],
])('%#', (one, sentence) => {
  expect(noticesOf([one])).toEqual([sentence]);
});

test('the same is said once, and of many how many they are', () => {
  const instance = (id: string) => change(`AWS::RDS::DBInstance ${id}`, 'DBInstanceClass', 'a', 'b');
  expect(noticesOf([instance('One'), instance('Two')])).toEqual(['instances of the database are b, was a']);
  expect(noticesOf([gone('StatefulSet a'), gone('StatefulSet b')])).toEqual([
    '2 stores are no longer part of the cluster: the data does not come along',
  ]);
});

test('the policy of a service that goes keeps nothing out', () => {
  expect(noticesOf([gone('NetworkPolicy memorai-mcp'), gone('Deployment memorai-mcp')])).toEqual([]);
});
