import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform } from '../../../lib/index';
import { ACCOUNT, Lab, REGION } from './lab';

const file = join(__dirname, '../../../environments/serverless.yaml');
const platform = loadPlatform(file);
const { queue } = platform;
if (queue.provider !== 'sqs') throw new Error('the shipped serverless environment has no queue');
const { queueName, deadLetterQueueName } = queue;
const mappingOf = 'memorai-serverless-worker';

let lab: Lab;
let base: string;
let urls: Readonly<Record<string, string>>;

beforeAll(async () => {
  lab = await Lab.startBehaviour();
  // The shipped one has no application, and so no SQL.
  const config = `${readFileSync(file, 'utf8')}migration: { sql: database }\n`;
  const project = lab.project('shipped', { 'serverless.yaml': config });
  cpSync(join(__dirname, '../stores/database'), join(project.folder, 'database'), { recursive: true });
  for (const words of [
    ['bootstrap', `aws://${ACCOUNT}/${REGION}`],
    ['deploy', '--all', '--require-approval', 'never'],
  ]) {
    const { code, stdout, stderr } = await project.quickCdk(...words);
    if (code !== 0) throw new Error(`cdk ${words.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  }
  const [apis, queues] = await lab.sdk<[{ items: { id: string }[] }, { QueueUrls: string[] }]>(
    ['apigateway', 'get_rest_apis'],
    ['sqs', 'list_queues'],
  );
  base = `http://127.0.0.1:${lab.port}/_aws/execute-api/${apis.items[0]?.id}/${platform.aws?.api?.stageName}`;
  urls = Object.fromEntries(queues.QueueUrls.map((url) => [url.split('/').pop(), url]));
});
afterAll(() => lab.close());

const get = (path: string, init?: RequestInit) => fetch(`${base}${path}`, init);

/** Asks again until the answer is the wanted one; the last answer where it never is. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
  }
}

async function waiting(name: string): Promise<number> {
  const [{ Attributes }] = await lab.sdk<[{ Attributes: Record<string, string> }]>([
    'sqs',
    'get_queue_attributes',
    { QueueUrl: urls[name], AttributeNames: ['All'] },
  ]);
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

const send = (...types: readonly string[]) =>
  lab.sdk([
    'sqs',
    'send_message_batch',
    {
      QueueUrl: urls[queueName],
      Entries: types.map((type, index) => ({ Id: String(index), MessageBody: JSON.stringify({ type }) })),
    },
  ]);

/** How often the worker said something, by its events. */
async function events(): Promise<Record<string, number>> {
  const [{ events: lines }] = await lab.sdk<[{ events: { message: string }[] }]>([
    'logs',
    'filter_log_events',
    { logGroupName: `/aws/lambda/${mappingOf}` },
  ]);
  const said = lines.flatMap(({ message }) => (message.startsWith('{') ? [JSON.parse(message).event as string] : []));
  return Object.fromEntries(
    [...new Set(said)].sort().map((event) => [event, said.filter((one) => one === event).length]),
  );
}

describe('the REST API', () => {
  test("answers 503 before the third parties' secrets are filled", async () => {
    expect((await get('/health')).status).toBe(503);
  });

  describe('with them filled', () => {
    beforeAll(async () => {
      const empty = platform.managedSecrets.filter(({ content }) => content.kind === 'thirdParty');
      await lab.sdk(
        ...empty.map(
          ({ name }) =>
            ['secretsmanager', 'put_secret_value', { SecretId: name, SecretString: `filled ${name}` }] as const,
        ),
      );
    });

    test('GET /health', async () => {
      const { status, body } = await until(
        async () => {
          const answer = await get('/health');
          return { status: answer.status, body: await answer.text() };
        },
        (answer) => answer.status === 200,
      );
      expect([status, JSON.parse(body)]).toMatchObject([200, { status: 'healthy', version: platform.version }]);
    });

    test('GET /, through the root', async () => {
      expect((await get('/')).status).toBe(200);
    });

    test.each(platform.services.api?.exposure?.hiddenPaths ?? [])('GET %s ends at the gateway', async (path) => {
      const answer = await get(path);
      expect([answer.status, await answer.text()]).toEqual([404, '{"message":"not found"}']);
    });

    test('a preflight is answered for the dashboard', async () => {
      const answer = await get('/health', {
        method: 'OPTIONS',
        headers: { Origin: 'https://dashboard.memorai.com', 'Access-Control-Request-Method': 'POST' },
      });
      expect([
        answer.status,
        answer.headers.get('access-control-allow-origin'),
        answer.headers.get('access-control-allow-credentials'),
      ]).toEqual([204, 'https://dashboard.memorai.com', 'true']);
    });
  });
});

describe('the queue', () => {
  beforeAll(async () => {
    // A failed message comes back after half an hour; the test does not wait so long, but longer than a busy machine works.
    await lab.sdk([
      'sqs',
      'set_queue_attributes',
      { QueueUrl: urls[queueName], Attributes: { VisibilityTimeout: '5' } },
    ]);
  });

  test('a message is worked on, and gone', async () => {
    await send('echo', 'echo', 'echo');
    const done = await until(events, (said) => (said['job-done'] ?? 0) >= 3);
    expect([
      done,
      await until(
        () => waiting(queueName),
        (count) => count === 0,
      ),
    ]).toEqual([{ 'job-done': 3 }, 0]);
  });

  test('of a batch only the poisoned message comes again, and ends in the dead-letter queue', async () => {
    await send('echo', 'fail', 'echo');
    const dead = await until(
      () => waiting(deadLetterQueueName),
      (count) => count > 0,
    );
    // The log of the last attempt may come after the message has gone.
    const said = await until(events, (so) => (so['job-failed'] ?? 0) >= queue.maxReceiveCount);
    expect([dead, await waiting(queueName), said]).toEqual([
      1,
      0,
      { 'job-done': 5, 'job-failed': queue.maxReceiveCount },
    ]);
  });
});

describe('planted in the deployed account', () => {
  test('without partial failures a poisoned message is lost: it never reaches the dead-letter queue', async () => {
    const [{ EventSourceMappings }] = await lab.sdk<[{ EventSourceMappings: { UUID: string }[] }]>([
      'lambda',
      'list_event_source_mappings',
    ]);
    await lab.sdk([
      'lambda',
      'update_event_source_mapping',
      { UUID: EventSourceMappings[0]?.UUID, FunctionResponseTypes: [] },
    ]);
    const before = await waiting(deadLetterQueueName);
    const failures = (await events())['job-failed'] ?? 0;
    await send('fail');
    await until(events, (said) => (said['job-failed'] ?? 0) > failures);
    const left = await until(
      () => waiting(queueName),
      (count) => count === 0,
    );
    expect([left, await waiting(deadLetterQueueName)]).toEqual([0, before]);
  });

  test('without the alias the API has nobody to ask', async () => {
    await lab.sdk(['lambda', 'delete_alias', { FunctionName: 'memorai-serverless-api', Name: 'live' }]);
    expect((await get('/health')).status).toBeGreaterThanOrEqual(500);
  });
});
