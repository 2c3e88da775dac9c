import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../../lib/cli/environments';
import { resolvePlatform, synthesize } from '../../../lib/index';
import { production, serverless } from '../../support/configs';
import { Lab } from './lab';
import { notMade, typesMissing } from './not-made';

/** Beside the shipped environments, every shape of template that a config can ask for. */
const configs = {
  'everything on Kubernetes': production({
    stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 'r6g.xlarge' }, readers: 3 } },
    aws: {
      proxy: true,
      corsOrigins: ['https://memorai.com'],
      account: '123456789012',
      hostedZone: { id: 'Z0123456789ABCDEFGHIJ' },
      dns: { failover: { 'go.memorai.com': { primary: 'east.memorai.com', secondary: 'west.memorai.com' } } },
      eks: {
        kind: 'create',
        admins: ['arn:aws:iam::123456789012:role/platform'],
        endpoint: { access: 'public', cidrs: ['192.0.2.0/24'], reason: 'made by a test' },
        addonVersions: { coredns: 'v1.13.1-eksbuild.1' },
      },
    },
  }),
  'a cluster that is there': production({
    environment: 'guest',
    aws: {
      eks: { kind: 'existing', name: 'shared' },
      network: {
        kind: 'existing',
        vpcId: 'vpc-0123456789abcdef0',
        cidr: '10.0.0.0/16',
        availabilityZones: ['us-east-1a', 'us-east-1b'],
        privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        interfaceEndpoints: ['sqs'],
      },
    },
  }),
  'a small network': production({
    environment: 'small',
    tier: 'minimum',
    aws: { network: { kind: 'create', natGateways: 1, availabilityZones: ['us-east-1a', 'us-east-1b'] } },
  }),
  'functions in a network that is there': serverless({
    aws: {
      proxy: false,
      network: {
        kind: 'existing',
        vpcId: 'vpc-0123456789abcdef0',
        cidr: '10.0.0.0/16',
        availabilityZones: ['us-east-1a', 'us-east-1b'],
        privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      },
    },
  }),
  'functions under their public host': serverless({
    environment: 'public',
    aws: {
      logKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      hostedZone: { id: 'Z0123456789ABCDEF', name: 'memorai.com' },
      api: { managedRules: ['common', 'knownBadInputs', 'ipReputation', 'anonymousIp', 'sqlInjection'] },
    },
    alarms: { email: ['ops@memorai.com'], https: ['https://on-call.example/memorai'] },
  }),
  'functions without protection': serverless({
    environment: 'trial',
    protection: { level: 'none', reason: 'made by a test' },
  }),
};

const shipped = loadEnvironments({ folder: 'environments', names: [] }).map(({ platform }) => platform);
const templates = Object.fromEntries(
  [...shipped, ...Object.values(configs).map(resolvePlatform)].flatMap((platform, index) =>
    synthesize(platform, { targets: ['aws'] }).map(({ path, content }) => [
      `${index}-${path.split('/').pop()}`,
      content,
    ]),
  ),
);

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab.close());

describe('the emulator', () => {
  test('makes every type of our templates but those that are listed', async () => {
    expect(typesMissing(Object.values(templates), await lab.types())).toEqual(notMade.types);
  });

  test('planted: a type that nobody made is seen', async () => {
    const template = JSON.stringify({ Resources: { A: { Type: 'AWS::Memorai::Nothing' } } });
    expect(typesMissing([...Object.values(templates), template], await lab.types())).toContain('AWS::Memorai::Nothing');
  });

  test('the page names what is listed', () => {
    const page = readFileSync(join(__dirname, '../../../docs/conformance/aws.md'), 'utf8');
    expect([...notMade.types, ...notMade.properties].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test.each([
    [
      'a type that it does not know',
      { Resources: { A: { Type: 'AWS::Memorai::Nothing' } } },
      'the emulator does not know AWS::Memorai::Nothing',
    ],
    [
      'a parameter that names nothing in SSM',
      {
        Parameters: { Group: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/memorai/none' } },
        Resources: { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Group' } } } },
      },
      'Unable to fetch parameters [/memorai/none] from parameter store for this account.',
    ],
  ])('fails a stack with %s', async (_, template, message) => {
    const [answer] = await lab.sdk<[object]>([
      'cloudformation',
      'create_stack',
      { StackName: 'planted', TemplateBody: JSON.stringify(template) },
    ]);
    expect(answer).toMatchObject({ error: 'ValidationError', message });
  });

  test('rolls a stack back when a resource fails', async () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'twice' } };
    const template = { Resources: { A: queue, B: { ...queue, DependsOn: 'A' } } };
    const [, stacks, queues] = await lab.sdk<[object, { Stacks: { StackStatus: string }[] }, { QueueUrls?: string[] }]>(
      ['cloudformation', 'create_stack', { StackName: 'twice', TemplateBody: JSON.stringify(template) }],
      ['cloudformation', 'describe_stacks', { StackName: 'twice' }],
      ['sqs', 'list_queues'],
    );
    expect([stacks.Stacks.map(({ StackStatus }) => StackStatus), queues.QueueUrls]).toEqual([
      ['ROLLBACK_COMPLETE'],
      undefined,
    ]);
  });
});

describe('cfn-lint', () => {
  test('finds nothing in any of our templates', async () => {
    expect(await lab.lint(templates)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('planted: finds a property of no type, and a function that takes longer than its queue waits', async () => {
    const [name = '', text = ''] =
      Object.entries(templates).find(([file]) => file.includes('serverless-serverless')) ?? [];
    const template = JSON.parse(text);
    const mapping = Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources).find(
      ({ Type }) => Type === 'AWS::Lambda::EventSourceMapping',
    );
    template.Resources.Queue = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30, Colour: 'red' } };
    Object.assign(mapping?.Properties ?? {}, {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'MemoraiWorkerFunction' },
    });
    const { code, stdout } = await lab.lint({ [name]: JSON.stringify(template) });
    expect([code === 0, [...new Set(stdout.match(/^E\d+/gm))].sort()]).toEqual([false, ['E3002', 'E3505']]);
  });
});
