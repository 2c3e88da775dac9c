import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform, synthesize } from '../../../lib/index';
import { type Account, readAccount } from './account';
import { judgeAccess } from './judge-access';
import { judgeAlarms, readWatch } from './judge-alarms';
import { judgeDatabase, judgeParameters, judgeQueues, judgeSecrets } from './judge-data';
import { judgeFunctions } from './judge-functions';
import { judgeNames } from './judge-names';
import type { Ended } from './keeper';
import { ACCOUNT, Lab, type Project, REGION } from './lab';
import { notMade, propertiesMissing } from './not-made';
import { request } from './rest-api';

const folder = join(__dirname, '../../../environments');
const names = ['production', 'serverless'] as const;
const platforms = { production: platformOf('production'), serverless: platformOf('serverless') };

function platformOf(name: string) {
  return loadPlatform(join(folder, `${name}.yaml`));
}

let lab: Lab;
let project: Project;
let bootstrap: Ended;
let deploy: Ended;
let account: Account;

beforeAll(async () => {
  lab = await Lab.start();
  project = lab.project(
    'shipped',
    Object.fromEntries(names.map((name) => [`${name}.yaml`, readFileSync(join(folder, `${name}.yaml`), 'utf8')])),
  );
  bootstrap = await project.cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  deploy = await project.cdk('deploy', '--all', '--require-approval', 'never');
  account = await readAccount(lab);
});
afterAll(() => lab.close());

test('cdk bootstrap and cdk deploy end well', () => {
  expect([bootstrap.code, deploy.code, lab.log().includes('FAILED')]).toEqual([0, 0, false]);
});

test('the emulator keeps every property but those that are listed', () => {
  expect(propertiesMissing(lab.log())).toEqual(notMade.properties);
});

test('cdk diff finds nothing left to do', async () => {
  const { code, stdout, stderr } = await project.quickCdk('diff', '--fail');
  expect({ code, differences: /Number of stacks with differences: \d+/.exec(stdout + stderr)?.[0] }).toEqual({
    code: 0,
    differences: 'Number of stacks with differences: 0',
  });
});

describe.each(names)('what an SDK reads of %s', (name) => {
  const platform = platforms[name];

  test.each(Object.entries({ judgeDatabase, judgeParameters, judgeQueues, judgeSecrets }))('%s', (_, judge) => {
    expect(judge(account, platform)).toEqual([]);
  });

  test('judgeAlarms', async () => {
    expect(judgeAlarms(await readWatch(lab), platform)).toEqual([]);
  });
});

describe('production', () => {
  test('Kubernetes asks for what AWS made, and AWS made what somebody asks for', () => {
    expect(judgeNames(account, platforms.production, synthesize(platforms.production))).toEqual([]);
  });
});

describe('serverless', () => {
  const platform = platforms.serverless;
  const [exposed] = Object.values(platform.services).filter(({ exposure }) => exposure !== undefined);
  const api = () => {
    const found = account.apis.find((one) => one.name === `memorai-serverless-${exposed?.name}`);
    if (found === undefined) throw new Error('no API');
    return found;
  };

  test('functions', () => {
    expect(judgeFunctions(account, platform)).toEqual([]);
  });

  test('each function may read its own, and nothing else', () => {
    expect(judgeAccess(account, platform)).toEqual([]);
  });

  test('the API has the root and everything below it, on its one stage', () => {
    const { resources, stages, endpointConfiguration } = api();
    const proxied = resources.filter((one) => one.resourceMethods?.ANY?.methodIntegration.type === 'AWS_PROXY');
    expect({
      proxied: proxied.map(({ path }) => path).sort(),
      timeouts: proxied.map((one) => one.resourceMethods?.ANY?.methodIntegration.timeoutInMillis),
      stages: stages.map(({ stageName, tracingEnabled }) => [stageName, tracingEnabled]),
      types: endpointConfiguration.types,
    }).toEqual({
      proxied: ['/', '/{proxy+}'],
      timeouts: [29_000, 29_000],
      stages: [[platform.aws?.api?.stageName, true]],
      types: ['REGIONAL'],
    });
  });

  test("the function refuses to serve before the third parties' secrets are filled", async () => {
    expect(await request(lab, account, api(), '/health')).toMatchObject({ status: 503 });
  });

  describe("with the third parties' secrets filled", () => {
    beforeAll(async () => {
      const empty = platform.managedSecrets.filter(({ content }) => content.kind === 'thirdParty');
      await lab.sdk(
        ...empty.map(
          ({ name }) =>
            ['secretsmanager', 'put_secret_value', { SecretId: name, SecretString: `filled ${name}` }] as const,
        ),
      );
    });

    test('GET / and what is below it reach the function', async () => {
      const [root, health] = [await request(lab, account, api(), '/'), await request(lab, account, api(), '/health')];
      expect([root.status, health.status, JSON.parse(health.body)]).toMatchObject([
        200,
        200,
        { status: 'healthy', version: platform.version },
      ]);
    });

    test.each(exposed?.exposure?.hiddenPaths ?? [])('GET %s ends at the gateway', async (path) => {
      expect(await request(lab, account, api(), path)).toEqual({
        status: 404,
        headers: {},
        body: '{"message":"not found"}',
      });
    });

    test('a message is worked on; one that fails too often ends in the dead-letter queue', async () => {
      const { queue } = platform;
      if (queue.provider !== 'sqs') throw new Error('no queue');
      const send = (type: string) =>
        [
          'sqs',
          'send_message',
          {
            QueueUrl: account.parameters[platform.aws?.parameters.queueUrl ?? ''],
            MessageBody: JSON.stringify({ type }),
          },
        ] as const;
      // Each message that arrives makes the emulator poll once; the failed one comes again with every poll.
      await lab.sdk(send('fail'), ...Array.from({ length: queue.maxReceiveCount }, () => send('echo')));
      const depth = (name: string) =>
        ['sqs', 'get_queue_attributes', { QueueUrl: account.queues[name]?.QueueUrl, AttributeNames: ['All'] }] as const;
      const [work, dead, logs] = await lab.sdk<
        [
          { Attributes: Record<string, string> },
          { Attributes: Record<string, string> },
          { events: { message: string }[] },
        ]
      >(depth(queue.queueName), depth(queue.deadLetterQueueName), [
        'logs',
        'filter_log_events',
        { logGroupName: '/aws/lambda/memorai-serverless-worker' },
      ]);
      const events = logs.events.flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message).event] : []));
      expect({
        left: [work, dead].map(({ Attributes }) => Attributes.ApproximateNumberOfMessages),
        done: events.filter((event) => event === 'job-done').length,
        failed: events.filter((event) => event === 'job-failed').length,
      }).toEqual({ left: ['0', '1'], done: queue.maxReceiveCount, failed: queue.maxReceiveCount });
    });
  });
});

