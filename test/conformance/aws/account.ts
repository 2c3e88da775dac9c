import type { Call, Lab } from './lab';

/** What an SDK reads of a deployed account: only what the judges look at, in AWS's own words. */
export interface Account {
  readonly clusters: readonly DbCluster[];
  readonly instances: readonly { DBInstanceIdentifier: string; DBClusterIdentifier: string; DBInstanceClass: string }[];
  readonly proxies: readonly { DBProxyName: string; Endpoint: string; RequireTLS: boolean }[];
  /** By name, then by parameter: those that were set. */
  readonly databaseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly keys: readonly { KeyId: string; Arn: string; KeyState: string; KeyManager: string }[];
  /** By name; `value` is absent where nobody has put one. */
  readonly secrets: Readonly<Record<string, { readonly arn: string; readonly value?: string }>>;
  /** SSM parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By name: SQS's attributes, with the URL. */
  readonly queues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly functions: readonly LambdaFunction[];
  readonly mappings: readonly EventSourceMapping[];
  readonly apis: readonly RestApi[];
}

export interface DbCluster {
  readonly DBClusterIdentifier: string;
  readonly Engine: string;
  readonly EngineVersion: string;
  readonly StorageEncrypted: boolean;
  readonly KmsKeyId: string;
  readonly DeletionProtection: boolean;
  readonly BackupRetentionPeriod: number;
  readonly DBClusterParameterGroup: string;
  readonly MasterUsername: string;
  readonly Endpoint: string;
  readonly ReaderEndpoint: string;
  readonly Port: number;
  readonly IAMDatabaseAuthenticationEnabled: boolean;
  readonly EnabledCloudwatchLogsExports: readonly string[];
  readonly DBClusterMembers: readonly { DBInstanceIdentifier: string; IsClusterWriter: boolean }[];
}

