import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccount } from './account';
import { endangered, touched } from './cdk-diff';
import type { Ended } from './keeper';
import { ACCOUNT, Lab, type Project, REGION } from './lab';
import { whatIsLeft } from './what-is-left';

/** An environment of everything that may be deleted. */
const config = (version: string, timeout: string, zone: string) => `
environment: trial
version: ${version}
deployment: serverless
domain: trial.memorai.com
protection: { level: none, reason: made by a test }
services:
  worker: { lambda: { timeout: ${timeout} } }
stores:
  postgres: { provider: aurora }
  redis: { host: redis.internal.memorai.com, cidr: 10.0.0.0/16 }
  qdrant: { host: qdrant.internal.memorai.com, cidr: 10.0.0.0/16 }
backup: { kind: none, reason: another test looks at it }
migration: { sql: database }
aws:
  region: us-east-1
  hostedZone: { id: ${zone}, name: memorai.com }
  api: { managedRules: [common] }
alarms: { email: [ops@memorai.com] }
`;

let lab: Lab;
let project: Project;
let zone: string;
let before: readonly string[];

const cdk = async (...args: readonly string[]): Promise<Ended> => {
  const ended = await project.quickCdk(...args);
  if (ended.code !== 0)
    throw new Error(`cdk ${args.join(' ')} ended with ${ended.code}\n${ended.stdout}${ended.stderr}`);
  return ended;
};
const text = ({ stdout, stderr }: Ended) => stdout + stderr;

beforeAll(async () => {
  lab = await Lab.start();
  const [{ HostedZone }] = await lab.sdk<[{ HostedZone: { Id: string } }]>([
    'route53',
    'create_hosted_zone',
    { Name: 'memorai.com', CallerReference: 'trial' },
  ]);
  zone = HostedZone.Id.split('/').pop() ?? '';
  project = lab.project('trial', { 'trial.yaml': config('3.2.0', '300s', zone) });
  cpSync(join(__dirname, '../stores/database'), join(project.folder, 'database'), { recursive: true });
  await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  before = await whatIsLeft(lab);
  await cdk('deploy', '--all', '--require-approval', 'never');
});
afterAll(() => lab.close());

test("a release and a queue's time are changed in place, and callers go to the new versions", async () => {
  project.write('trial.yaml', config('3.3.0', '600s', zone));
  writeFileSync(join(project.folder, 'database', 'migrations', '003_notes.sql'), 'CREATE TABLE notes (id uuid);');
  const shown = text(await cdk('diff'));
  // A version is named by what is in it: the alias goes to the new one, and the old one goes.
  const version = /^memorai(api|worker)FunctionCurrentVersion[0-9A-F]{8}[0-9a-f]{32}/;
  expect([
    touched(shown).filter((name) => !version.test(name)),
    touched(shown).filter((name) => version.test(name)).length,
    endangered(shown).map((row) => row.replace(version, '$1')),
  ]).toEqual([
    [
      'Dashboard',
      'MemoraiApiAlias',
      'MemoraiApiFunction',
      'MemoraiDatabaseMigration',
      'MemoraiQdrantCollection',
      'MemoraiQueue',
      'MemoraiQueueAgeAlarm',
      'MemoraiWorkerAlias',
      'MemoraiWorkerDurationAlarm',
      'MemoraiWorkerErrorsAlarm',
      'MemoraiWorkerFunction',
      'MigrationLayer0FCAF654',
    ],
    4,
    ['MigrationLayer0FCAF654 replace', 'api destroy', 'worker destroy'],
  ]);

  // Those that only speak to the database have no alias.
  const isService = ({ FunctionName }: { readonly FunctionName: string }) =>
    !/-(bootstrap|migrate)$/.test(FunctionName);
  const old = await readAccount(lab);
  await cdk('deploy', '--all', '--require-approval', 'never');
  const now = await readAccount(lab);
  expect({
    visibility: now.queues['memorai-trial-work']?.VisibilityTimeout,
    functions: now.functions
      .filter(isService)
      .map(({ FunctionName, Timeout, Environment, aliases }) => [
        FunctionName,
        Timeout,
        Environment.Variables.MEMORAI_VERSION,
        aliases.live?.FunctionVersion,
      ]),
    secrets: now.secrets,
    clusters: now.clusters.map(({ DBClusterIdentifier, Endpoint }) => [DBClusterIdentifier, Endpoint]),
    arn: now.queues['memorai-trial-work']?.QueueArn,
  }).toEqual({
    visibility: '3600',
    functions: [
      ['memorai-trial-api', 28, '3.3.0', '2'],
      ['memorai-trial-worker', 600, '3.3.0', '2'],
    ],
    secrets: old.secrets,
    clusters: old.clusters.map(({ DBClusterIdentifier, Endpoint }) => [DBClusterIdentifier, Endpoint]),
    arn: old.queues['memorai-trial-work']?.QueueArn,
  });
  expect(text(await cdk('diff', '--fail'))).toContain('Number of stacks with differences: 0');
});

test('planted: a queue with another logical id is seen as a new one, and the deployment fails on its name', async () => {
  writeFileSync(
    join(project.folder, 'unpinned.js'),
    `const { App } = require('aws-cdk-lib/core');
    const { addStacks, appOptions } = require('./build/lib/aws');
    const { loadPlatform } = require('./build/lib');
    const app = new App(appOptions);
    const { queue } = addStacks(app, loadPlatform('environments/trial.yaml'));
    queue.workQueue.queue.node.defaultChild.overrideLogicalId('OtherName');
    app.synth();`,
  );
  const other = ['--app', 'node unpinned.js', 'memorai-trial-queue'];
  expect(endangered(text(await cdk('diff', ...other)))).toEqual(['MemoraiQueue destroy']);
  const { code } = await project.quickCdk('deploy', ...other, '--require-approval', 'never');
  const [queue] = await lab.sdk<[{ Attributes: { QueueArn: string } }]>([
    'sqs',
    'get_queue_attributes',
    { QueueUrl: (await readAccount(lab)).queues['memorai-trial-work']?.QueueUrl, AttributeNames: ['All'] },
  ]);
  expect([code, queue.Attributes.QueueArn]).toEqual([1, `arn:aws:sqs:${REGION}:${ACCOUNT}:memorai-trial-work`]);
});

test('cdk destroy leaves nothing of an unprotected environment but the role that its policy retains', async () => {
  await cdk('destroy', '--all', '--force');
  const left = (await whatIsLeft(lab)).filter((name) => !before.includes(name));
  // One for the whole account and region: other APIs may write their logs with it.
  expect(left).toEqual([expect.stringMatching(/^Roles memorai-trial-serverless-memoraiapiapiApiCloudWatchRole/)]);
});