/** Someone changes the account behind CloudFormation's back; every judge says what is wrong, and nothing else. */
describe('planted in the deployed account', () => {
  const [api, worker] = ['memorai-serverless-api', 'memorai-serverless-worker'];
  const parameters = { ...platforms.serverless.aws?.parameters };
  const production = platforms.production.aws?.parameters.queueUrl;
  let spoilt: Account;

  beforeAll(async () => {
    const own = account.functions.find(({ FunctionName }) => FunctionName === worker);
    const work = { QueueUrl: account.queues['memorai-serverless-work']?.QueueUrl };
    const secret = account.secrets['memorai/serverless/JWT_SECRET']?.value;
    const Variables = { ...own?.Environment.Variables, KEY: `k=${secret}` };
    const wide = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'secretsmanager:Get*', Resource: '*' }],
    };
    const role = { RoleName: own?.Role.split('/').pop(), PolicyName: 'wide', PolicyDocument: JSON.stringify(wide) };
    const answers = await lab.sdk<object[]>(
      ['sqs', 'set_queue_attributes', { ...work, Attributes: { VisibilityTimeout: '30', Policy: '' } }],
      ['lambda', 'update_function_configuration', { FunctionName: worker, Environment: { Variables } }],
      ['iam', 'put_role_policy', role],
      ['ssm', 'delete_parameter', { Name: parameters.queueUrl }],
      ['ssm', 'delete_parameter', { Name: production }],
      ['rds', 'modify_db_cluster', { DBClusterIdentifier: 'memorai-serverless', DeletionProtection: false }],
      ['secretsmanager', 'put_secret_value', { SecretId: 'memorai/serverless/SESSION_SECRET', SecretString: 'short' }],
      ['secretsmanager', 'create_secret', { Name: 'memorai/serverless/STRAY' }],
    );
    expect(answers.filter((answer) => 'error' in answer)).toEqual([]);
    spoilt = await readAccount(lab);
  });

  test('functions: a short visibility, a secret in a variable, a parameter that is gone', () => {
    expect(judgeFunctions(spoilt, platforms.serverless)).toEqual([
      `${api}: QUEUE_URL_PARAMETER names no parameter: ${parameters.queueUrl}`,
      `${worker}: QUEUE_URL_PARAMETER names no parameter: ${parameters.queueUrl}`,
      `${worker} has the value of memorai/serverless/JWT_SECRET in KEY`,
      'the queue shows a message again after 30 s, its function works on it for 300 s',
    ]);
  });

  test('access: a policy that is too wide', () => {
    const found = judgeAccess(spoilt, platforms.serverless);
    const unasked = Object.entries(spoilt.secrets).filter(([, { arn }]) =>
      found.includes(`${worker} may secretsmanager:GetSecretValue ${arn}`),
    );
    expect([found.length, unasked.map(([name]) => name)]).toEqual([
      unasked.length,
      expect.arrayContaining(['memorai/production/postgres-admin', 'memorai/serverless/JWT_SECRET']),
    ]);
  });

  test('a parameter that is gone', () => {
    expect(judgeParameters(spoilt, platforms.serverless)).toEqual([
      `${parameters.queueUrl}: value is undefined, not ${account.queues['memorai-serverless-work']?.QueueUrl}`,
    ]);
    expect([...new Set(judgeNames(spoilt, platforms.production, synthesize(platforms.production)))]).toEqual([
      `no parameter ${production}`,
    ]);
  });

  test('a queue without TLS, a database without protection, a key that is none, a secret too many', () => {
    expect([
      ...judgeQueues(spoilt, platforms.serverless),
      ...judgeDatabase(spoilt, platforms.serverless),
      ...judgeSecrets(spoilt, platforms.serverless).filter((problem) => !problem.endsWith('nobody gave')),
    ]).toEqual([
      'queue: visibility is 30, not 1800',
      `${account.queues['memorai-serverless-work']?.QueueArn} lets in without TLS`,
      'memorai-serverless: deletion protection is false, not true',
      'memorai/serverless/STRAY is not managed',
      'memorai/serverless/SESSION_SECRET is not 64 hexadecimal digits',
    ]);
  });

  test('an alarm on a queue that is not there, one that tells nobody, one that is gone', async () => {
    const prefix = 'memorai-serverless-';
    const [{ MetricAlarms }] = await lab.sdk<[{ MetricAlarms: Record<string, unknown>[] }]>([
      'cloudwatch',
      'describe_alarms',
      { AlarmNames: [`${prefix}queue-age`] },
    ]);
    const {
      AlarmName,
      AlarmActions,
      OKActions,
      Namespace,
      MetricName,
      Statistic,
      ComparisonOperator,
      TreatMissingData,
    } = MetricAlarms[0] ?? {};
    const common = { Namespace, Statistic, ComparisonOperator, TreatMissingData, Period: 60, EvaluationPeriods: 5 };
    await lab.sdk(
      [
        'cloudwatch',
        'put_metric_alarm',
        {
          ...common,
          AlarmName,
          AlarmActions,
          OKActions,
          MetricName,
          Threshold: 1800,
          Dimensions: [{ Name: 'QueueName', Value: 'memorai-nothing' }],
        },
      ],
      [
        'cloudwatch',
        'put_metric_alarm',
        {
          ...common,
          AlarmName: `${prefix}stray`,
          MetricName,
          Threshold: 1,
          Dimensions: [{ Name: 'QueueName', Value: 'memorai-serverless-work' }],
        },
      ],
      ['cloudwatch', 'delete_alarms', { AlarmNames: [`${prefix}dead-letters`] }],
    );
    const found = judgeAlarms(await readWatch(lab), platforms.serverless);
    expect(found).toHaveLength(6);
    expect(found.slice(1)).toEqual([
      `${prefix}queue-age watches memorai-nothing, which is not there`,
      expect.stringMatching(/^memorai-serverless-stray: actions is ,/),
      'dead-letters: threshold is undefined, not 0',
      'dead-letters: periods is undefined, not 1',
      'dead-letters: silence is undefined, not notBreaching',
    ]);
  });

  test('the emulator refuses a mapping that Lambda refuses', async () => {
    const [answer] = await lab.sdk<[object]>([
      'lambda',
      'create_event_source_mapping',
      { FunctionName: worker, EventSourceArn: account.queues['memorai-serverless-work']?.QueueArn },
    ]);
    expect(answer).toEqual({
      error: 'InvalidParameterValueException',
      message: 'Queue visibility timeout: 30 seconds is less than Function timeout: 300 seconds',
    });
  });
});

test('cdk destroy refuses: every stack and the database stay', async () => {
  const { code, stdout, stderr } = await project.quickCdk('destroy', '--all', '--force');
  const [stacks, clusters] = await lab.sdk<
    [{ Stacks: { StackName: string; StackStatus: string }[] }, { DBClusters: unknown[] }]
  >(['cloudformation', 'describe_stacks'], ['rds', 'describe_db_clusters']);
  const ours = stacks.Stacks.filter(({ StackName }) => StackName.startsWith('memorai-'));
  expect({
    code,
    why: (stdout + stderr).includes('cannot be deleted while TerminationProtection is enabled'),
    stacks: ours.map(({ StackName, StackStatus }) => [StackName, StackStatus]).sort(),
    clusters: clusters.DBClusters.length,
  }).toEqual({
    code: 1,
    why: true,
    stacks: names
      .flatMap((name) => Object.values(platforms[name].aws?.stacks ?? {}))
      .map((name) => [name, 'CREATE_COMPLETE'])
      .sort(),
    clusters: 2,
  });
});
