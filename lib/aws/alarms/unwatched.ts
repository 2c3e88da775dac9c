import { cacheNodeNames } from '../names';
import { type Alarm, type Metric, metricsOf } from './alarm';

/** A resource of a template. */
export interface Made {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Whether what the dimensions name is among the resources. */
type Finder = (dimensions: Metric['dimensions'], made: readonly Made[]) => boolean;

const has = (made: readonly Made[], type: string, properties: Readonly<Record<string, unknown>>): boolean =>
  made.some(
    (one) => one.type === type && Object.entries(properties).every(([key, value]) => one.properties[key] === value),
  );

/** The dimensions that we use, in the order of AWS's pages: every set of them that a namespace may have. */
const finders: Readonly<Record<string, Readonly<Record<string, Finder>>>> = {
  'AWS/ApiGateway': {
    'ApiName,Stage': ({ ApiName, Stage }, made) =>
      has(made, 'AWS::ApiGateway::RestApi', { Name: ApiName }) &&
      has(made, 'AWS::ApiGateway::Stage', { StageName: Stage }),
  },
  'AWS/Lambda': {
    FunctionName: ({ FunctionName }, made) => has(made, 'AWS::Lambda::Function', { FunctionName }),
    'FunctionName,Resource': ({ FunctionName, Resource = '' }, made) =>
      made.some(
        ({ type, properties, logicalId }) =>
          type === 'AWS::Lambda::Function' &&
          properties.FunctionName === FunctionName &&
          made.some(
            (alias) =>
              alias.type === 'AWS::Lambda::Alias' &&
              (alias.properties.FunctionName as { Ref?: string }).Ref === logicalId &&
              Resource === `${FunctionName}:${alias.properties.Name}`,
          ),
      ),
  },
  // Its id is made by AWS: what is known before is the reference to it.
  'AWS/Route53': {
    HealthCheckId: ({ HealthCheckId }, made) =>
      made.some(({ type, logicalId }) => type === 'AWS::Route53::HealthCheck' && HealthCheckId === `\${${logicalId}}`),
  },
  'AWS/SQS': { QueueName: ({ QueueName }, made) => has(made, 'AWS::SQS::Queue', { QueueName }) },
  'AWS/RDS': {
    DBClusterIdentifier: (dimensions, made) => has(made, 'AWS::RDS::DBCluster', dimensions),
    'DBClusterIdentifier,Role': ({ DBClusterIdentifier, Role }, made) =>
      has(made, 'AWS::RDS::DBCluster', { DBClusterIdentifier }) &&
      made.filter(({ type }) => type === 'AWS::RDS::DBInstance').length > (Role === 'READER' ? 1 : 0),
    // Of a cluster that follows one in another region.
    'DBClusterIdentifier,SourceRegion': ({ DBClusterIdentifier }, made) =>
      has(made, 'AWS::RDS::DBCluster', { DBClusterIdentifier }),
    ProxyName: ({ ProxyName }, made) => has(made, 'AWS::RDS::DBProxy', { DBProxyName: ProxyName }),
  },
  'AWS/Backup': {
    BackupVaultName: ({ BackupVaultName }, made) => has(made, 'AWS::Backup::BackupVault', { BackupVaultName }),
    'BackupVaultName,ResourceType': ({ BackupVaultName, ResourceType }, made) =>
      ResourceType === 'Aurora' && has(made, 'AWS::Backup::BackupVault', { BackupVaultName }),
  },
  'AWS/ElastiCache': {
    'CacheClusterId,CacheNodeId': ({ CacheClusterId = '', CacheNodeId }, made) =>
      CacheNodeId === '0001' &&
      made.some(
        ({ type, properties }) =>
          type === 'AWS::ElastiCache::ReplicationGroup' && nodesOf(properties).includes(CacheClusterId),
      ),
  },
};

function nodesOf({
  ReplicationGroupId,
  NumNodeGroups,
  ReplicasPerNodeGroup,
  NumCacheClusters,
}: Made['properties']): readonly string[] {
  const name = String(ReplicationGroupId);
  return NumNodeGroups === undefined
    ? cacheNodeNames(name, 'standalone', 1, Number(NumCacheClusters ?? 1) - 1)
    : cacheNodeNames(name, 'cluster', Number(NumNodeGroups), Number(ReplicasPerNodeGroup ?? 0));
}

/** The types that an alarm may watch: no others need to be looked at. */
export const watchedTypes: readonly string[] = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::Backup::BackupVault',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Function',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBProxy',
  'AWS::Route53::HealthCheck',
  'AWS::SQS::Queue',
];

/**
 * Alarms that would never ring, since no resource has the name that they watch: CloudWatch takes any dimension, and
 * shows only silence. One sentence each.
 */
export const unwatched = (alarms: readonly Alarm[], made: readonly Made[]): readonly string[] =>
  alarms.flatMap((alarm) => metricsOf(alarm).flatMap((metric) => unheard(`alarm ${alarm.id}`, metric, made)));

/** A sentence where nothing of what is made has this metric, about who looks at it. */
export function unheard(
  who: string,
  { namespace, name, dimensions }: Metric,
  made: readonly Made[],
): readonly string[] {
  const find = finders[namespace]?.[Object.keys(dimensions).sort().join()];
  if (find === undefined) return [`${who}: ${namespace} has no ${name} by ${Object.keys(dimensions).join(' and ')}`];
  if (find(dimensions, made)) return [];
  const shown = Object.entries(dimensions)
    .map((pair) => pair.join(' '))
    .join(', ');
  return [`${who} watches ${namespace} ${name} of ${shown}, which no stack of the environment makes`];
}
