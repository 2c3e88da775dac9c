import type { Change, JudgedField } from './change';

/** A value whose change is worth a sentence; `from` and `to` as they stand in the artifact. */
interface Notice {
  /** Of the change: its kind or type, and for objects of Kubernetes what the name looks like. */
  readonly subject: RegExp;
  readonly path: RegExp;
  readonly say: (to: string, from: string, name: string) => string;
}

const days = (count: string): string => (count === '1' ? '1 day' : `${count} days`);

const notices: readonly Notice[] = [
  {
    subject: /^AWS::RDS::DBCluster /,
    path: /^BackupRetentionPeriod$/,
    say: (to, from) => `the database can be set back to any moment of the last ${days(to)}, was ${from}`,
  },
  {
    subject: /^AWS::RDS::DBCluster /,
    path: /^EngineVersion$/,
    say: (to, from) => `the database runs PostgreSQL ${to}, was ${from}`,
  },
  {
    subject: /^AWS::RDS::DBCluster /,
    path: /^ServerlessV2ScalingConfiguration\.MaxCapacity$/,
    say: (to, from) => `the database grows to ${to} capacity units, was ${from}`,
  },
  {
    subject: /^AWS::RDS::DBInstance /,
    path: /^DBInstanceClass$/,
    say: (to, from) => `instances of the database are ${to}, was ${from}`,
  },
  {
    subject: /^AWS::ElastiCache::ReplicationGroup /,
    path: /^CacheNodeType$/,
    say: (to, from) => `nodes of Redis are ${to}, was ${from}`,
  },
  {
    subject: /^AWS::ElastiCache::ReplicationGroup /,
    path: /^NumNodeGroups$/,
    say: (to, from) => `Redis has ${to} shards, was ${from}`,
  },
  {
    subject: /^AWS::ElastiCache::ReplicationGroup /,
    path: /^ReplicasPerNodeGroup$/,
    say: (to, from) => `each shard of Redis has ${to} replicas, was ${from}`,
  },
  {
    subject: /^AWS::ElastiCache::ReplicationGroup /,
    path: /^EngineVersion$/,
    say: (to, from) => `Redis runs version ${to}, was ${from}`,
  },
  {
    subject: /^AWS::SQS::Queue /,
    path: /^VisibilityTimeout$/,
    say: (to, from, name) => `a job of ${name} that nobody finished comes back after ${to} s, was ${from} s`,
  },
  {
    subject: /^AWS::SQS::Queue /,
    path: /maxReceiveCount$/,
    say: (to, from, name) => `a job of ${name} is tried ${to} times, was ${from}`,
  },
  {
    subject: /^AWS::S3::Bucket /,
    path: /\.ExpirationInDays$/,
    say: (to, from) => `backups are kept for ${days(to)}, was ${from}`,
  },
  {
    subject: /^AWS::Backup::BackupPlan /,
    path: /DeleteAfterDays$/,
    say: (to, from) => `snapshots are kept for ${days(to)}, was ${from}`,
  },
  {
    subject: /^service backup$/,
    path: /^environment\.BACKUP_RETENTION_DAYS$/,
    say: (to, from) => `backups are kept for ${days(to)}, was ${from}`,
  },
  {
    subject: /^StatefulSet /,
    path: /^spec\.replicas$/,
    say: (to, from, name) => `${name} has ${to} members, was ${from}`,
  },
  {
    subject: /^Cluster /,
    path: /^spec\.instances$/,
    say: (to, from, name) => `${name} has ${to} members, was ${from}`,
  },
  {
    subject: /^what the stores hold$/,
    path: /^postgres\.database$/,
    say: (to, from) => `the database is called ${to}, was ${from}: it starts empty`,
  },
  {
    subject: /^what the stores hold$/,
    path: /^qdrant\.collection$/,
    say: (to, from) => `the collection is called ${to}, was ${from}: it starts empty`,
  },
  {
    subject: /^what the stores hold$/,
    path: /^qdrant\.vectors\.size$/,
    say: (to, from) => `vectors have ${to} dimensions, was ${from}: no vector that is there fits`,
  },
  {
    subject: /^what the stores hold$/,
    path: /^qdrant\.vectors\.distance$/,
    say: (to, from) => `vectors are compared by ${to}, was ${from}: the collection has to be made anew`,
  },
];

/** Things of which some come or go, or are no longer kept. */
interface Count {
  readonly isOne: (change: Change, all: readonly Change[]) => boolean;
  readonly say: (count: number) => string;
}

const removed =
  (subject: RegExp) =>
  (change: Change): boolean =>
    change.action === 'removed' && subject.test(change.subject);
const added =
  (subject: RegExp) =>
  (change: Change): boolean =>
    change.action === 'added' && subject.test(change.subject);
const removedWith =
  (subject: string) =>
  (change: Change): boolean =>
    change.action === 'removed' && change.subject === subject;
const things = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

const counts: readonly Count[] = [
  {
    isOne: ({ movedTo }) => movedTo !== undefined,
    say: (count) =>
      `${things(count, 'stack is', 'stacks are')} made anew in another region, and the data stays where it is`,
  },
  {
    isOne: removed(/^AWS::RDS::(DBCluster|GlobalCluster) /),
    say: () => 'the database in AWS is no longer part of this: its data does not come along',
  },
  {
    isOne: removed(/^AWS::ElastiCache::ReplicationGroup /),
    say: () => 'the Redis in AWS is no longer part of this: its data does not come along',
  },
  {
    isOne: removed(/^(StatefulSet|Cluster) /),
    say: (count) =>
      `${things(count, 'store is', 'stores are')} no longer part of the cluster: the data does not come along`,
  },
  {
    isOne: added(/^AWS::RDS::DBInstance /),
    say: (count) => `${things(count, 'instance', 'instances')} of the database more`,
  },
  {
    isOne: removed(/^AWS::RDS::DBInstance /),
    say: (count) => `${things(count, 'instance', 'instances')} of the database fewer`,
  },
  {
    isOne: ({ fields }) => fields.some(({ path, after }) => path === 'DeletionPolicy' && after === 'Delete'),
    say: (count) => `${things(count, 'resource goes', 'resources go')} with the stack from now on, data and all`,
  },
  {
    // With its pods it has nothing left to keep.
    isOne: (change, all) =>
      removed(/^NetworkPolicy /)(change) && !all.some(removedWith(change.subject.replace(/^\S+ /, 'Deployment '))),
    say: (count) => `${things(count, 'network policy goes', 'network policies go')}: what was kept out may come in`,
  },
];

/** What changes in stores, in what is kept of them and in who may reach whom, a sentence each; each once. */
export function noticesOf(changes: readonly Change[]): readonly string[] {
  const values = changes.flatMap((change) => change.fields.flatMap((field) => sayField(change, field)));
  const amounts = counts.flatMap(({ isOne, say }) => {
    const count = changes.filter((change) => isOne(change, changes)).length;
    return count === 0 ? [] : [say(count)];
  });
  return [...new Set([...values, ...amounts])];
}

function sayField({ subject }: Change, { path, before, after }: JudgedField): readonly string[] {
  const notice = notices.find((one) => one.subject.test(subject) && one.path.test(path));
  const [, name = ''] = /^\S+ (.*)$/.exec(subject) ?? [];
  return notice === undefined ? [] : [notice.say(String(after ?? 'no'), String(before ?? 'none'), name)];
}
