import { App, CfnResource, Stage } from 'aws-cdk-lib/core';
import { type Alarm, addStacks, alarmsOf, appOptions } from '../../lib/aws';
import { metricsOf } from '../../lib/aws/alarms/alarm';
import { type Made, unwatched } from '../../lib/aws/alarms/unwatched';
import type { PlatformConfig } from '../../lib/config/schema';
import type { Platform } from '../../lib/platform/types';
import { inPublic, production, serverless } from './platforms';
import { at, ofType, only, templatesOf } from './templates';

const stores = (changes: Partial<PlatformConfig['stores']>) => ({
  stores: {
    postgres: { provider: 'aurora' },
    redis: { host: 'redis.internal' },
    qdrant: { host: 'qdrant.internal' },
    ...changes,
  } as PlatformConfig['stores'],
});
const external = { provider: 'external', host: 'db.internal' } as const;
const elasticache = (changes: object = {}) => stores({ redis: { provider: 'elasticache', ...changes } });
const ids = (platform: Platform) => alarmsOf(platform).map(({ id }) => id);
const row = (platform: Platform, id: string): Alarm => {
  const found = alarmsOf(platform).find((alarm) => alarm.id === id);
  if (found === undefined) throw new Error(`no alarm ${id}; there are ${ids(platform).join(', ')}`);
  return found;
};

const ofApi = ['api-5xx', 'api-latency'];
const ofFunction = (name: string) =>
  ['errors', 'throttles', 'concurrency', 'duration'].map((kind) => `${name}-${kind}`);
const ofQueue = ['queue-age', 'queue-expiry', 'dead-letters', 'dead-letters-expiry'];
const ofPostgres = [
  'postgres-cpu',
  'postgres-connections',
  'postgres-cpu-readers',
  'postgres-connections-readers',
  'postgres-capacity',
  'postgres-storage',
  'postgres-wraparound',
  'postgres-replica-lag',
];
const ofProxy = ['proxy-wait', 'proxy-refused'];
const ofSnapshots = ['snapshot-failed'];

describe('an environment has alarms on what it has, and on nothing else', () => {
  test.each<[string, Platform, string[]]>([
    [
      'functions, queue, Aurora with readers and proxy',
      serverless(),
      [
        ...ofApi,
        ...ofFunction('api'),
        ...ofFunction('worker'),
        'migrate-errors',
        ...ofQueue,
        ...ofPostgres,
        ...ofProxy,
        ...ofSnapshots,
      ],
    ],
    ['Kubernetes with Aurora and queue', production(), [...ofQueue, ...ofPostgres, ...ofSnapshots]],
    [
      'Aurora whose snapshots are copied to a second region',
      production({ aws: { region: 'us-east-1', recovery: { kind: 'backupOnly', region: 'us-west-2' } } }),
      [...ofQueue, ...ofPostgres, ...ofSnapshots, 'snapshot-copy-failed'],
    ],
    [
      'Aurora without backups',
      production({ backup: { kind: 'none', reason: 'made by a test' } }),
      [...ofQueue, ...ofPostgres],
    ],
    [
      'provisioned, without readers',
      production({
        queue: { provider: 'none' },
        ...stores({
          postgres: { provider: 'aurora', readers: 0, capacity: { kind: 'provisioned', instanceType: 'r8g.large' } },
        }),
      }),
      ['postgres-cpu', 'postgres-connections', 'postgres-storage', 'postgres-wraparound', ...ofSnapshots],
    ],
    ['a queue alone', production(stores({ postgres: external })), ofQueue],
    [
      'a cache',
      production({ queue: { provider: 'none' }, ...elasticache() }),
      [...ofPostgres, 'redis-memory', 'redis-evictions', 'redis-cpu', 'redis-replica-lag', ...ofSnapshots],
    ],
    [
      'a cache that evicts nothing and has no replica',
      production({
        queue: { provider: 'none' },
        ...stores({
          postgres: external,
          redis: {
            provider: 'elasticache',
            eviction: 'noeviction',
            topology: { mode: 'standalone' },
            nodeType: 'cache.r7g.large',
          },
        }),
      }),
      ['redis-memory', 'redis-cpu'],
    ],
    [
      'a function that is not exposed',
      serverless({ services: withCode({ expose: false }) }),
      [
        ...ofFunction('api'),
        ...ofFunction('worker'),
        'migrate-errors',
        ...ofQueue,
        ...ofPostgres,
        ...ofProxy,
        ...ofSnapshots,
      ],
    ],
    ['alarms switched off', serverless({ alarms: { enabled: false } }), []],
  ])('%s', (_, platform, expected) => {
    expect(ids(platform)).toEqual(expected);
  });

  test('nothing to watch, no stack', () => {
    const platform = production({ queue: { provider: 'none' }, ...stores({ postgres: external }) });
    expect([platform.alarms, platform.aws?.stacks]).toEqual([
      undefined,
      expect.not.objectContaining({ observability: expect.anything() }),
    ]);
  });
});

