import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { App, CfnElement, CfnResource, type CfnResourceProps, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import {
  ApiFirewall,
  addStacks,
  appOptions,
  awsArtifacts,
  DataStack,
  GradualDeployment,
  NetworkStack,
  ObservabilityStack,
  PostgresCluster,
  QueueStack,
  ServerlessStack,
  ServiceApi,
  ServiceFunction,
  WorkQueue,
} from '../../lib/aws';
import { auroraVersions, defaultAuroraVersion, oldestPostgres } from '../../lib/platform/support';
import type { Platform } from '../../lib/platform/types';
import { checkPlatform, type Rule } from '../../lib/rules/index';
import { production, serverless, unprotected } from './platforms';

const newApp = () => new App({ ...appOptions, builtinCloudFormationValidation: false });
const privateSubnetIds = ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'];
const existing = (): Platform =>
  serverless({
    aws: {
      region: 'us-east-1',
      network: {
        kind: 'existing',
        vpcId: 'vpc-0a1b2c3d4e5f60718',
        cidr: '10.1.0.0/16',
        availabilityZones: ['us-east-1a', 'us-east-1b'],
        privateSubnetIds,
      },
    },
  });
const external = {
  postgres: { provider: 'external', host: 'db.internal' },
  redis: { host: 'redis.internal' },
  qdrant: { host: 'qdrant.internal' },
} as const;

describe('logical ids', () => {
  test('are the same wherever a team puts the construct', () => {
    const stack = new Stack(newApp(), 'own');
    const queue = new WorkQueue(stack, 'some-name-of-theirs', { platform: serverless() });
    const { defaultChild } = queue.deadLetterQueue.node;
    expect(defaultChild instanceof CfnElement && stack.resolve(defaultChild.logicalId)).toBe('MemoraiDeadLetterQueue');
  });
});

describe('awsArtifacts', () => {
  test("renders an environment's stacks, in order of deployment", () => {
    const paths = awsArtifacts(serverless()).map(({ path }) => path);
    expect(paths.map((path) => path.replace(/.*serverless-(.*)[.]template[.]json/, '$1'))).toEqual([
      'backup',
      'network',
      'observability',
      'queue',
      'data',
      'serverless',
    ]);
  });

  test('renders nothing without an aws section', () => {
    const { aws: _, ...platform } = production({
      cluster: { provider: 'generic' },
      secrets: { provider: 'existing' },
      stores: external,
    });
    expect(awsArtifacts(platform)).toEqual([]);
  });

  test('gives the same bytes twice, in another folder and time zone', () => {
    const first = awsArtifacts(serverless());
    const [folder, zone] = [process.cwd(), process.env.TZ];
    const elsewhere = mkdtempSync(join(tmpdir(), 'memorai-test-'));
    try {
      process.chdir(elsewhere);
      process.env.TZ = 'Asia/Kathmandu';
      expect(awsArtifacts(serverless())).toEqual(first);
    } finally {
      process.chdir(folder);
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
      rmSync(elsewhere, { recursive: true });
    }
  });

  test.each([
    ['no account is named', { region: 'us-east-1' }],
    ['an account is named', { region: 'us-east-1', account: '123456789012' }],
  ])('looks nothing up when %s', (_, aws) => {
    const app = newApp();
    addStacks(app, serverless({ aws }));
    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test('names no machine, no moment, no version of a tool', () => {
    for (const { content } of awsArtifacts(serverless())) {
      expect(content).not.toMatch(/CDKMetadata|aws:cdk:path|aws:asset/);
      expect(content).not.toContain(process.cwd());
    }
  });

  test('the same resources as an app of cdk.json', () => {
    const app = newApp();
    addStacks(app, serverless());
    const rendered = Object.fromEntries(
      awsArtifacts(serverless()).map(({ path, content }) => [path, JSON.parse(content)]),
    );
    for (const stack of app.synth().stacks) {
      expect(stack.template).toEqual(rendered[`cloudformation/${stack.stackName}.template.json`]);
    }
  });
});

describe('stacks', () => {
  test.each([
    ['full', serverless(), true],
    ['none', serverless(unprotected), false],
  ] as const)('with protection %s all are protected from deletion, or none', (_, platform, expected) => {
    const stacks = Object.values(addStacks(newApp(), platform));
    expect(stacks.map((stack) => stack.terminationProtection)).toEqual(stacks.map(() => expected));
  });

  test('are deployed in order: what is found by name is there before', () => {
    const { network, data, queue, observability, serverless: functions } = addStacks(newApp(), serverless());
    const needs = (stack: Stack | undefined) => stack?.dependencies.map(({ stackName }) => stackName).sort();
    expect(needs(functions)).toEqual([
      'memorai-serverless-data',
      'memorai-serverless-network',
      'memorai-serverless-observability',
      'memorai-serverless-queue',
    ]);
    expect(needs(observability)).toEqual([]);
    expect(needs(data)).toEqual(['memorai-serverless-network']);
    expect(needs(queue)).toEqual([]);
    expect(needs(network)).toEqual([]);
  });

  test('stand in an existing network without a stack for it', () => {
    const stacks = addStacks(newApp(), existing());
    expect(Object.keys(stacks)).toEqual(['data', 'queue', 'observability', 'serverless', 'backup']);
    const subnets = stacks.data?.postgres?.cluster.vpc?.privateSubnets.map(({ subnetId }) => subnetId);
    expect(subnets).toEqual(privateSubnetIds);
  });

  test('hand out what they made', () => {
    const { data, serverless: functions } = addStacks(newApp(), serverless());
    expect(data?.postgres?.proxy?.proxy.dbProxyName).toBeDefined();
    expect(Object.keys(functions?.functions ?? {})).toEqual(['api', 'worker']);
    expect(Object.keys(functions?.apis ?? {})).toEqual(['api']);
    expect(functions?.functions.worker?.eventSource?.eventSourceMappingId).toBeDefined();
    expect(functions?.functions.worker?.gradualDeployment?.deploymentGroup.ref).toBeDefined();
    expect(functions?.apis.api?.firewall?.webAcl.name).toBe('memorai-serverless-api');
  });

  test("take the props of any stack, and keep what is the platform's", () => {
    const stack = new QueueStack(newApp(), 'own', {
      platform: serverless(),
      terminationProtection: false,
      description: 'ours',
    });
    expect([stack.stackName, stack.terminationProtection, stack.templateOptions.description]).toEqual([
      'memorai-serverless-queue',
      false,
      'ours',
    ]);
  });
});

describe('fails when', () => {
  const api = (platform: Platform) => {
    const service = platform.services.api;
    if (service === undefined) throw new Error('no api');
    return service;
  };
  const scope = () => new Stack(newApp(), 'own');
  const onKubernetes = production();
  const onLambda = serverless();

  test.each<[string, () => unknown, string]>([
    [
      "a stack is not one of the environment's",
      () => new ServerlessStack(newApp(), 'own', { platform: onKubernetes }),
      'environment production has no serverless stack',
    ],
    [
      'the network is there already',
      () =>
        new NetworkStack(newApp(), 'own', {
          platform: { ...onLambda, aws: { ...awsOf(existing()), stacks: awsOf(onLambda).stacks } },
        }),
      'network of serverless exists already: vpc-0a1b2c3d4e5f60718',
    ],
    [
      'a service is no function',
      () => {
        const { vpc } = new NetworkStack(newApp(), 'own', { platform: onKubernetes });
        return new ServiceFunction(scope(), 'f', { platform: onKubernetes, service: api(onKubernetes), vpc });
      },
      'service api of production is no function; use deployment serverless',
    ],
    [
      'the queue is not SQS',
      () => new WorkQueue(scope(), 'q', { platform: { ...onLambda, queue: { provider: 'none' } } }),
      'queue of serverless is not SQS, got none',
    ],
    [
      "a secret is none of the platform's",
      () => addStacks(newApp(), onLambda).data?.secrets.get('memorai/serverless/NO_SUCH'),
      'no managed secret memorai/serverless/NO_SUCH; there are memorai/serverless/ENCRYPTION_KEY',
    ],
    [
      'a rate limit is lower than WAF can count',
      () => {
        const stage = addStacks(newApp(), onLambda).serverless?.apis.api?.api.deploymentStage;
        if (stage === undefined) throw new Error('no stage');
        return new ApiFirewall(scope(), 'r', { name: 'x', requestsPerMinute: 9, managedRules: [], stage });
      },
      'requestsPerMinute of an API must be at least 10, got 9',
    ],
    [
      'a firewall has nothing to do',
      () => {
        const stage = addStacks(newApp(), onLambda).serverless?.apis.api?.api.deploymentStage;
        if (stage === undefined) throw new Error('no stage');
        return new ApiFirewall(scope(), 'r', { name: 'x', managedRules: [], stage });
      },
      'firewall of x has no rule: give requestsPerMinute or managedRules',
    ],
    [
      'all traffic moves at once',
      () => {
        const alias = addStacks(newApp(), onLambda).serverless?.functions.api?.alias;
        const lambda = serverless(unprotected).services.api?.lambda;
        if (alias === undefined || lambda === undefined) throw new Error('no api');
        return new GradualDeployment(scope(), 'd', { alias, lambda, alarmNames: [] });
      },
      'deployment of memorai-serverless-api is AllAtOnce: there is nothing for CodeDeploy to do',
    ],
    [
      'alarms are switched off',
      () => new ObservabilityStack(newApp(), 'own', { platform: serverless({ alarms: { enabled: false } }) }),
      'environment serverless has no observability stack',
    ],
    [
      'a service is not exposed',
      () => {
        const stacks = addStacks(newApp(), onLambda).serverless;
        const handler = stacks?.functions.worker?.alias;
        const service = onLambda.services.worker;
        if (stacks === undefined || handler === undefined || service === undefined) throw new Error('no worker');
        return new ServiceApi(stacks, 'a', { platform: onLambda, service, handler });
      },
      'service worker of serverless has no API; it is not exposed, or no function',
    ],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });

  test('Postgres is not Aurora', () => {
    const { network, data } = addStacks(newApp(), onLambda);
    if (network === undefined || data === undefined) throw new Error('no stacks');
    const secret = data.secrets.get('memorai/serverless/postgres');
    const platform = production({ stores: external });
    const props = { platform, vpc: network.vpc, adminSecret: secret, applicationSecret: secret };
    expect(() => new PostgresCluster(scope(), 'p', props)).toThrow(
      'stores.postgres of production is not Aurora, got external',
    );
  });
});

describe('in a VPC of a team', () => {
  const ids = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `subnet-${kind}${index}`);
  /** With so many subnets of a kind in each zone. */
  const vpcWith = (scope: Stack, zones: string[], kinds: readonly ('private' | 'isolated' | 'public')[]) =>
    Vpc.fromVpcAttributes(scope, 'Network', {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      vpcCidrBlock: '10.2.0.0/16',
      availabilityZones: zones,
      ...Object.fromEntries(kinds.map((kind) => [`${kind}SubnetIds`, ids(kind, zones.length)])),
    });
  const dataIn = (...network: [zones: string[], kinds: readonly ('private' | 'isolated' | 'public')[]]) => {
    const app = newApp();
    const vpc = vpcWith(new Stack(app, 'own'), ...network);
    return new DataStack(app, 'data', { platform: production(), vpc, check: false });
  };
  const functionsIn = (...network: [zones: string[], kinds: readonly ('private' | 'isolated' | 'public')[]]) => {
    const app = newApp();
    const vpc = vpcWith(new Stack(app, 'own'), ...network);
    return new ServerlessStack(app, 'functions', { platform: serverless(), vpc, check: false });
  };
  const two = ['us-east-1a', 'us-east-1b'];

  test.each<[string, () => unknown, string]>([
    [
      'a database in public subnets',
      () => dataIn(two, ['public']),
      'data/Postgres needs isolated or private subnets, and its VPC (own/Network) has none; give it a VPC with some',
    ],
    [
      'a database in one zone',
      () => dataIn(['us-east-1a'], ['private']),
      'data/Postgres needs subnets in 2 zones, and those of its VPC (own/Network) are in us-east-1a alone',
    ],
    [
      'functions without a way out',
      () => functionsIn(two, ['isolated']),
      'needs private subnets with a way out, and its VPC (own/Network) has none; give it a VPC with some',
    ],
  ])('%s are refused', (_, build, message) => {
    expect(build).toThrow(message);
  });

  test('a database in two zones with private subnets is taken', () => {
    expect(dataIn(two, ['private']).postgres?.cluster.vpc?.privateSubnets).toHaveLength(2);
  });

  test('stores let in its pods, not those of the network that the config would have', () => {
    const app = newApp();
    const vpc = vpcWith(new Stack(app, 'own'), two, ['private']);
    const platform = production({
      aws: { region: 'us-east-1', proxy: true },
      stores: { postgres: { provider: 'aurora' }, redis: { provider: 'elasticache' } },
    });
    const { stackName } = new DataStack(app, 'data', { platform, vpc, check: false });
    const { Resources } = app.synth().getStackByName(stackName).template as {
      Resources: Record<string, { Properties?: { SecurityGroupIngress?: { CidrIp: string; FromPort: number }[] } }>;
    };
    const open = Object.values(Resources).flatMap(({ Properties }) => Properties?.SecurityGroupIngress ?? []);
    expect(open.map(({ CidrIp, FromPort }) => `${CidrIp} ${FromPort}`).sort()).toEqual([
      '10.2.0.0/16 5432',
      '10.2.0.0/16 5432',
      '10.2.0.0/16 6379',
    ]);
  });

  test('functions in one zone with a private subnet are taken', () => {
    expect(Object.keys(functionsIn(['us-east-1a'], ['private']).functions)).toEqual(['api', 'worker']);
  });
});

test('the versions of Aurora are those of one major version that CDK does not call deprecated', () => {
  const types = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'aws-rds', 'lib', 'cluster-engine.d.ts');
  const members = readFileSync(types, 'utf8').matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*static readonly VER_(\d+)_(\d+): AuroraPostgresEngineVersion/g,
  );
  const known = [...members]
    .filter(([, comment = '', major]) => Number(major) === oldestPostgres && !comment.includes('@deprecated'))
    .map(([, , major, minor]) => `${major}.${minor}`);
  expect(auroraVersions).toEqual(known);
  expect(auroraVersions).toContain(defaultAuroraVersion);
});

