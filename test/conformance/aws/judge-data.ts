import type { ManagedSecret, ParameterFact, Platform } from '../../../lib/platform/types';
import type { Account } from './account';
import { differs } from './differs';

/** The cluster and its instances, as the platform asks for them. */
export function judgeDatabase(account: Account, platform: Platform): string[] {
  const { postgres } = platform.stores;
  const name = `memorai-${platform.environment}`;
  const cluster = account.clusters.find(({ DBClusterIdentifier }) => DBClusterIdentifier === name);
  if (postgres.provider !== 'aurora' || cluster === undefined) return [`no cluster ${name}`];
  const set = account.databaseParameters[cluster.DBClusterParameterGroup] ?? {};
  const key = account.keys.find(({ Arn }) => Arn === cluster.KmsKeyId);
  const members = cluster.DBClusterMembers;
  const is = (what: string, found: unknown, wanted: unknown) => differs(name, what, found, wanted);
  return [
    ...is('engine', cluster.Engine, 'aurora-postgresql'),
    ...is('version', cluster.EngineVersion, postgres.engineVersion),
    ...is('encryption', cluster.StorageEncrypted, true),
    ...is('key state', key?.KeyState, 'Enabled'),
    ...is('key manager', key?.KeyManager, 'CUSTOMER'),
    ...is('deletion protection', cluster.DeletionProtection, platform.protection.level === 'full'),
    ...is('backup retention', cluster.BackupRetentionPeriod, postgres.backupRetentionDays),
    ...is('port', cluster.Port, postgres.port),
    ...is('IAM sign-in', cluster.IAMDatabaseAuthenticationEnabled, true),
    ...is('exported logs', cluster.EnabledCloudwatchLogsExports.join(), 'postgresql'),
    ...is('writers', members.filter(({ IsClusterWriter }) => IsClusterWriter).length, 1),
    ...is('readers', members.filter(({ IsClusterWriter }) => !IsClusterWriter).length, postgres.readers),
    ...is('rds.force_ssl', set['rds.force_ssl'], '1'),
    ...is('max_connections', set.max_connections, String(postgres.maxConnections)),
  ];
}

/** Every secret that the platform manages, and no other of this environment. */
export function judgeSecrets(account: Account, platform: Platform): string[] {
  const wanted = platform.managedSecrets.map(({ name }) => name);
  const found = Object.keys(account.secrets).filter((name) => name.startsWith(`memorai/${platform.environment}/`));
  return [
    ...wanted.filter((name) => !found.includes(name)).map((name) => `${name} is not there`),
    ...found.filter((name) => !wanted.includes(name)).map((name) => `${name} is not managed`),
    ...platform.managedSecrets.flatMap((secret) => secretProblems(secret, account.secrets[secret.name]?.value)),
  ];
}

function secretProblems({ name, content }: ManagedSecret, value: string | undefined): string[] {
  switch (content.kind) {
    case 'thirdParty':
      return value === undefined ? [] : [`${name} has a value that nobody gave`];
    case 'generated':
      return /^[0-9a-f]{64}$/.test(value ?? '') ? [] : [`${name} is not 64 hexadecimal digits`];
    case 'databaseUser': {
      const { username, password } = JSON.parse(value ?? '{}');
      return [
        ...differs(name, 'user', username, content.username),
        ...(/^[\w.~-]{32}$/.test(password) ? [] : [`${name} has no password of 32 plain characters`]),
      ];
    }
  }
}

/** The two queues: their times, what becomes of a message that fails, and that nobody comes in without TLS. */
export function judgeQueues(account: Account, { queue }: Platform): string[] {
  if (queue.provider !== 'sqs') return ['no queue'];
  const work = account.queues[queue.queueName];
  const dead = account.queues[queue.deadLetterQueueName];
  if (work === undefined || dead === undefined) return [`no queue ${queue.queueName} or ${queue.deadLetterQueueName}`];
  const redrive = JSON.parse(work.RedrivePolicy ?? '{}');
  return [
    ...differs('queue', 'visibility', work.VisibilityTimeout, String(queue.visibilityTimeoutSeconds)),
    ...differs('queue', 'retention', work.MessageRetentionPeriod, String(queue.retentionSeconds)),
    ...differs('queue', 'dead-letter queue', redrive.deadLetterTargetArn, dead.QueueArn),
    ...differs('queue', 'deliveries', redrive.maxReceiveCount, queue.maxReceiveCount),
    ...differs('dead-letter queue', 'retention', dead.MessageRetentionPeriod, String(queue.deadLetterRetentionSeconds)),
    ...[work, dead].flatMap((own) => [
      ...differs(own.QueueArn ?? '', 'encryption', own.SqsManagedSseEnabled, 'true'),
      ...(refusesPlain(own.Policy, own.QueueArn) ? [] : [`${own.QueueArn} lets in without TLS`]),
    ]),
  ];
}

function refusesPlain(policy: string | undefined, arn: string | undefined): boolean {
  const statements: Record<string, unknown>[] = JSON.parse(policy ?? '{"Statement":[]}').Statement;
  return statements.some(
    ({ Effect, Action, Principal, Resource, Condition }) =>
      Effect === 'Deny' &&
      Action === 'sqs:*' &&
      JSON.stringify(Principal) === '{"AWS":"*"}' &&
      Resource === arn &&
      JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );
}

/** Every fact that the platform promises under a name holds what was really made. */
export function judgeParameters(account: Account, platform: Platform): string[] {
  const { aws, queue, stores } = platform;
  const cluster = account.clusters.find((one) => one.DBClusterIdentifier === `memorai-${platform.environment}`);
  const proxy = account.proxies.find((one) => one.DBProxyName === `memorai-${platform.environment}`);
  const queues = queue.provider === 'sqs' ? [queue.queueName, queue.deadLetterQueueName] : [];
  const [work, dead] = queues.map((name) => account.queues[name]);
  const facts: Partial<Record<ParameterFact, string | undefined>> = {
    ...(stores.postgres.provider === 'aurora'
      ? {
          postgresHost: cluster?.Endpoint,
          postgresPort: String(cluster?.Port),
          postgresReaderHost: cluster?.ReaderEndpoint,
          ...(aws?.proxy === true ? { postgresProxyHost: proxy?.Endpoint } : {}),
        }
      : {}),
    ...(queues.length > 0
      ? {
          queueUrl: work?.QueueUrl,
          queueArn: work?.QueueArn,
          deadLetterQueueUrl: dead?.QueueUrl,
          deadLetterQueueArn: dead?.QueueArn,
        }
      : {}),
  };
  const group = account.parameters[aws?.parameters.postgresClientSecurityGroup ?? ''];
  return [
    ...Object.entries(facts).flatMap(([fact, real]) => {
      const name = aws?.parameters[fact as ParameterFact] ?? '';
      return real === undefined
        ? [`nothing there for ${name}`]
        : differs(name, 'value', account.parameters[name], real);
    }),
    ...(stores.postgres.provider !== 'aurora' || /^sg-[0-9a-f]+$/.test(group ?? '')
      ? []
      : [`client security group is ${group}`]),
  ];
}
