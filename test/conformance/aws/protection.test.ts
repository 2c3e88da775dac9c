import { ACCOUNT, Lab, type Project, REGION } from './lab';
import { whatIsLeft } from './what-is-left';

/** All that holds data, its backups, and functions. */
const config = (protection: string) => `
environment: farewell
version: 3.2.0
deployment: serverless
domain: farewell.memorai.com
protection: ${protection}
stores:
  postgres: { provider: aurora }
  redis: { provider: elasticache }
  qdrant: { host: qdrant.internal.memorai.com, cidr: 10.0.0.0/16 }
aws: { region: ${REGION} }
`;
const bucket = `memorai-farewell-backup-${ACCOUNT}`;

let lab: Lab;
let project: Project;
let before: readonly string[];

const stacks = async (): Promise<readonly string[]> => {
  const [{ Stacks }] = await lab.sdk<[{ Stacks: { StackName: string }[] }]>(['cloudformation', 'describe_stacks']);
  return Stacks.map(({ StackName }) => StackName)
    .filter((name) => name.startsWith('memorai-farewell-'))
    .sort();
};
const deploy = async (): Promise<string> => {
  const { code, stdout, stderr } = await project.quickCdk('deploy', '--all', '--require-approval', 'never');
  if (code !== 0) throw new Error(stdout + stderr + lab.log());
  return stdout + stderr;
};
const destroy = () => project.quickCdk('destroy', '--all', '--force');

beforeAll(async () => {
  lab = await Lab.start();
  project = lab.project('farewell', { 'farewell.yaml': config('{ level: full }') });
  const { code, stderr } = await project.quickCdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  if (code !== 0) throw new Error(stderr);
  before = await whatIsLeft(lab);
  await deploy();
});
afterAll(() => lab.close());

test('cdk destroy refuses a protected environment, and nothing of it goes', async () => {
  const [deployed, there] = [await stacks(), await whatIsLeft(lab)];
  const { code, stdout, stderr } = await destroy();
  expect([code, (stdout + stderr).includes('TerminationProtection is enabled')]).toEqual([1, true]);
  expect([await stacks(), await whatIsLeft(lab)]).toEqual([deployed, there]);
  expect(deployed).toContain('memorai-farewell-backup');
});

describe('after protection: none was deployed', () => {
  let deployed: readonly string[];
  let said: string;

  beforeAll(async () => {
    deployed = await stacks();
    project.write('farewell.yaml', config('{ level: none, reason: made by a test }'));
    said = await deploy();
    // Without it an empty bucket would go, and the next night's would not.
    const [put] = await lab.sdk<[object]>([
      's3',
      'put_object',
      { Bucket: bucket, Key: 'database/last.dump', Body: 'everything' },
    ]);
    expect(put).not.toHaveProperty('error');
  });

  test('there is the same, without its protection', async () => {
    expect(await stacks()).toEqual(deployed);
  });

  test('cdk deploy says what cdk destroy leaves', () => {
    const [, backup = ''] = /memorai-farewell-backup\.LeftByDestroy = (.*)/.exec(said) ?? [];
    const [, serverless = ''] = /memorai-farewell-serverless\.LeftByDestroy = (.*)/.exec(said) ?? [];
    expect([backup.split(', '), serverless.split(', '), said.match(/LeftByDestroy/g)?.length]).toEqual([
      [
        'AWS::Backup::BackupVault memorai-farewell',
        expect.stringMatching(/^AWS::KMS::Key [0-9a-f-]{36}$/),
        `AWS::S3::Bucket ${bucket}`,
      ],
      [
        expect.stringMatching(/^AWS::ApiGateway::Account /),
        expect.stringMatching(/^AWS::IAM::Role memorai-farewell-serverless-/),
      ],
      2,
    ]);
  });

  test('it ends, and just that is left, with the last backup in it', async () => {
    const { code, stdout, stderr } = await destroy();
    expect([code, code === 0 ? '' : stdout + stderr + lab.log(), await stacks()]).toEqual([0, '', []]);
    const left = (await whatIsLeft(lab)).filter((name) => !before.includes(name));
    // The key is called by a random id, which may sort before the others and after.
    expect(
      left.map((name) => name.replace(/^[0-9a-f-]{36}$/, 'a key').replace(/(?<=ApiCloudWatchRole).*/, '')).sort(),
    ).toEqual([
      'BackupVaultList memorai-farewell',
      `Buckets ${bucket}`,
      'Roles memorai-farewell-serverless-memoraiapiapiApiCloudWatchRole',
      'a key',
    ]);
    const [{ Contents }] = await lab.sdk<[{ Contents: object[] }]>(['s3', 'list_objects_v2', { Bucket: bucket }]);
    expect(Contents).toEqual([expect.objectContaining({ Key: 'database/last.dump' })]);
  });
});
