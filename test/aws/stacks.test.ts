import type { PlatformConfig } from '../../lib/config/schema';
import { stackOrder, stackTable } from '../../lib/platform/stacks';
import { lambdaRuntime } from '../../lib/platform/support';
import { everything, inPublic, production, serverless, unprotected, withLambda } from './platforms';
import { at, ofType, only, type Template, templatesOf } from './templates';

const onLambda = templatesOf(serverless());
const onKubernetes = templatesOf(production());
const trial = templatesOf(serverless(unprotected));
const awsOfPublic = { ...inPublic().aws };

const arn = (service: string, rest: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:`, { Ref: 'AWS::AccountId' }, `:${rest}`],
  ],
});

describe('network', () => {
  test('has nine subnets in three zones, and a NAT gateway in each', () => {
    const subnets = Object.values(ofType(onLambda.network, 'AWS::EC2::Subnet'));
    expect(subnets.map(({ Properties }) => Properties.CidrBlock).sort()).toEqual([
      '10.0.0.0/20',
      '10.0.128.0/20',
      '10.0.144.0/20',
      '10.0.16.0/20',
      '10.0.160.0/20',
      '10.0.32.0/20',
      '10.0.64.0/20',
      '10.0.80.0/20',
      '10.0.96.0/20',
    ]);
    expect(new Set(subnets.map(({ Properties }) => Properties.AvailabilityZone))).toEqual(
      new Set(['us-east-1a', 'us-east-1b', 'us-east-1c']),
    );
    expect(Object.keys(ofType(onLambda.network, 'AWS::EC2::NatGateway'))).toHaveLength(3);
  });

  test('leaves only private and public subnets a way out', () => {
    const routes = Object.values(ofType(onLambda.network, 'AWS::EC2::Route'));
    const tables = routes.map(({ Properties }) => JSON.stringify(Properties.RouteTableId));
    expect(tables.filter((table) => table.includes('PrivateRouteTable'))).toHaveLength(3);
    expect(tables.filter((table) => table.includes('PublicRouteTable'))).toHaveLength(3);
    expect(tables.filter((table) => table.includes('IsolatedRouteTable'))).toEqual([]);
  });

  test('shares one NAT gateway when one is asked for', () => {
    const { network } = templatesOf(
      serverless({ aws: { region: 'us-east-1', network: { kind: 'create', natGateways: 1 } } }),
    );
    const gateways = Object.values(ofType(network, 'AWS::EC2::Route'))
      .map(({ Properties }) => Properties.NatGatewayId)
      .filter((gateway) => gateway !== undefined);
    expect(new Set(gateways.map((gateway) => JSON.stringify(gateway))).size).toBe(1);
    expect(gateways).toHaveLength(3);
  });

  test('logs its traffic', () => {
    expect(only(onLambda.network, 'AWS::EC2::FlowLog')).toMatchObject({ TrafficType: 'ALL', ResourceType: 'VPC' });
  });

  test.each([
    ['production', onKubernetes, 3],
    ['serverless', onLambda, 0],
  ])('%s: public subnets are tagged for load balancers only on Kubernetes', (_, templates, count) => {
    expect(JSON.stringify(templates.network).split('"kubernetes.io/role/elb"').length - 1).toBe(count);
  });

  test('keeps what goes to AWS inside, in every zone', () => {
    const endpoints = Object.values(ofType(onKubernetes.network, 'AWS::EC2::VPCEndpoint')).map(
      ({ Properties }) => Properties,
    );
    const names = (type: string) =>
      endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === type).map(({ ServiceName }) => ServiceName);
    expect(names('Gateway')).toEqual(['com.amazonaws.us-east-1.s3']);
    expect(names('Interface').sort()).toEqual(
      ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'secretsmanager', 'sqs', 'ssm', 'sts'].map(
        (service) => `com.amazonaws.us-east-1.${service}`,
      ),
    );
    for (const { PrivateDnsEnabled, SubnetIds, VpcEndpointType } of endpoints) {
      if (VpcEndpointType !== 'Interface') continue;
      expect([PrivateDnsEnabled, SubnetIds]).toEqual([
        true,
        [1, 2, 3].map((zone) => ({ Ref: `MemoraiVpcPrivateSubnet${zone}` })),
      ]);
    }
  });

  test.each([
    ['serverless', serverless(), ['kms', 'logs', 'secretsmanager', 'sqs', 'ssm', 'sts']],
    [
      'without a queue',
      production({ queue: { provider: 'none' } }),
      ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'secretsmanager', 'ssm', 'sts'],
    ],
    ['the minimum', production({ tier: 'minimum' }), []],
    [
      'what is asked for',
      production({ aws: { region: 'us-east-1', network: { kind: 'create', interfaceEndpoints: ['xray'] } } }),
      ['xray'],
    ],
  ])('has interfaces of: %s', (_, platform, expected) => {
    const { network } = templatesOf(platform);
    const names = Object.values(ofType(network, 'AWS::EC2::VPCEndpoint'))
      .filter(({ Properties }) => Properties.VpcEndpointType === 'Interface')
      .map(({ Properties }) => String(Properties.ServiceName).replace('com.amazonaws.us-east-1.', ''));
    expect(names.sort()).toEqual(expected);
    expect(Object.keys(ofType(network, 'AWS::EC2::SecurityGroup'))).toHaveLength(expected.length === 0 ? 0 : 1);
  });
});

describe('between stacks', () => {
  test.each([
    ['serverless', onLambda],
    ['production', onKubernetes],
    ['everything', templatesOf(everything())],
  ])('%s: nothing is exported, so nothing is locked', (_, templates) => {
    expect(JSON.stringify(templates)).not.toMatch(/"Export"|Fn::ImportValue|Fn::GetStackOutput/);
  });

  test.each([
    ['serverless', onLambda],
    ['production', onKubernetes],
    ['everything', templatesOf(everything())],
  ])('%s: what one reads of SSM another has published, and is deployed before it', (_, templates) => {
    const publishers = new Map(
      stackOrder.flatMap((name) =>
        Object.values(ofType(templates[name], 'AWS::SSM::Parameter')).map(({ Properties }) => [Properties.Name, name]),
      ),
    );
    const read = stackOrder.flatMap((name) =>
      Object.values({ ...templates[name].Parameters } as Record<string, { Type: string; Default: string }>)
        .filter(({ Default }) => Default.startsWith('/memorai/'))
        .map(({ Default }) => [name, publishers.get(Default)] as const),
    );
    expect(read.length).toBeGreaterThan(0);
    for (const [reader, publisher] of read) expect(stackTable[reader].needs).toContain(publisher);
  });
});

describe('database', () => {
  const cluster = at(onLambda.data, 'MemoraiRDSCluster');

  test("is Aurora of the version that the platform names, with the guide's database", () => {
    expect(cluster).toMatchObject({
      Engine: 'aurora-postgresql',
      EngineVersion: '15.17',
      DatabaseName: 'memorai',
      DBClusterIdentifier: 'memorai-serverless',
      AutoMinorVersionUpgrade: false,
    });
  });

  test('has a writer and two readers, numbered', () => {
    const instances = ofType(onLambda.data, 'AWS::RDS::DBInstance');
    expect(Object.keys(instances)).toEqual(['MemoraiRDSInstance1', 'MemoraiRDSInstance2', 'MemoraiRDSInstance3']);
    expect(Object.values(instances).map(({ Properties }) => Properties.DBInstanceIdentifier)).toEqual([
      'memorai-serverless-1',
      'memorai-serverless-2',
      'memorai-serverless-3',
    ]);
  });

  test('is encrypted, backed up, logged, and takes IAM tokens', () => {
    expect(cluster).toMatchObject({
      StorageEncrypted: true,
      KmsKeyId: { 'Fn::GetAtt': ['MemoraiRDSKey', 'Arn'] },
      BackupRetentionPeriod: 35,
      CopyTagsToSnapshot: true,
      EnableIAMDatabaseAuthentication: true,
      EnableCloudwatchLogsExports: ['postgresql'],
    });
    expect(at(onLambda.data, 'MemoraiRDSKey')).toMatchObject({ EnableKeyRotation: true });
  });

  test("has the administrator's password from Secrets Manager", () => {
    expect(cluster.MasterUsername).toBe('memorai_admin');
    expect(cluster.MasterUserPassword).toEqual({
      'Fn::Join': [
        '',
        ['{{resolve:secretsmanager:', { Ref: 'MemoraiSecretPostgresAdmin' }, ':SecretString:password::}}'],
      ],
    });
  });

  test("has the guide's parameters, but no memory settings (E53)", () => {
    expect(only(onLambda.data, 'AWS::RDS::DBClusterParameterGroup')).toMatchObject({
      Family: 'aurora-postgresql15',
      Parameters: {
        shared_preload_libraries: 'pg_stat_statements',
        max_connections: '200',
        random_page_cost: '1.1',
        'rds.force_ssl': '1',
        log_min_duration_statement: '1000',
        log_lock_waits: '1',
        log_statement: 'ddl',
      },
    });
    const { Parameters } = only(onLambda.data, 'AWS::RDS::DBClusterParameterGroup');
    expect(Object.keys(Parameters ?? {})).toHaveLength(7);
  });

  test('scales within the memory of the tier', () => {
    expect(cluster.ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 1, MaxCapacity: 8 });
    expect(at(onLambda.data, 'MemoraiRDSInstance1').DBInstanceClass).toBe('db.serverless');
  });

  test('is provisioned when the config names a machine', () => {
    const stores = {
      postgres: { provider: 'aurora', capacity: { kind: 'provisioned', instanceType: 'r8g.large' }, readers: 0 },
      redis: { host: 'redis.internal' },
      qdrant: { host: 'qdrant.internal' },
    } as const;
    const { data } = templatesOf(production({ stores }));
    expect(only(data, 'AWS::RDS::DBInstance')).toMatchObject({ DBInstanceClass: 'db.r8g.large' });
    expect(at(data, 'MemoraiRDSCluster').ServerlessV2ScalingConfiguration).toBeUndefined();
  });

  test('is reached by its clients, and by pods of the network on Kubernetes', () => {
    const sources = (templates: typeof onLambda) =>
      Object.values(ofType(templates.data, 'AWS::EC2::SecurityGroupIngress'))
        .map(({ Properties }) => JSON.stringify(Properties.SourceSecurityGroupId))
        .sort();
    const cidrs = (templates: typeof onLambda) =>
      JSON.stringify(templates.data).match(/"CidrIp":"10\.[^"]*","Description":"[^"]*","FromPort":5432/g);
    expect(cidrs(onKubernetes)).toEqual([
      '"CidrIp":"10.0.0.0/16","Description":"pods in this network","FromPort":5432',
    ]);
    expect(sources(onKubernetes)).toEqual(['{"Fn::GetAtt":["MemoraiPostgresClientSecurityGroup","GroupId"]}']);
    expect(cidrs(onLambda)).toBeNull();
    const proxied = templatesOf(production({ aws: { region: 'us-east-1', proxy: true } }));
    // The database, and the proxy to which the pods are led.
    expect(cidrs(proxied)).toHaveLength(2);
    const rules = Object.entries(ofType(proxied.data, 'AWS::EC2::SecurityGroup'))
      .filter(([id]) => id.startsWith('PostgresProxy'))
      .map(([, { Properties }]) => Properties.SecurityGroupIngress);
    expect(rules).toEqual([[expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 5432 })]]);
    expect(sources(onLambda)).toHaveLength(3); // clients to cluster, clients to proxy, proxy to cluster
  });

  test('other teams find the topic of the alarms and the repositories', () => {
    const { observability, registry } = templatesOf(everything());
    expect(only(observability, 'AWS::SSM::Parameter')).toMatchObject({
      Name: '/memorai/production/alarms/topic-arn',
      Value: { Ref: 'MemoraiAlarmTopic' },
    });
    expect(only(registry, 'AWS::SSM::Parameter')).toMatchObject({
      Name: '/memorai/production/registry/repositories',
      Type: 'StringList',
    });
    expect(JSON.stringify(only(registry, 'AWS::SSM::Parameter').Value)).toContain(
      '["MemoraiApiRepository","RepositoryUri"]',
    );
  });

  test('publishes where it is, under the names of the platform', () => {
    const published = (templates: typeof onLambda) =>
      Object.values(ofType(templates.data, 'AWS::SSM::Parameter')).map(({ Properties }) => Properties.Name);
    expect(published(onLambda).sort()).toEqual([
      '/memorai/serverless/postgres/client-security-group',
      '/memorai/serverless/postgres/host',
      '/memorai/serverless/postgres/port',
      '/memorai/serverless/postgres/proxy-host',
      '/memorai/serverless/postgres/reader-host',
    ]);
    expect(published(onKubernetes)).not.toContain('/memorai/production/postgres/proxy-host');
  });

  test('has a proxy when serverless: TLS, one user, all connections but the reserve', () => {
    expect(only(onLambda.data, 'AWS::RDS::DBProxy')).toMatchObject({
      RequireTLS: true,
      Auth: [{ AuthScheme: 'SECRETS', IAMAuth: 'DISABLED', SecretArn: { Ref: 'MemoraiSecretPostgres' } }],
    });
    expect(only(onLambda.data, 'AWS::RDS::DBProxyTargetGroup').ConnectionPoolConfigurationInfo).toEqual({
      MaxConnectionsPercent: 92,
      ConnectionBorrowTimeout: 5,
    });
    const [policy] = Object.entries(ofType(onLambda.data, 'AWS::IAM::Policy')).filter(([id]) => id.includes('Proxy'));
    expect(policy?.[1].Properties.PolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          Resource: { Ref: 'MemoraiSecretPostgres' },
        },
      ],
    });
    expect(ofType(onKubernetes.data, 'AWS::RDS::DBProxy')).toEqual({});
  });
});

describe('protection', () => {
  const stateful = [...Object.entries(onLambda.data.Resources), ...Object.entries(onLambda.queue.Resources)].filter(
    ([, { Type }]) => /::(DBCluster|DBInstance|Secret|Key|Queue)$/.test(Type),
  );

  test.each(stateful)('%s stays when it leaves a protected stack', (_, resource) => {
    expect(resource.DeletionPolicy).toMatch(/^Retain(ExceptOnCreate)?$/);
    expect(resource.UpdateReplacePolicy).toBe('Retain');
  });

  test.each(stateful)('%s goes when losing it is accepted', (logicalId) => {
    const resource = trial.data.Resources[logicalId] ?? trial.queue.Resources[logicalId];
    expect(resource?.DeletionPolicy).toBe('Delete');
  });

  test.each([
    ['full', true, onLambda],
    ['none', false, trial],
  ] as const)('with protection %s the cluster refuses deletion: %s', (_, expected, templates) => {
    expect(at(templates.data, 'MemoraiRDSCluster').DeletionProtection).toBe(expected);
  });
});

describe('secrets', () => {
  test('ours are generated, those of third parties start empty', () => {
    expect(at(onLambda.data, 'MemoraiSecretJwtSecret')).toMatchObject({
      Name: 'memorai/serverless/JWT_SECRET',
      GenerateSecretString: { PasswordLength: 64 },
    });
    const empty = at(onLambda.data, 'MemoraiSecretOpenaiApiKey');
    expect(empty.GenerateSecretString).toBeUndefined();
    expect(empty.SecretString).toBeUndefined();
  });

  test('no template holds a value', () => {
    for (const { Properties } of Object.values(ofType(onLambda.data, 'AWS::SecretsManager::Secret'))) {
      expect(Properties.SecretString).toBeUndefined();
    }
    for (const template of Object.values(onLambda)) {
      expect(JSON.stringify(template)).not.toMatch(/"(SecretString|MasterUserPassword)":"(?!{{resolve)/);
    }
  });
});

describe('queue', () => {
  test("has the platform's numbers", () => {
    expect(at(onLambda.queue, 'MemoraiQueue')).toMatchObject({
      QueueName: 'memorai-serverless-work',
      VisibilityTimeout: 1800,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': ['MemoraiDeadLetterQueue', 'Arn'] },
        maxReceiveCount: 5,
      },
      SqsManagedSseEnabled: true,
    });
    expect(at(onLambda.queue, 'MemoraiDeadLetterQueue')).toMatchObject({
      QueueName: 'memorai-serverless-work-dead',
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
  });

  test('refuses plain HTTP, both', () => {
    const policies = Object.values(ofType(onLambda.queue, 'AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(2);
    for (const { Properties } of policies) {
      expect(Properties.PolicyDocument).toMatchObject({
        Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      });
    }
  });
});

describe('functions', () => {
  const api = at(onLambda.serverless, 'MemoraiApiFunction');
  const worker = at(onLambda.serverless, 'MemoraiWorkerFunction');

  test.each([
    ['api', api, { Timeout: 28, MemorySize: 1024, ReservedConcurrentExecutions: 82 }],
    ['worker', worker, { Timeout: 300, MemorySize: 2048 }],
  ])("%s has the platform's limits", (name, properties, expected) => {
    expect(properties).toMatchObject({
      ...expected,
      FunctionName: `memorai-serverless-${name}`,
      Runtime: lambdaRuntime.name,
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
    });
  });

  test('the worker takes no concurrency from the account: its mapping has the limit', () => {
    expect(worker.ReservedConcurrentExecutions).toBeUndefined();
    expect(only(onLambda.serverless, 'AWS::Lambda::EventSourceMapping')).toMatchObject({
      EventSourceArn: arn('sqs', 'memorai-serverless-work'),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test('may read exactly the names that their settings hold', () => {
    for (const [name, properties] of [
      ['Api', api],
      ['Worker', worker],
    ] as const) {
      const { Variables } = properties.Environment as { Variables: Record<string, string> };
      const named = (suffix: string) =>
        [...new Set(Object.keys(Variables).filter((key) => key.endsWith(suffix)))].map((key) => Variables[key] ?? '');
      const policy = Object.entries(ofType(onLambda.serverless, 'AWS::IAM::Policy')).find(([logicalId]) =>
        logicalId.startsWith(`memorai${name.toLowerCase()}Role`),
      )?.[1].Properties.PolicyDocument as { Statement: { Action: unknown; Effect: string; Resource: unknown }[] };
      const allowed = (action: string) =>
        policy.Statement.filter(({ Action }) => Action === action).flatMap(({ Resource }) => Resource);
      expect(allowed('secretsmanager:GetSecretValue')).toEqual(
        [...new Set(named('_SECRET_ID'))].sort().map((secret) => arn('secretsmanager', `secret:${secret}-??????`)),
      );
      expect(allowed('ssm:GetParameter')).toEqual(
        [...new Set(named('_PARAMETER'))].sort().map((parameter) => arn('ssm', `parameter${parameter}`)),
      );
      expect(policy.Statement.filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*')).toEqual([
        expect.objectContaining({
          Action: expect.arrayContaining(['ec2:CreateNetworkInterface', 'xray:PutTraceSegments']),
        }),
      ]);
    }
  });

  test('only the api may send to the queue', () => {
    const policies = Object.entries(ofType(onLambda.serverless, 'AWS::IAM::Policy'));
    const senders = policies.filter(([, { Properties }]) => JSON.stringify(Properties).includes('sqs:SendMessage'));
    expect(senders.map(([logicalId]) => logicalId)).toEqual([expect.stringMatching(/^memoraiapiRole/)]);
  });

  test('carry the client group of the database, by its parameter', () => {
    expect(onLambda.serverless.Parameters?.MemoraiPostgresClientSecurityGroup).toMatchObject({
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>',
      Default: '/memorai/serverless/postgres/client-security-group',
    });
    expect(api.VpcConfig).toMatchObject({
      SecurityGroupIds: [expect.anything(), { Ref: 'MemoraiPostgresClientSecurityGroup' }],
    });
  });

  test('connect to what their edges name', () => {
    const groups = Object.entries(ofType(onLambda.serverless, 'AWS::EC2::SecurityGroup'));
    for (const [, { Properties }] of groups.filter(([logicalId]) => !logicalId.startsWith('Migration'))) {
      expect(Properties.SecurityGroupEgress).toEqual([
        { CidrIp: '0.0.0.0/0', Description: 'APIs over HTTPS', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 },
        expect.objectContaining({ CidrIp: '10.9.0.0/16', FromPort: 6379, ToPort: 6379 }),
        expect.objectContaining({ CidrIp: '10.9.0.0/16', FromPort: 6333, ToPort: 6333 }),
      ]);
      expect(Properties.SecurityGroupIngress).toBeUndefined();
    }
  });
});

describe('API', () => {
  const methods = Object.values(ofType(onLambda.serverless, 'AWS::ApiGateway::Method'));

  test('sends the root and every path to the function, within 29 s', () => {
    const proxied = methods.filter(({ Properties }) => JSON.stringify(Properties).includes('AWS_PROXY'));
    expect(proxied).toHaveLength(2);
    for (const { Properties } of proxied) {
      expect(Properties).toMatchObject({ HttpMethod: 'ANY', Integration: { TimeoutInMillis: 29_000 } });
    }
  });

  test('answers 404 on hidden paths itself', () => {
    const paths = Object.values(ofType(onLambda.serverless, 'AWS::ApiGateway::Resource'));
    expect(paths.map(({ Properties }) => Properties.PathPart).sort()).toEqual(['live', 'metrics', 'ready', '{proxy+}']);
    const hidden = methods.filter(({ Properties }) => JSON.stringify(Properties).includes('"StatusCode":"404"'));
    expect(hidden).toHaveLength(3);
    expect(hidden.every(({ Properties }) => Properties.HttpMethod === 'ANY')).toBe(true);
  });

  test('is regional, TLS 1.2 or newer', () => {
    expect(at(onLambda.serverless, 'MemoraiApiRestApi')).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06',
      EndpointAccessMode: 'STRICT',
    });
  });

  test('logs, traces and counts, without bodies', () => {
    expect(only(onLambda.serverless, 'AWS::ApiGateway::Stage')).toMatchObject({
      StageName: 'serverless',
      TracingEnabled: true,
      MethodSettings: [{ DataTraceEnabled: false, LoggingLevel: 'ERROR', MetricsEnabled: true }],
      AccessLogSetting: { Format: expect.stringContaining('"status":"$context.status"') },
    });
  });

  test('takes no more requests than the sandboxes of its function can answer', () => {
    expect(only(onLambda.serverless, 'AWS::ApiGateway::Stage').MethodSettings).toMatchObject([
      { HttpMethod: '*', ResourcePath: '/*', ThrottlingBurstLimit: 82, ThrottlingRateLimit: 820 },
    ]);
  });

  test('waits as long as the config says', () => {
    const { serverless: patient } = templatesOf(
      serverless({
        aws: { region: 'us-east-1', api: { integrationTimeout: '60s' } },
        services: withLambda({ timeout: '59s' }),
      }),
    );
    const waits = Object.values(ofType(patient, 'AWS::ApiGateway::Method')).map(
      ({ Properties }) => (Properties.Integration as { TimeoutInMillis?: number }).TimeoutInMillis,
    );
    expect(waits.filter((wait) => wait !== undefined)).toEqual([60_000, 60_000]);
  });

  test('limits requests by client address, per minute', () => {
    expect(only(onLambda.serverless, 'AWS::WAFv2::WebACL')).toMatchObject({
      Scope: 'REGIONAL',
      Rules: [
        {
          Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 60, Limit: 100 } },
        },
      ],
    });
  });
});

describe('a new version of a function', () => {
  const versionOf = (template: Template, name = 'api') =>
    Object.keys(ofType(template, 'AWS::Lambda::Version')).find((id) => id.startsWith(`memorai${name}`)) ?? '';
  const { serverless: template } = onLambda;

  test('is what callers call, by the alias', () => {
    expect(at(template, 'MemoraiApiAlias')).toMatchObject({
      Name: 'live',
      FunctionName: { Ref: 'MemoraiApiFunction' },
      FunctionVersion: { 'Fn::GetAtt': [versionOf(template), 'Version'] },
    });
    expect(only(template, 'AWS::Lambda::EventSourceMapping').FunctionName).toEqual({
      'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'MemoraiWorkerAlias' }] }] }, ':live']],
    });
    const invoked = Object.values(ofType(template, 'AWS::Lambda::Permission'))
      .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com')
      .map(({ Properties }) => Properties.FunctionName);
    expect(invoked).toEqual(invoked.map(() => ({ Ref: 'MemoraiApiAlias' })));
    const uris = JSON.stringify(
      Object.values(ofType(template, 'AWS::ApiGateway::Method')).map(
        ({ Properties }) => (Properties.Integration as { Uri?: unknown }).Uri,
      ),
    );
    expect(uris).toContain('{"Ref":"MemoraiApiAlias"}');
    expect(uris).not.toContain('MemoraiApiFunction');
  });

  test('gets a tenth of the traffic first, and none if an alarm rings', () => {
    expect(template.Resources.MemoraiApiAlias?.UpdatePolicy).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: expect.stringMatching(/^memoraiapiDeploymentApplication/) },
        DeploymentGroupName: { Ref: expect.stringMatching(/^memoraiapiDeploymentDeploymentGroup/) },
      },
    });
    expect(Object.values(ofType(template, 'AWS::CodeDeploy::DeploymentGroup'))[0]?.Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: {
        Enabled: true,
        IgnorePollAlarmFailure: false,
        Alarms: [{ Name: { Ref: 'MemoraiApiRollbackAlarm' } }],
      },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
    });
    expect(at(template, 'MemoraiApiRollbackAlarm')).toMatchObject({ EvaluationPeriods: 1, Threshold: 1 });
    expect(JSON.stringify(at(template, 'MemoraiApiRollbackAlarm').Metrics)).toContain('"memorai-serverless-api:live"');
  });

  test('gets all of it at once where nothing is protected, or as the config says', () => {
    expect(trial.serverless.Resources.MemoraiApiAlias?.UpdatePolicy).toBeUndefined();
    expect(ofType(trial.serverless, 'AWS::CodeDeploy::DeploymentGroup')).toEqual({});
    const linear = templatesOf(serverless({ services: withLambda({ deployment: 'Linear10PercentEvery1Minute' }) }));
    expect(
      Object.values(ofType(linear.serverless, 'AWS::CodeDeploy::DeploymentGroup'))[0]?.Properties.DeploymentConfigName,
    ).toBe('CodeDeployDefault.LambdaLinear10PercentEvery1Minute');
  });

  test('leaves the old one there when protected', () => {
    const policies = (one: Template) =>
      Object.values(ofType(one, 'AWS::Lambda::Version')).map(({ DeletionPolicy }) => DeletionPolicy);
    expect([policies(template), policies(trial.serverless)]).toEqual([
      ['Retain', 'Retain'],
      ['Delete', 'Delete'],
    ]);
  });

  test.each<[string, PlatformConfig | object, boolean]>([
    ['nothing changed', {}, false],
    ['only tags did', { aws: { region: 'us-east-1', tags: { owner: 'us' } } }, false],
    ['only its concurrency did', { services: withLambda({ concurrency: 20 }) }, false],
    ['the release did', { version: '3.3.0' }, true],
    ['its memory did', { services: withLambda({ memory: '2Gi' }) }, true],
  ])('is made where %s: %#', (_, config, expected) => {
    const other = templatesOf(serverless(config)).serverless;
    expect(versionOf(other) !== versionOf(template)).toBe(expected);
  });

  test('is not traced where the config says so', () => {
    const { serverless: untraced } = templatesOf(serverless({ services: withLambda({ tracing: false }) }));
    expect(at(untraced, 'MemoraiApiFunction').TracingConfig).toBeUndefined();
    expect(only(untraced, 'AWS::ApiGateway::Stage').TracingEnabled).toBe(false);
  });
});

describe('under a public host', () => {
  const { serverless: template } = templatesOf(inPublic());
  const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';

  test('of each further host a domain, a certificate and a record; of one that fails over Route 53 has the records', () => {
    const { serverless: template, dns } = templatesOf(
      inPublic({
        services: {
          ...withLambda({}),
          api: { ...withLambda({}).api, expose: { hosts: ['east.memorai.com', 'go.memorai.com'] } },
        },
        aws: {
          region: 'us-east-1',
          hostedZone: { id: 'Z0123456789ABCDEF' },
          dns: { failover: { 'go.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
        },
      }),
    );
    const named = (from: typeof template, type: string, property: string) =>
      Object.values(ofType(from, type)).map(({ Properties }) => Properties[property]);
    const hosts = ['api.memorai.com', 'east.memorai.com', 'go.memorai.com'];
    expect(named(template, 'AWS::ApiGateway::DomainName', 'DomainName')).toEqual(hosts);
    expect(named(template, 'AWS::CertificateManager::Certificate', 'DomainName')).toEqual(hosts);
    expect(Object.keys(ofType(template, 'AWS::ApiGateway::BasePathMapping'))).toHaveLength(3);
    expect(named(template, 'AWS::Route53::RecordSet', 'Name')).toEqual(hosts.slice(0, 2));
    expect(named(dns, 'AWS::Route53::RecordSet', 'Name')).toEqual(['go.memorai.com', 'go.memorai.com']);
    expect(
      Object.values(template.Outputs ?? {}).map((one) => (one as { Description?: string }).Description),
    ).not.toContain('Where a record of go.memorai.com has to point');
  });

  test('the host of an API itself fails over', () => {
    const { serverless: template, dns } = templatesOf(
      inPublic({
        services: { ...withLambda({}), api: { ...withLambda({}).api, expose: { hosts: ['east.memorai.com'] } } },
        aws: {
          region: 'us-east-1',
          hostedZone: { id: 'Z0123456789ABCDEF' },
          dns: { failover: { 'api.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
        },
      }),
    );
    expect(only(template, 'AWS::Route53::RecordSet').Name).toBe('east.memorai.com');
    expect(Object.values(ofType(dns, 'AWS::Route53::RecordSet')).map(({ Properties }) => Properties.Name)).toEqual([
      'api.memorai.com',
      'api.memorai.com',
    ]);
  });

  test('a certificate, proved in the zone', () => {
    expect(only(template, 'AWS::CertificateManager::Certificate')).toMatchObject({
      DomainName: 'api.memorai.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'api.memorai.com', HostedZoneId: 'Z0123456789ABCDEF' }],
    });
  });

  test('the domain name, with modern TLS only, and the stage behind it', () => {
    expect(only(template, 'AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: 'api.memorai.com',
      RegionalCertificateArn: { Ref: expect.stringContaining('Certificate') },
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06',
      EndpointAccessMode: 'STRICT',
    });
    expect(only(template, 'AWS::ApiGateway::BasePathMapping')).toMatchObject({
      RestApiId: { Ref: 'MemoraiApiRestApi' },
    });
  });

  test('a record that points to it', () => {
    expect(only(template, 'AWS::Route53::RecordSet')).toMatchObject({
      HostedZoneId: 'Z0123456789ABCDEF',
      Name: 'api.memorai.com',
      Type: 'A',
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': [expect.any(String), 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': [expect.any(String), 'RegionalHostedZoneId'] },
      },
    });
  });

  test('the address that people and other teams are told is the one that answers', () => {
    const told = (from: typeof template) => ({ ...from.Outputs }).MemoraiApiRestApiEndpoint as { Value: unknown };
    const published = (from: typeof template) => only(from, 'AWS::SSM::Parameter');
    expect(told(template).Value).toBe('https://api.memorai.com/');
    expect(published(template)).toMatchObject({
      Name: '/memorai/public/services/api/url',
      Value: 'https://api.memorai.com/',
    });
    expect(JSON.stringify(told(onLambda.serverless).Value)).toContain('.execute-api.us-east-1.');
    expect(published(onLambda.serverless).Value).toEqual(told(onLambda.serverless).Value);
  });

  test("no other way in: the gateway's own host is closed only then", () => {
    expect(at(template, 'MemoraiApiRestApi').DisableExecuteApiEndpoint).toBe(true);
    expect(at(onLambda.serverless, 'MemoraiApiRestApi').DisableExecuteApiEndpoint).toBe(false);
    expect(ofType(onLambda.serverless, 'AWS::ApiGateway::DomainName')).toEqual({});
  });

  test('a certificate that is there already, and a zone that is kept elsewhere', () => {
    const { serverless: other } = templatesOf(inPublic({ aws: { region: 'us-east-1', api: { certificateArn } } }));
    expect(only(other, 'AWS::ApiGateway::DomainName').RegionalCertificateArn).toBe(certificateArn);
    expect([ofType(other, 'AWS::CertificateManager::Certificate'), ofType(other, 'AWS::Route53::RecordSet')]).toEqual([
      {},
      {},
    ]);
    expect(Object.values(other.Outputs ?? {})).toContainEqual({
      Description: 'Where a record of api.memorai.com has to point',
      Value: { 'Fn::GetAtt': [expect.any(String), 'RegionalDomainName'] },
    });
  });

  test('rule groups of AWS after the limit; a large body is only counted', () => {
    expect(only(template, 'AWS::WAFv2::WebACL').Rules).toMatchObject([
      { Priority: 0, Name: 'requests-per-minute' },
      {
        Priority: 1,
        Name: 'AWSManagedRulesCommonRuleSet',
        OverrideAction: { None: {} },
        Statement: {
          ManagedRuleGroupStatement: {
            VendorName: 'AWS',
            RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
          },
        },
      },
      { Priority: 2, Name: 'AWSManagedRulesSQLiRuleSet' },
    ]);
  });

  test('no firewall where nothing asks for one', () => {
    const lambda = withLambda({});
    const { serverless: open } = templatesOf(
      serverless({
        services: {
          own: { ...lambda?.api, port: 8080, expose: {} },
          api: { enabled: false },
          worker: { enabled: false },
        },
        migration: { enabled: false },
      }),
    );
    expect(ofType(open, 'AWS::WAFv2::WebACL')).toEqual({});
  });

  test('every log group has the key that the config names', () => {
    const groups = Object.values(templatesOf(inPublic())).flatMap((one) =>
      Object.values(ofType(one, 'AWS::Logs::LogGroup')),
    );
    expect(groups.map(({ Properties }) => Properties.KmsKeyId)).toEqual(groups.map(() => awsOfPublic.logKeyArn));
    expect(groups.length).toBeGreaterThan(4);
  });
});

test("every log group forgets after the platform's retention", () => {
  const groups = [...Object.values(onLambda), ...Object.values(onKubernetes)].flatMap((template) =>
    Object.values(ofType(template, 'AWS::Logs::LogGroup')),
  );
  expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(groups.map(() => 90));
  expect(groups).toHaveLength(12);
});

test('the inventory of the serverless environment', () => {
  const lines = Object.entries(onLambda).flatMap(([part, template]) => [
    `${part}:`,
    ...Object.entries(template.Resources).map(([logicalId, { Type }]) => `  ${Type}  ${logicalId}`),
  ]);
  // A deployment is named by what it deploys.
  expect(lines.join('\n').replace(/[0-9a-f]{32}$/gm, '…')).toMatchSnapshot();
});