describe('limits follow the platform', () => {
  test.each<[string, Platform, string, number]>([
    ['share of failed requests', serverless(), 'api-5xx', 0.01],
    ['share of failed requests, set', serverless({ alarms: { errorPercent: 5 } }), 'api-5xx', 0.05],
    ['latency, ms', serverless(), 'api-latency', 1000],
    ['latency, set', serverless({ alarms: { latency: '250ms' } }), 'api-latency', 250],
    ['nine tenths of the sandboxes', serverless(), 'api-concurrency', 73],
    ['nine tenths of the time-out, ms', serverless(), 'worker-duration', 270_000],
    ['the visibility time-out', serverless(), 'queue-age', 1800],
    ['a quarter of a short retention', production({ queue: { provider: 'sqs', retention: '1h' } }), 'queue-age', 900],
    ['half of the retention', serverless(), 'queue-expiry', 172_800],
    ['14 days less 4, and a day to act', serverless(), 'dead-letters-expiry', 9 * 86_400],
    ['nine tenths of what the server admits', production(), 'postgres-connections', 175],
    ['80% of the tier, bytes', production(), 'postgres-storage', 800 * 1024 ** 3],
    ['80% of the small tier', production({ tier: 'minimum' }), 'postgres-storage', 160 * 1024 ** 3],
    ['half of the time to connect, microseconds', serverless(), 'proxy-wait', 2_500_000],
    ['memory of the cache', production({ ...elasticache(), alarms: { cacheMemory: 70 } }), 'redis-memory', 70],
    ['CPU of the database', production({ alarms: { databaseCpu: 60 } }), 'postgres-cpu', 60],
  ])('%s', (_, platform, id, expected) => {
    expect(row(platform, id).threshold).toBe(expected);
  });

  test('a retention that leaves dead letters no day has no alarm for their last', () => {
    const platform = production({ queue: { provider: 'sqs', retention: '14d' } });
    expect(ids(platform)).not.toContain('dead-letters-expiry');
  });
});

describe('the nodes of a cache', () => {
  const nodes = (alarm: Alarm) => metricsOf(alarm).map(({ dimensions }) => dimensions.CacheClusterId);

  test('are watched together', () => {
    const alarm = row(production(elasticache()), 'redis-memory');
    expect(alarm.measure).toMatchObject({ expression: 'MAX(METRICS())' });
    expect(nodes(alarm)).toEqual(
      ['0001', '0002', '0003'].flatMap((shard) => ['001', '002'].map((node) => `memorai-production-${shard}-${node}`)),
    );
  });

  test('are at most ten an alarm', () => {
    const platform = production(elasticache({ topology: { mode: 'cluster', shards: 6 } }));
    const parts = alarmsOf(platform).filter(({ id }) => id.startsWith('redis-memory'));
    expect(parts.map((alarm) => [alarm.id, nodes(alarm).length])).toEqual([
      ['redis-memory-1', 10],
      ['redis-memory-2', 2],
    ]);
  });
});

