import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import * as aws from '../../lib/aws';
import { PlatformConstruct } from '../../lib/aws/platform-construct';
import type { PlatformConfig } from '../../lib/config/schema';
import type { Platform, Service } from '../../lib/platform/types';
import { checkPlatform, type Rule } from '../../lib/rules/index';
import { production, serverless } from './platforms';

const stackOf = (): Stack =>
  new Stack(new App({ ...aws.appOptions, builtinCloudFormationValidation: false }), 'theirs', {
    env: { region: 'us-east-1' },
  });

/** `construct severity path: …` as `cdk synth` shows it, without what acknowledges it. */
const shown = (stack: Stack): string[] =>
  (stack.node.root as App)
    .synth()
    .getStackByName(stack.stackName)
    .messages.map(({ id, level, entry }) => `${id.split('/').at(-1)} ${level} ${String(entry.data)}`)
    .map((line) => line.replace(/ (\[ack: |\(Annotation::).*$/, ''));

/** What is about one part of the config only, in the words of the rules. */
const told = (id: string, platform: Platform, rules: readonly string[]): string[] =>
  checkPlatform(platform)
    .filter(({ rule }) => rules.includes(rule))
    .map(({ severity, path, message }) => `${id} ${severity === 'note' ? 'info' : severity} ${path}: ${message}`);

// CDK's own classes do not meet its interfaces under exactOptionalPropertyTypes; they are the same.
const vpcOf = (stack: Stack): IVpc => new Vpc(stack, 'Vpc') as IVpc;
const secretOf = (stack: Stack, id: string): ISecret => new Secret(stack, id) as ISecret;
const serviceOf = (platform: Platform, name: string): Service => {
  const service = platform.services[name];
  if (service === undefined) throw new Error(`no ${name}`);
  return service;
};

const hidden = (visibilityTimeout: string): Platform => serverless({ queue: { provider: 'sqs', visibilityTimeout } });
const cached = (shards: number): Platform =>
  production({
    stores: {
      postgres: { provider: 'aurora' },
      redis: { provider: 'elasticache', topology: { mode: 'cluster', shards, replicasPerShard: 1 } },
      qdrant: { host: 'qdrant.internal' },
    },
  } as PlatformConfig);

describe('in a stack of somebody else a construct shows what the rules find in what it is made from', () => {
  test('a queue that hides messages for less than six jobs', () => {
    const stack = stackOf();
    const platform = hidden('60s');
    new aws.WorkQueue(stack, 'Queue', { platform });
    expect(shown(stack)).toEqual(told('Queue', platform, ['queue-visibility']));
    expect(shown(stack)).toEqual([
      expect.stringMatching(/^Queue error queue\.visibilityTimeout: must be at least 6 × /),
    ]);
  });

  test('a queue that hides them for long enough', () => {
    const stack = stackOf();
    new aws.WorkQueue(stack, 'Queue', { platform: serverless() });
    expect(shown(stack)).toEqual([]);
  });

  test('the function that consumes such a queue, and not the one that does not', () => {
    const platform = hidden('60s');
    const onWorker = stackOf();
    const service = serviceOf(platform, 'worker');
    new aws.ServiceFunction(onWorker, 'Worker', { platform, service, vpc: vpcOf(onWorker) });
    expect(shown(onWorker)).toEqual(told('Worker', platform, ['queue-visibility']));
    const onApi = stackOf();
    new aws.ServiceFunction(onApi, 'Api', { platform, service: serviceOf(platform, 'api'), vpc: vpcOf(onApi) });
    expect(shown(onApi).filter((line) => line.includes('queue'))).toEqual([]);
  });

  test('a function of a service that was changed since', () => {
    const platform = serverless();
    const stack = stackOf();
    const api = serviceOf(platform, 'api');
    const service = { ...api, timeouts: { ...api.timeouts, statementMs: api.timeouts.requestMs } };
    new aws.ServiceFunction(stack, 'Api', { platform, service, vpc: vpcOf(stack) });
    expect(shown(stack)[0]).toEqual(expect.stringMatching(/^Api error services\.api\.timeouts\.request: statement \(/));
  });

  test('a database that is asked for more connections than it has', () => {
    const platform = production({ services: { api: { replicas: { max: 90 } } } });
    const stack = stackOf();
    new aws.PostgresCluster(stack, 'Postgres', {
      platform,
      vpc: vpcOf(stack),
      adminSecret: secretOf(stack, 'Admin'),
      applicationSecret: secretOf(stack, 'Application'),
    });
    expect(shown(stack).filter((line) => line.includes(' error '))).toEqual(
      told('Postgres', platform, ['connections']),
    );
  });

  test.each([
    [
      2,
      [
        'Cache error stores.redis.topology.shards: a cluster needs at least 3 shards to agree on a failover, got 2; use mode standalone for less',
      ],
    ],
    [3, []],
  ])('a cache of %d shards', (shards, lines) => {
    const stack = stackOf();
    const props = { platform: cached(shards), vpc: vpcOf(stack), secret: secretOf(stack, 'Secret') };
    new aws.RedisCluster(stack, 'Cache', props);
    expect(shown(stack)).toEqual(lines);
  });
});

test('two constructs of the same part show it once', () => {
  const platform = hidden('60s');
  const stack = stackOf();
  new aws.WorkQueue(stack, 'Queue', { platform });
  new aws.ServiceFunction(stack, 'Worker', { platform, service: serviceOf(platform, 'worker'), vpc: vpcOf(stack) });
  expect(shown(stack)).toEqual(told('Queue', platform, ['queue-visibility']));
});

test("a team's own rules are asked too, and none where they have been asked already", () => {
  const own: Rule = {
    id: 'acme/retention',
    severity: 'warning',
    protects: 'jobs of a long weekend',
    source: 'the review of June',
    reads: ['queue.retention'],
    wayOut: 'keep messages for longer',
    check: () => [{ path: 'queue.retention', message: 'must outlast a weekend' }],
  };
  const stack = stackOf();
  new aws.WorkQueue(stack, 'Queue', { platform: serverless(), check: { rules: [own] } });
  expect(shown(stack)).toEqual(['Queue warning queue.retention: must outlast a weekend']);
  const quiet = stackOf();
  new aws.WorkQueue(quiet, 'Queue', { platform: hidden('60s'), check: false });
  expect(shown(quiet)).toEqual([]);
});

test('every construct that takes a platform does so', () => {
  const constructs = Object.entries(aws).filter(
    ([, one]) => typeof one === 'function' && one.prototype instanceof Construct,
  );
  const others = constructs.filter(
    ([, one]) =>
      !((one as { prototype: object }).prototype instanceof PlatformConstruct) &&
      !((one as { prototype: object }).prototype instanceof Stack),
  );
  // They get the values that they need, and no platform; the replication is a part of its bucket.
  expect(others.map(([name]) => name)).toEqual([
    'AlarmTopic',
    'ApiDomain',
    'ApiFirewall',
    'BackupReplication',
    'GradualDeployment',
    'NodeGroup',
    'PodIdentities',
  ]);
});
