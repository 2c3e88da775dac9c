import type { Aws, ParameterFact, Postgres, StackName } from '../types';
import { resolveApi } from './api';
import { type Context, derivedFrom } from './context';
import { resolveNetwork } from './network';
import { resolveRecovery } from './recovery';
import { secretName } from './secret-name';
import type { ServiceDraft } from './services';
import { resolveTags } from './tags';
import type { WrittenAws } from './written';
import { checkRegion } from './zones';

/** Everything but what follows from the services, and the stacks: those follow from what there is to put into them. */
export type AwsDraft = Omit<Aws, 'stacks' | 'eks' | 'registry' | 'dns' | 'migration'>;

/** A stack for every life cycle that has something in it: an empty template cannot be deployed. */
export function stackNames(
  environment: string,
  network: Aws['network'],
  has: Readonly<
    Record<
      | 'database'
      | 'secrets'
      | 'queue'
      | 'functions'
      | 'cluster'
      | 'podIdentities'
      | 'registry'
      | 'dns'
      | 'alarms'
      | 'backup'
      | 'recovery'
      | 'standby',
      boolean
    >
  >,
): Aws['stacks'] {
  const stack = (name: StackName, exists: boolean) => (exists ? { [name]: `memorai-${environment}-${name}` } : {});
  return {
    ...stack('network', network.kind === 'create' && (has.database || has.functions || has.cluster)),
    ...stack('registry', has.registry),
    ...stack('data', has.database || has.secrets),
    ...stack('queue', has.queue),
    ...stack('observability', has.alarms),
    ...stack('cluster', has.cluster || has.podIdentities),
    ...stack('serverless', has.functions),
    ...stack('recovery', has.recovery),
    ...stack('backup', has.backup),
    ...stack('standby', has.standby),
    ...stack('dns', has.dns),
  };
}

export function resolveAws(
  context: Context,
  postgres: Postgres,
  services: readonly ServiceDraft[],
): AwsDraft | undefined {
  const { config } = context;
  const written = config.aws;
  const serverless = config.deployment === 'serverless';
  if (written === undefined) {
    if (serverless) context.fail('aws', 'missing', 'is required when deployment is serverless: at least a region');
    return undefined;
  }
  if (config.deployment === 'compose') {
    context.fail('aws', 'conflict', 'has no meaning when deployment is compose; remove it');
    return undefined;
  }
  checkRegion(context, 'aws.region', written.region);
  const network = resolveNetwork(context, written);
  const protectedData = (config.protection?.level ?? 'full') === 'full';
  const proxyByDefault = serverless && postgres.provider === 'aurora';
  const proxy = context.pick(
    'aws.proxy',
    written.proxy,
    proxyByDefault,
    derivedFrom('deployment serverless with Aurora (E26)'),
  );
  if (proxy && postgres.provider !== 'aurora') {
    context.fail('aws.proxy', 'conflict', 'RDS Proxy needs Aurora; remove it, or use provider aurora for postgres');
  }
  const recovery = resolveRecovery(context, written, postgres);
  const api = resolveApi(context, services);
  return {
    region: context.take('aws.region', written.region),
    ...(written.account === undefined ? {} : { account: context.take('aws.account', written.account) }),
    network,
    ...resolveHostedZone(context, written),
    parameters: parameterNames(config.environment),
    databaseSecrets: {
      admin: `memorai/${config.environment}/postgres-admin`,
      application: `memorai/${config.environment}/postgres`,
      monitor: `memorai/${config.environment}/postgres-monitor`,
    },
    cacheSecret: secretName(config.environment, 'REDIS_PASSWORD'),
    proxy,
    ...(recovery === undefined ? {} : { recovery }),
    logRetentionDays: context.pick(
      'aws.logRetentionDays',
      written.logRetentionDays,
      protectedData ? 90 : 14,
      derivedFrom('protection'),
    ),
    ...(written.staticCredentials === undefined
      ? {}
      : { staticCredentials: context.take('aws.staticCredentials', written.staticCredentials) }),
    ...(written.logKeyArn === undefined ? {} : { logKeyArn: context.take('aws.logKeyArn', written.logKeyArn) }),
    ...(api === undefined ? {} : { api }),
    tags: resolveTags(context, written.tags),
  };
}

/** The zone has to hold the public hosts, or its records would name what it cannot answer for. */
function resolveHostedZone(context: Context, { hostedZone }: WrittenAws): Pick<Aws, 'hostedZone'> {
  if (hostedZone === undefined) return {};
  const { domain } = context.config;
  const name = context.pick('aws.hostedZone.name', hostedZone.name, domain, derivedFrom('domain'));
  if (domain !== name && !domain.endsWith(`.${name}`)) {
    context.fail('aws.hostedZone.name', 'conflict', `must be ${domain} or a domain above it, got ${name}`);
  }
  return { hostedZone: { id: context.take('aws.hostedZone.id', hostedZone.id), name } };
}

/** Where each fact that exists only after deployment is published; both sides read this table. */
function parameterNames(environment: string): Record<ParameterFact, string> {
  const at = (path: string) => `/memorai/${environment}/${path}`;
  return {
    networkVpcId: at('network/vpc-id'),
    networkSubnetIds: at('network/subnet-ids'),
    networkPrivateSubnetIds: at('network/private-subnet-ids'),
    networkIsolatedSubnetIds: at('network/isolated-subnet-ids'),
    networkPublicSubnetIds: at('network/public-subnet-ids'),
    clusterName: at('cluster/name'),
    clusterEndpoint: at('cluster/endpoint'),
    clusterSecurityGroup: at('cluster/security-group'),
    postgresHost: at('postgres/host'),
    postgresPort: at('postgres/port'),
    postgresReaderHost: at('postgres/reader-host'),
    postgresProxyHost: at('postgres/proxy-host'),
    postgresClientSecurityGroup: at('postgres/client-security-group'),
    redisHost: at('redis/host'),
    redisPort: at('redis/port'),
    redisClientSecurityGroup: at('redis/client-security-group'),
    backupBucket: at('backup/bucket'),
    backupKeyArn: at('backup/key-arn'),
    queueUrl: at('queue/url'),
    queueArn: at('queue/arn'),
    deadLetterQueueUrl: at('queue/dead-letter-url'),
    deadLetterQueueArn: at('queue/dead-letter-arn'),
    alarmTopicArn: at('alarms/topic-arn'),
    registryRepositories: at('registry/repositories'),
  };
}
