import type { Definition, Environment, Facts, NameKind, Reference, Statement } from '../platform/facts';
import { isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { metricsIn } from './alarms/watched-faults';
import { placeOf, type Resource, textOf } from './template';

type Read = (resource: Resource) => Partial<Facts>;

const definition = (resource: Resource, kind: NameKind, property: string, parts?: readonly string[]): Definition[] => {
  const name = textOf(resource.properties[property]);
  return name === undefined ? [] : [{ kind, name, parts, ...placeOf(resource, property) }];
};

/** The name that a property gives of something else; none where it is a reference by logical id. */
const reference = (resource: Resource, kind: NameKind, property: string): Reference[] => {
  const name = textAt(resource.properties, property);
  return name === undefined ? [] : [{ kind, name, ...placeOf(resource, property) }];
};

const defines =
  (kind: NameKind, property: string): Read =>
  (resource) => ({ definitions: definition(resource, kind, property) });

/** Properties of the JSON of a secret; undefined where nobody knows them: a third party's, or one that is no JSON. */
function propertiesOf({ properties }: Resource): readonly string[] | undefined {
  const key = textAt(properties, 'GenerateSecretString.GenerateStringKey');
  const template = textAt(properties, 'GenerateSecretString.SecretStringTemplate');
  if (key === undefined || template === undefined) return undefined;
  const given: unknown = JSON.parse(template);
  return [key, ...(isMap(given) ? Object.keys(given) : [])];
}

/** Suffixes of a function's variables that say where its value is kept: see functionEnvironment. */
const POINTER = /^(.+?)_(SECRET_ID|SECRET_KEY|PARAMETER|TEMPLATE)$/;

const lambda: Read = (resource) => {
  const variables = Object.entries(mapAt(resource.properties, 'Environment.Variables'));
  const at = (name: string) => placeOf(resource, `Environment.Variables.${name}`);
  const keys = new Map(
    variables.flatMap(([name, value]) => (name.endsWith('_SECRET_KEY') ? [[name.slice(0, -11), String(value)]] : [])),
  );
  const environment: Environment = {
    workload: textAt(resource.properties, 'FunctionName') ?? '',
    variables: variables.flatMap(([name, value]) => {
      const [, setting, suffix] = POINTER.exec(name) ?? [];
      if (suffix === 'SECRET_KEY') return [];
      const place = { at: `Variables.${name}` };
      return [setting === undefined ? { name, ...place, value: String(value) } : { name: setting, ...place }];
    }),
    ...placeOf(resource, 'Environment'),
  };
  const references = variables.flatMap(([name, value]): Reference[] => {
    const [, setting = '', suffix] = POINTER.exec(name) ?? [];
    if (suffix === 'SECRET_ID') return [{ kind: 'secret', name: String(value), part: keys.get(setting), ...at(name) }];
    return suffix === 'PARAMETER' ? [{ kind: 'parameter', name: String(value), ...at(name) }] : [];
  });
  return {
    definitions: definition(resource, 'function', 'FunctionName'),
    environments: [environment],
    references,
    statements: bootstrapStatements(resource),
  };
};

/** What the function that sets the database up is told, as text. */
function bootstrapStatements(resource: Resource): readonly Statement[] {
  const facts = textAt(resource.properties, 'Environment.Variables.BOOTSTRAP_FACTS');
  if (facts === undefined) return [];
  const { database, username } = JSON.parse(facts) as { readonly database?: unknown; readonly username?: unknown };
  const place = placeOf(resource, 'Environment.Variables.BOOTSTRAP_FACTS');
  return [
    { about: 'database name', of: 'postgres', value: String(database), ...place },
    { about: 'database user', of: 'postgres', value: String(username), ...place },
  ];
}

/** Of the role of pods: the condition under which EKS gives it out. */
const role: Read = (resource) => {
  const statements = itemsAt(resource.properties, 'AssumeRolePolicyDocument.Statement');
  return {
    references: statements.flatMap(([at, statement]): Reference[] => {
      const tags = mapAt(statement, 'Condition.StringEquals');
      const tag = (key: string) => tags[`aws:RequestTag/${key}`];
      if (tag('eks-cluster-name') === undefined) return [];
      const place = placeOf(resource, `${at}.Condition`);
      return [
        { kind: 'cluster', name: String(tag('eks-cluster-name')), ...place },
        {
          kind: 'podIdentity',
          name: `${tag('kubernetes-namespace')}/${tag('kubernetes-service-account')}`,
          ...place,
        },
      ];
    }),
  };
};

const podIdentity: Read = (resource) => {
  const { Namespace, ServiceAccount } = resource.properties;
  const place = placeOf(resource, 'ServiceAccount');
  const name = `${Namespace}/${ServiceAccount}`;
  return {
    definitions: [{ kind: 'podIdentity', name, ...place }],
    references: [{ kind: 'serviceAccount', name, ...place }, ...reference(resource, 'cluster', 'ClusterName')],
  };
};

/** An add-on's own associations; its pods are in the namespace of the system. */
const addOn: Read = (resource) => ({
  definitions: itemsAt(resource.properties, 'PodIdentityAssociations').map(([at, { ServiceAccount }]) => ({
    kind: 'podIdentity',
    name: `kube-system/${ServiceAccount}`,
    parts: ['add-on'],
    ...placeOf(resource, at),
  })),
  references: reference(resource, 'cluster', 'ClusterName'),
});

const nodeGroup: Read = (resource) => ({
  definitions: [
    ...Object.entries(mapAt(resource.properties, 'Labels')).map(([key, value]) => ({
      kind: 'nodeLabel' as const,
      name: `${key}=${value}`,
      ...placeOf(resource, `Labels.${key}`),
    })),
    ...itemsAt(resource.properties, 'Taints').map(([at, { Key, Value }]) => ({
      kind: 'nodeTaint' as const,
      name: `${Key}=${Value}`,
      ...placeOf(resource, at),
    })),
  ],
  references: reference(resource, 'cluster', 'ClusterName'),
});

const alarm: Read = (resource) => {
  const queues = metricsIn(resource.properties).flatMap(({ dimensions: { QueueName } }) => QueueName ?? []);
  return { definitions: definition(resource, 'alarm', 'AlarmName', queues) };
};

/** Who writes to a log group of which AWS fixes the name. */
const ownersOfLogs: Readonly<Record<string, NameKind>> = {
  eks: 'cluster',
  lambda: 'function',
  'rds/cluster': 'database',
};

/** Of a function, a cluster or a database by AWS's convention; others have a name of their own. */
const logGroup: Read = (resource) => {
  const name = textOf(resource.properties.LogGroupName) ?? '';
  const place = placeOf(resource, 'LogGroupName');
  const [, service = '', owner] = /^\/aws\/(lambda|eks|rds\/cluster)\/([\w-]+)/.exec(name) ?? [];
  const kind = ownersOfLogs[service];
  return {
    definitions: definition(resource, 'logGroup', 'LogGroupName'),
    references: owner === undefined || kind === undefined ? [] : [{ kind, name: owner, ...place }],
  };
};

const databaseCluster: Read = (resource) => {
  const { DatabaseName } = resource.properties;
  return {
    definitions: definition(resource, 'database', 'DBClusterIdentifier'),
    statements:
      typeof DatabaseName === 'string'
        ? [{ about: 'database name', of: 'postgres', value: DatabaseName, ...placeOf(resource, 'DatabaseName') }]
        : [],
  };
};

/** Public hosts: a record and a domain lead to something, the rest has to be right for them. */
const host =
  (...properties: readonly string[]): Read =>
  (resource) => ({
    references: properties.flatMap((property) => {
      const value = property.includes('.')
        ? textAt(resource.properties, property)
        : (textOf(resource.properties[property]) ?? resource.properties[property]);
      return (Array.isArray(value) ? value : [value]).flatMap((name: unknown) =>
        typeof name === 'string'
          ? [{ kind: 'host' as const, name: name.replace(/\.$/, ''), ...placeOf(resource, property) }]
          : [],
      );
    }),
  });

const hostDefinition: Read = (resource) => ({ definitions: definition(resource, 'host', 'DomainName') });

const readers: Readonly<Record<string, Read>> = {
  'AWS::ApiGateway::DomainName': hostDefinition,
  'AWS::CertificateManager::Certificate': host('DomainName', 'SubjectAlternativeNames'),
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::ECR::Repository': defines('repository', 'RepositoryName'),
  'AWS::EKS::Addon': addOn,
  'AWS::EKS::Cluster': defines('cluster', 'Name'),
  'AWS::EKS::Nodegroup': nodeGroup,
  'AWS::EKS::PodIdentityAssociation': podIdentity,
  'AWS::IAM::Role': role,
  'AWS::Lambda::Function': lambda,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::RDS::DBCluster': databaseCluster,
  'AWS::Route53::HealthCheck': host('HealthCheckConfig.FullyQualifiedDomainName'),
  'AWS::Route53::RecordSet': host('Name'),
  'AWS::SNS::Topic': defines('topic', 'TopicName'),
  'AWS::SQS::Queue': defines('queue', 'QueueName'),
  'AWS::SSM::Parameter': defines('parameter', 'Name'),
  'AWS::SecretsManager::Secret': (resource) => ({
    definitions: definition(resource, 'secret', 'Name', propertiesOf(resource)),
  }),
};

/** What a resource is called outside its template, and whom it names there. */
export const resourceFacts = (resource: Resource): Partial<Facts> =>
  isMap(resource.properties) ? (readers[resource.type]?.(resource) ?? {}) : {};