function awsOf(platform: Platform) {
  if (platform.aws === undefined) throw new Error('no aws');
  return platform.aws;
}

describe('what the rules find', () => {
  const faulty = (): Platform =>
    production({
      services: { api: { replicas: { max: 90 } } },
      exceptions: [{ rule: 'ingress-controller', reason: 'moves to the Gateway API in June' }],
      ingress: { controller: 'ingress-nginx' },
    });
  /** `stack severity path: …` as `cdk synth` shows it, without what acknowledges it. */
  const shown = (app: App): string[] =>
    app
      .synth()
      .stacksRecursively.flatMap(({ id, messages }) =>
        messages.map(({ level, entry }) => `${id} ${level} ${String(entry.data)}`),
      )
      .map((line) => line.replace(/ (\[ack: |\(Annotation::).*$/, ''));
  const severities = { error: 'error', warning: 'warning', note: 'info' };

  test('stands on the one stack of somebody who has only one', () => {
    const app = newApp();
    const platform = faulty();
    new DataStack(app, 'data', { platform });
    const lines = shown(app);
    expect(lines).toEqual(
      checkPlatform(platform).map(({ severity, path, message }) => `data ${severities[severity]} ${path}: ${message}`),
    );
    expect(new Set(lines.map((line) => line.split(' ')[1]))).toEqual(new Set(['error', 'warning', 'info']));
  });

  test('stands there once, however many stacks there are', () => {
    const app = newApp();
    const platform = faulty();
    addStacks(app, platform);
    expect(shown(app)).toHaveLength(checkPlatform(platform).length);
  });

  test('stands there for each platform, and for each stage', () => {
    const app = newApp();
    const platforms = [faulty(), serverless()];
    for (const platform of platforms) addStacks(app, platform);
    const stage = new Stage(app, 'stage');
    addStacks(stage, faulty());
    const counts = [...platforms, faulty()].map((platform) => checkPlatform(platform).length);
    expect(shown(app)).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
  });

  test('a warning can be acknowledged, by its rule and by its path', () => {
    const app = newApp();
    const platform = faulty();
    const { network } = addStacks(app, platform);
    if (network === undefined) throw new Error('no network');
    const reason = 'made by a test';
    Validations.of(network).acknowledge(
      { id: 'memorai-infra:eks-admins', reason },
      { id: 'memorai-infra:unreachable-service', where: { path: 'services.mcp' }, reason },
      { id: 'memorai-infra:alert-receivers', where: { path: 'somewhere.else' }, reason },
    );
    const left = shown(app).map((line) => line.split(' ')[2]);
    expect(left).not.toContain('aws.eks.admins:');
    expect(left).not.toContain('services.mcp:');
    expect(left).toContain('monitoring.receivers:');
  });

  test("has a team's own rules in it, and is empty where they have been asked already", () => {
    const own: Rule = {
      id: 'acme/region',
      severity: 'warning',
      protects: 'data from leaving the continent',
      source: 'the contract',
      reads: ['aws.region'],
      wayOut: 'choose a region of Europe',
      check: ({ aws }) => [{ path: 'aws.region', message: `must be in Europe, got ${aws?.region}` }],
    };
    const app = newApp();
    new QueueStack(app, 'queue', { platform: faulty(), check: { rules: [own] } });
    expect(shown(app).filter((line) => line.includes('Europe'))).toEqual([
      'queue warning aws.region: must be in Europe, got us-east-1',
    ]);
    const quiet = newApp();
    new QueueStack(quiet, 'queue', { platform: faulty(), check: false });
    expect(shown(quiet)).toEqual([]);
  });
});

describe('what no template may hold', () => {
  const stackOf = (props: Partial<ConstructorParameters<typeof QueueStack>[2]> = {}) => {
    const app = newApp();
    return { app, stack: new QueueStack(app, 'queue', { platform: production(), ...props }) };
  };
  const file = 'cloudformation/memorai-production-queue.template.json';
  const topic = (displayName: unknown) => ({ type: 'AWS::SNS::Topic', properties: { DisplayName: displayName } });
  const longName = 'q'.repeat(81);

  test.each<[string, CfnResourceProps, string]>([
    [
      'a secret',
      topic('amqps://team:canary@broker.internal'),
      'holds a URL with a password; no output may hold a secret: keep it in the secret store, and declare its name as { secret: true } under env of the service that reads it [no-secrets]',
    ],
    [
      'a name that AWS refuses',
      { type: 'AWS::SQS::Queue', properties: { QueueName: longName } },
      `[queue] ${file}: Resources.Team.Properties.QueueName must have at most 80 letters, digits, "-" and "_" (SQS, "Message queues" quotas), got "${longName}" (81); change the name of the environment, or of the service that it is made of [resource-names]`,
    ],
    [
      'a resource that is not there',
      topic({ Ref: 'MemoraiQueu' }),
      `[queue] ${file}: Resources.Team.Properties.DisplayName names resource MemoraiQueu, which the template does not have; did you mean "MemoraiQueue"? [template-references]`,
    ],
  ])('fails the synth, whoever wrote it: %s', (_, team, message) => {
    const { app, stack } = stackOf();
    new CfnResource(stack, 'Team', team);
    expect(() => app.synth()).toThrow(message);
  });

  test('is not what a team names, makes and grants of its own', () => {
    const { app, stack } = stackOf();
    new CfnResource(stack, 'Parameter', {
      type: 'AWS::SSM::Parameter',
      properties: { Name: '/team/flag', Type: 'String', Value: 'on' },
    });
    new CfnResource(stack, 'Topic', topic('arn:aws:secretsmanager:us-east-1:123456789012:secret:team/key-??????'));
    expect(() => app.synth()).not.toThrow();
  });

  test('is accepted by an exception, and not asked for where it has been', () => {
    const exceptions = [{ rule: 'resource-names', reason: 'made by a test' }];
    for (const props of [{ platform: production({ exceptions }) }, { check: false } as const]) {
      const { app, stack } = stackOf(props);
      new CfnResource(stack, 'Team', { type: 'AWS::SQS::Queue', properties: { QueueName: longName } });
      expect(() => app.synth()).not.toThrow();
    }
  });

  test('is nothing in the stacks of the library, with what CDK adds to report its use', () => {
    for (const platform of [production(), serverless()]) {
      const app = new App({ builtinCloudFormationValidation: false, analyticsReporting: true });
      addStacks(app, platform);
      expect(() => app.synth()).not.toThrow();
    }
  });
});