export interface LambdaFunction {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime: string;
  readonly Architectures: readonly string[];
  readonly Role: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly TracingConfig: { readonly Mode: string };
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  /** Absent without a limit of its own. */
  readonly reserved?: number;
  /** Of its role, all together. */
  readonly statements: readonly Statement[];
  /** By name: where each points. */
  readonly aliases: Readonly<Record<string, { readonly AliasArn: string; readonly FunctionVersion: string }>>;
  /** Who may invoke it. */
  readonly permissions: readonly Statement[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface EventSourceMapping {
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly FunctionResponseTypes: readonly string[];
  readonly ScalingConfig: { readonly MaximumConcurrency: number };
  readonly State: string;
}

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly endpointConfiguration: { readonly types: readonly string[] };
  readonly stages: readonly { stageName: string; tracingEnabled: boolean; webAclArn?: string }[];
  readonly resources: readonly {
    path: string;
    resourceMethods?: Readonly<Record<string, { methodIntegration: Integration }>>;
  }[];
}

export interface Integration {
  readonly type: string;
  readonly uri?: string;
  readonly timeoutInMillis: number;
  readonly integrationResponses?: Readonly<Record<string, { responseTemplates?: Readonly<Record<string, string>> }>>;
}

interface Failure {
  readonly error: string;
}

/** Reads the account in two rounds: what there is, and what each of it says. */
export async function readAccount(lab: Lab): Promise<Account> {
  const [clusters, instances, proxies, groups, keys, secrets, parameters, queues, functions, mappings, apis] =
    await lab.sdk<
      [
        { DBClusters: DbCluster[] },
        { DBInstances: Account['instances'] },
        { DBProxies: Account['proxies'] },
        { DBClusterParameterGroups: { DBClusterParameterGroupName: string }[] },
        { Keys: { KeyId: string }[] },
        { SecretList: { Name: string; ARN: string }[] },
        { Parameters: { Name: string }[] },
        { QueueUrls?: string[] },
        { Functions: LambdaFunction[] },
        { EventSourceMappings: EventSourceMapping[] },
        { items: RestApi[] },
      ]
    >(
      ['rds', 'describe_db_clusters'],
      ['rds', 'describe_db_instances'],
      ['rds', 'describe_db_proxies'],
      ['rds', 'describe_db_cluster_parameter_groups'],
      ['kms', 'list_keys'],
      ['secretsmanager', 'list_secrets'],
      ['ssm', 'describe_parameters'],
      ['sqs', 'list_queues'],
      ['lambda', 'list_functions'],
      ['lambda', 'list_event_source_mappings'],
      ['apigateway', 'get_rest_apis'],
    );

  const round = new Round();
  const names = groups.DBClusterParameterGroups.map((group) => group.DBClusterParameterGroupName);
  const set = names.map((DBClusterParameterGroupName) =>
    round.add<{ Parameters: { ParameterName: string; ParameterValue?: string; Source?: string }[] }>([
      'rds',
      'describe_db_cluster_parameters',
      { DBClusterParameterGroupName },
    ]),
  );
  const key = keys.Keys.map(({ KeyId }) =>
    round.add<{ KeyMetadata: Account['keys'][number] }>(['kms', 'describe_key', { KeyId }]),
  );
  const value = secrets.SecretList.map(({ ARN }) =>
    round.add<{ SecretString: string } | Failure>(['secretsmanager', 'get_secret_value', { SecretId: ARN }]),
  );
  const parameter = parameters.Parameters.map(({ Name }) =>
    round.add<{ Parameter: { Value: string } }>(['ssm', 'get_parameter', { Name }]),
  );
  const urls = queues.QueueUrls ?? [];
  const attributes = urls.map((QueueUrl) =>
    round.add<{ Attributes: Record<string, string> }>([
      'sqs',
      'get_queue_attributes',
      { QueueUrl, AttributeNames: ['All'] },
    ]),
  );
  const details = functions.Functions.map(({ FunctionName, Role }) => {
    const RoleName = Role.split('/').pop();
    return {
      policies: round.add<{ PolicyNames: string[] }>(['iam', 'list_role_policies', { RoleName }]),
      attached: round.add<{ AttachedPolicies: unknown[] }>(['iam', 'list_attached_role_policies', { RoleName }]),
      reserved: round.add<{ ReservedConcurrentExecutions?: number }>([
        'lambda',
        'get_function_concurrency',
        { FunctionName },
      ]),
      permission: round.add<{ Policy: string } | Failure>(['lambda', 'get_policy', { FunctionName }]),
      aliases: round.add<{ Aliases: { Name: string; AliasArn: string; FunctionVersion: string }[] }>([
        'lambda',
        'list_aliases',
        { FunctionName },
      ]),
    };
  });
  const parts = apis.items.map(({ id }) => ({
    stages: round.add<{ item: RestApi['stages'] }>(['apigateway', 'get_stages', { restApiId: id }]),
    resources: round.add<{ items: RestApi['resources'] }>([
      'apigateway',
      'get_resources',
      { restApiId: id, embed: ['methods'] },
    ]),
  }));
  await round.ask(lab);

  const documents = new Round();
  const inline = functions.Functions.map(({ Role }, index) => {
    const attached = details[index]?.attached().AttachedPolicies.length;
    if (attached !== 0) throw new Error(`${Role} has managed policies, which nobody judges here`);
    return (details[index]?.policies().PolicyNames ?? []).map((PolicyName) =>
      documents.add<{ PolicyDocument: { Statement: Statement[] } }>([
        'iam',
        'get_role_policy',
        { RoleName: Role.split('/').pop(), PolicyName },
      ]),
    );
  });
  await documents.ask(lab);

  return {
    clusters: clusters.DBClusters,
    instances: instances.DBInstances,
    proxies: proxies.DBProxies,
    databaseParameters: Object.fromEntries(
      names.map((name, index) => [
        name,
        Object.fromEntries(
          (set[index]?.().Parameters ?? []).map(({ ParameterName, ParameterValue = '' }) => [
            ParameterName,
            ParameterValue,
          ]),
        ),
      ]),
    ),
    keys: key.map((read) => read().KeyMetadata),
    secrets: Object.fromEntries(
      secrets.SecretList.map(({ Name, ARN }, index) => {
        const answer = value[index]?.();
        const known = answer !== undefined && 'SecretString' in answer ? { value: answer.SecretString } : {};
        return [Name, { arn: ARN, ...known }];
      }),
    ),
    parameters: Object.fromEntries(
      parameters.Parameters.map(({ Name }, index) => [Name, parameter[index]?.().Parameter.Value ?? '']),
    ),
    queues: Object.fromEntries(
      urls.map((url, index) => [url.split('/').pop(), { ...attributes[index]?.().Attributes, QueueUrl: url }]),
    ),
    functions: functions.Functions.map((own, index) => {
      const reserved = details[index]?.reserved().ReservedConcurrentExecutions;
      const permission = details[index]?.permission();
      return {
        ...own,
        ...(reserved === undefined ? {} : { reserved }),
        aliases: Object.fromEntries(
          (details[index]?.aliases().Aliases ?? []).map((alias) => [alias.Name, alias] as const),
        ),
        statements: (inline[index] ?? []).flatMap((read) => read().PolicyDocument.Statement),
        permissions: permission !== undefined && 'Policy' in permission ? JSON.parse(permission.Policy).Statement : [],
      };
    }),
    mappings: mappings.EventSourceMappings,
    apis: apis.items.map((api, index) => ({
      ...api,
      stages: parts[index]?.stages().item ?? [],
      resources: parts[index]?.resources().items ?? [],
    })),
  };
}

/** Calls that are asked together, each with its answer to be read afterwards. */
class Round {
  private readonly calls: Call[] = [];
  private answers: readonly unknown[] = [];

  add<Answer>(call: Call): () => Answer {
    const index = this.calls.push(call) - 1;
    return () => this.answers[index] as Answer;
  }

  async ask(lab: Lab): Promise<void> {
    this.answers = await lab.sdk(...this.calls);
  }
}
