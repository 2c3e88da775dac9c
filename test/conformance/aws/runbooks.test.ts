import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksFor, commandsOf, shipped } from '../../operations/commands';
import { ACCOUNT, Lab, REGION } from './lab';

const folder = join(__dirname, '../../../environments');
const names = ['production', 'serverless'] as const;

/** What the emulator cannot be asked: the command line reads the words, and shows what can be asked. */
const notEmulated = /^aws (?:rds describe-events|elasticache describe-events|cloudwatch describe-alarm-history) /;

/** What the services of AWS make by themselves. */
const logGroups = ['/aws/rds/cluster/memorai-production/postgresql'];

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start();
  const files = names.map((name) => [`${name}.yaml`, readFileSync(join(folder, `${name}.yaml`), 'utf8')] as const);
  const project = lab.project('shipped', Object.fromEntries(files));
  const made = [
    await project.quickCdk('bootstrap', `aws://${ACCOUNT}/${REGION}`),
    await project.quickCdk('deploy', '--all', '--require-approval', 'never'),
  ];
  if (made.some(({ code }) => code !== 0)) throw new Error(lab.log());
  const { logGroups: there } = (
    await lab.sdk<[{ logGroups: { logGroupName: string }[] }]>(['logs', 'describe_log_groups'])
  )[0];
  const missing = logGroups.filter((name) => !there.some(({ logGroupName }) => logGroupName === name));
  await lab.sdk(...missing.map((logGroupName) => ['logs', 'create_log_group', { logGroupName }] as const));
});
afterAll(() => lab?.close());

test('every environment in AWS is deployed here', () => {
  expect([...new Set(blocksFor('aws').map(({ platform }) => platform.environment))]).toEqual(names);
});

describe.each(names)('%s', (name) => {
  const blocks = blocksFor('aws')
    .filter(({ platform }) => platform.environment === name)
    .map(({ text }) => text);
  const address = blocks.find((text) => text.startsWith('H=')) ?? '';

  test.each(blocks)('%s', async (text) => {
    const known = text.replaceAll('<alarm>', 'postgres-cpu');
    const asked = notEmulated.test(text) ? `${known} --generate-cli-skeleton input` : known;
    // Nobody has asked for a connection yet: grep says so.
    const quiet = asked.replace(/\| grep (.*)$/, '| { grep $1 || [ $? = 1 ]; }');
    const variables = Array.from(text.matchAll(/^(?:export )?(\w+)=/gm), ([, variable = '']) => variable);
    const filled = variables.map((variable) => `[ -n "$${variable}" ] && [ "$${variable}" != None ]`);
    const { code, stderr } = await lab.shell([address, quiet, ...filled].join('\n'));
    expect([code, stderr]).toEqual([0, '']);
  });

  test('what is exported is how psql is told to sign in', async () => {
    const exported = blocks.filter((text) => text.includes('export DATABASE_URL'));
    const said = await Promise.all(
      exported.map((text) => lab.shell([address, text, 'echo "$DATABASE_URL $PGPASSWORD"'].join('\n'))),
    );
    const host = 'memorai-\\w+\\.cluster-\\S+\\.rds\\.amazonaws\\.com';
    const target = (user: string) =>
      `^host=${host} port=5432 dbname=memorai user=${user} sslmode=verify-full sslrootcert=global-bundle.pem`;
    expect(said.map(({ stdout }) => stdout)).toEqual([
      expect.stringMatching(`${target('memorai_people')} ${host}:5432/\\?Action=connect&DBUser=memorai_people&`),
      expect.stringMatching(`${target('memorai')} \\S{20,}\n$`),
    ]);
  });
});

test('dead letters are given back as the step says', async () => {
  const production = shipped.find(({ environment }) => environment === 'production');
  const step = (production === undefined ? [] : commandsOf(production)).find(({ text }) =>
    text.startsWith('aws sqs start'),
  );
  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:memorai-production-work-dead`;
  expect(await lab.shell(`${step?.text} ${arn} --generate-cli-skeleton input`)).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['a name', 'aws ssm get-parameter --region us-east-1 --name /memorai/production/postgres/hosts', /ParameterNotFound/],
  ['an option', 'aws logs tail --region us-east-1 /aws/lambda/memorai-serverless-api --sinces 15m', /--sinces/],
])('%s that is not there is refused', async (_, text, message) => {
  const { code, stderr } = await lab.shell(text);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(message);
});