describe.each([
  ['serverless', serverless()],
  ['with a cache', production(elasticache())],
])('every alarm of %s', (_, platform) => {
  const alarms = alarmsOf(platform);

  test('has a name of its own', () => {
    expect(new Set(ids(platform)).size).toBe(alarms.length);
  });

  test.each(alarms.map((alarm) => [alarm.id, alarm] as const))(
    '%s says what to do and where it comes from',
    (_id, alarm) => {
      expect(alarm.advice).toMatch(/^[A-Z1-9].{60,}\.$/);
      // What CloudWatch takes as a description.
      expect(alarm.advice.length).toBeLessThan(1000);
      expect(alarm.source.length).toBeGreaterThan(2);
      expect(alarm.threshold).toBeGreaterThanOrEqual(0);
      expect(alarm.periods.breaching).toBeLessThanOrEqual(alarm.periods.outOf);
    },
  );
});

describe('templates', () => {
  const { observability, serverless: functions } = templatesOf(inPublic());
  const alarms = Object.values(ofType(observability, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

  test('every alarm tells the topic when it begins and when it is over', () => {
    const topic = [{ Ref: 'MemoraiAlarmTopic' }];
    expect(alarms.map(({ AlarmActions, OKActions }) => [AlarmActions, OKActions])).toEqual(
      alarms.map(() => [topic, topic]),
    );
    expect(alarms).toHaveLength(alarmsOf(inPublic()).length);
  });

  test('a plain alarm', () => {
    expect(at(observability, 'MemoraiQueueAgeAlarm')).toMatchObject({
      AlarmName: 'memorai-public-queue-age',
      AlarmDescription: expect.stringMatching(/^\[warning\] A message has waited for more than 1800 s/),
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: 'memorai-public-work' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 5,
      Threshold: 1800,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('a percentile', () => {
    expect(at(observability, 'MemoraiApiLatencyAlarm')).toMatchObject({ ExtendedStatistic: 'p95' });
    expect(at(observability, 'MemoraiApiLatencyAlarm').Statistic).toBeUndefined();
  });

  test('a formula', () => {
    expect(at(observability, 'MemoraiApiErrorsAlarm')).toMatchObject({
      Metrics: [
        { Id: 'result', Expression: '100 * errors / MAX([errors, invocations])', ReturnData: true },
        { Id: 'errors', ReturnData: false, MetricStat: { Stat: 'Sum', Period: 60, Metric: { MetricName: 'Errors' } } },
        { Id: 'invocations', ReturnData: false, MetricStat: { Metric: { MetricName: 'Invocations' } } },
      ],
    });
  });

  test('the topic: CloudWatch of this account, this environment, over TLS', () => {
    expect(at(observability, 'MemoraiAlarmTopic')).toMatchObject({
      TopicName: 'memorai-public-alarms',
      KmsMasterKeyId: { 'Fn::GetAtt': ['MemoraiAlarmKey', 'Arn'] },
    });
    const { Statement } = only(observability, 'AWS::SNS::TopicPolicy').PolicyDocument as { Statement: object[] };
    expect(Statement).toMatchObject([
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
      { Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    expect(JSON.stringify(Statement)).toContain(':alarm:memorai-public-*');
  });

  test('its key: turned every year, used by CloudWatch of this account', () => {
    expect(at(observability, 'MemoraiAlarmKey')).toMatchObject({
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: [
          { Action: 'kms:*' },
          {
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  test('who is told, each under an id of its own', () => {
    const told = ofType(observability, 'AWS::SNS::Subscription');
    expect(
      Object.values(told)
        .map(({ Properties }) => [Properties.Protocol, Properties.Endpoint])
        .sort(),
    ).toEqual([
      ['email', 'ops@memorai.com'],
      ['https', 'https://on-call.example/memorai'],
    ]);
    const others = templatesOf(inPublic({ alarms: { email: ['first@memorai.com', 'ops@memorai.com'] } }));
    const kept = Object.keys(ofType(others.observability, 'AWS::SNS::Subscription'));
    expect(kept.filter((logicalId) => logicalId in told)).toHaveLength(1);
  });

  test('the dashboard: a state of all, and a graph with its limit for each', () => {
    const { DashboardName, DashboardBody } = at(observability, 'Dashboard') as {
      DashboardName: string;
      DashboardBody: { 'Fn::Join': [string, unknown[]] };
    };
    const [separator, parts] = DashboardBody['Fn::Join'];
    const { widgets } = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join(separator));
    const graphs = widgets.filter(({ type }: { type: string }) => type === 'metric');
    expect([DashboardName, widgets[0].properties.alarms.length]).toEqual(['memorai-public', alarms.length]);
    expect(
      graphs.map(
        ({ properties }: { properties: { title: string; annotations: { horizontal: { value: number }[] } } }) => [
          properties.title,
          properties.annotations.horizontal[0]?.value,
        ],
      ),
    ).toEqual(alarmsOf(inPublic()).map(({ id, threshold }) => [id, threshold]));
    expect(widgets.filter(({ type }: { type: string }) => type === 'text')).toHaveLength(6);
  });

  test('the alarm that takes a deployment back tells the topic by its name', () => {
    expect(at(functions, 'MemoraiApiRollbackAlarm')).toMatchObject({
      AlarmName: 'memorai-public-api-rollback',
      AlarmActions: [
        {
          'Fn::Join': [
            '',
            expect.arrayContaining([':memorai-public-alarms'].map((end) => expect.stringContaining(end))),
          ],
        },
      ],
    });
    const silent = templatesOf(serverless({ alarms: { enabled: false } })).serverless;
    expect(at(silent, 'MemoraiApiRollbackAlarm').AlarmActions).toBeUndefined();
  });
});

describe('an alarm on something absent', () => {
  const platform = serverless();
  const newApp = () => new App({ ...appOptions, builtinCloudFormationValidation: false });
  const made = (template: {
    Resources: Readonly<Record<string, { Type: string; Properties: Made['properties'] }>>;
  }): Made[] =>
    Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
    }));
  const templates = templatesOf(platform);
  const all = [templates.data, templates.queue, templates.serverless, templates.backup].flatMap(made);

  test('is found among none of ours', () => {
    expect(unwatched(alarmsOf(platform), all)).toEqual([]);
  });

  test.each<[string, string, Alarm['measure'], string]>([
    [
      'another queue',
      'queue-age',
      {
        namespace: 'AWS/SQS',
        name: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: 'memorai-other' },
        statistic: 'Maximum',
      },
      'alarm queue-age watches AWS/SQS ApproximateAgeOfOldestMessage of QueueName memorai-other, which no stack of the environment makes',
    ],
    [
      'a dimension that the metric does not have',
      'queue-age',
      {
        namespace: 'AWS/SQS',
        name: 'NumberOfMessagesSent',
        dimensions: { Queue: 'memorai-serverless-work' },
        statistic: 'Sum',
      },
      'alarm queue-age: AWS/SQS has no NumberOfMessagesSent by Queue',
    ],
    [
      'another stage',
      'api-5xx',
      {
        namespace: 'AWS/ApiGateway',
        name: '5XXError',
        dimensions: { ApiName: 'memorai-serverless-api', Stage: 'prod' },
        statistic: 'Average',
      },
      'alarm api-5xx watches AWS/ApiGateway 5XXError of ApiName memorai-serverless-api, Stage prod, which no stack of the environment makes',
    ],
    [
      'an alias that the function does not have',
      'api-rollback',
      {
        namespace: 'AWS/Lambda',
        name: 'Errors',
        dimensions: { FunctionName: 'memorai-serverless-api', Resource: 'memorai-serverless-api:next' },
        statistic: 'Sum',
      },
      'alarm api-rollback watches AWS/Lambda Errors of FunctionName memorai-serverless-api, Resource memorai-serverless-api:next, which no stack of the environment makes',
    ],
    [
      'another vault',
      'snapshot-failed',
      {
        namespace: 'AWS/Backup',
        name: 'NumberOfBackupJobsFailed',
        dimensions: { BackupVaultName: 'Default' },
        statistic: 'Sum',
      },
      'alarm snapshot-failed watches AWS/Backup NumberOfBackupJobsFailed of BackupVaultName Default, which no stack of the environment makes',
    ],
    [
      'a node of a cache that is not there',
      'redis-memory',
      {
        namespace: 'AWS/ElastiCache',
        name: 'Evictions',
        dimensions: { CacheClusterId: 'memorai-serverless-001', CacheNodeId: '0001' },
        statistic: 'Sum',
      },
      'alarm redis-memory watches AWS/ElastiCache Evictions of CacheClusterId memorai-serverless-001, CacheNodeId 0001, which no stack of the environment makes',
    ],
  ])('%s', (_, id, measure, message) => {
    const [some] = alarmsOf(platform);
    if (some === undefined) throw new Error('no alarm');
    expect(unwatched([{ ...some, id, measure }], all)).toEqual([message]);
  });

  test('readers of a cluster that has none', () => {
    const alone = templatesOf(serverless(stores({ postgres: { provider: 'aurora', readers: 0 } })));
    expect(unwatched([row(platform, 'postgres-cpu-readers')], made(alone.data))).toEqual([
      'alarm postgres-cpu-readers watches AWS/RDS CPUUtilization of DBClusterIdentifier memorai-serverless, Role READER, which no stack of the environment makes',
    ]);
  });

  test.each<[string, object, string[]]>([
    ['shards', { ReplicationGroupId: 'c', NumNodeGroups: 2, ReplicasPerNodeGroup: 1 }, ['c-0001-001', 'c-0002-002']],
    ['one group', { ReplicationGroupId: 'c', NumCacheClusters: 2 }, ['c-001', 'c-002']],
  ])('nodes of a replication group: %s', (_, properties, nodes) => {
    const group = [{ logicalId: 'C', type: 'AWS::ElastiCache::ReplicationGroup', properties: { ...properties } }];
    const watching = (node: string): Alarm => ({
      ...row(platform, 'queue-age'),
      measure: {
        namespace: 'AWS/ElastiCache',
        name: 'Evictions',
        dimensions: { CacheClusterId: node, CacheNodeId: '0001' },
        statistic: 'Sum',
      },
    });
    expect([
      nodes.flatMap((node) => unwatched([watching(node)], group)),
      unwatched([watching('c-003')], group).length,
    ]).toEqual([[], 1]);
  });

  test('is an error at synth, on the resources as they are then', () => {
    const app = newApp();
    const { queue } = addStacks(app, platform);
    const resource = queue?.workQueue.deadLetterQueue.node.defaultChild;
    if (!CfnResource.isCfnResource(resource)) throw new Error('no queue');
    resource.addPropertyOverride('QueueName', 'patched');
    expect(() => app.synth()).toThrow(
      'alarm dead-letters watches AWS/SQS ApproximateNumberOfMessagesVisible of QueueName memorai-serverless-work-dead, which no stack of the environment makes',
    );
  });

  test('is none where the stacks stand in a stage of a team', () => {
    const app = newApp();
    const stage = new Stage(app, 'theirs');
    addStacks(stage, platform);
    expect(app.synth().getNestedAssembly('assembly-theirs').stacks).toHaveLength(6);
  });
});

function withCode(api: object): PlatformConfig['services'] {
  const lambda = { code: `${__dirname}/fixtures/code`, handler: 'index.handler' };
  return { api: { lambda, ...api }, worker: { lambda } };
}
