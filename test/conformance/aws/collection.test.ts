import { functionEnvironment } from '../../../lib/aws/function-environment';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import { startQdrant } from '../stores/qdrant-server';
import { FunctionAccount, success as stackSuccess } from './function-account';
import { Keeper } from './keeper';
import { freePort } from './postgres-server';

type Qdrant = Extract<NonNullable<NonNullable<PlatformConfig['stores']>['qdrant']>, { host: string }>;

const migrationOf = (qdrant: Partial<Qdrant> = {}) => {
  const { aws } = resolvePlatform({
    environment: 'x',
    version: '3.2.0',
    deployment: 'serverless',
    domain: 'memorai.com',
    migration: { sql: 'database' },
    stores: {
      postgres: { provider: 'aurora' },
      redis: { host: 'redis.memorai.com', cidr: '10.1.0.0/16' },
      qdrant: { host: 'qdrant.memorai.com', cidr: '10.1.0.0/16', ...qdrant },
    },
    aws: { region: 'us-east-1' },
  });
  if (aws?.migration?.kind !== 'function') throw new Error('the platform has no function that migrates');
  return aws.migration;
};

const KEY = 'key:/?#%w';
const SECRET = 'memorai/x/QDRANT_API_KEY';
const { functionName } = migrationOf();
const resource = 'MemoraiQdrantCollection';
const [after, before] = [`${functionName}:after`, `${functionName}:before`];
const success = stackSuccess(resource, after);
const failure = (pattern: RegExp) => ({
  ...stackSuccess(resource, before),
  Status: 'FAILED',
  Reason: expect.stringMatching(pattern),
});

const account = new FunctionAccount();
let keeper: Keeper;
beforeAll(async () => {
  await account.open();
  keeper = new Keeper();
});
afterAll(async () => {
  account.close();
  await keeper?.close();
});
beforeEach(() => {
  account.answers.length = 0;
  // No secret of the database is there: who only asks Qdrant reads none.
  account.secrets[SECRET] = KEY;
});

interface Deployment {
  readonly url: string;
  readonly type?: 'Create' | 'Update' | 'Delete';
  readonly from?: string;
  readonly qdrant?: Partial<Qdrant>;
  readonly milliseconds?: number;
}

function deploy({ url, type = 'Update', from = before, qdrant, milliseconds = 60_000 }: Deployment) {
  const event = account.stackEvent(type, resource, from, { Revision: 'after', Steps: ['collection'] });
  const env = { ...functionEnvironment('the migration', migrationOf(qdrant).settings), QDRANT_URL: url };
  return account.run('migration', functionName, { event, env, milliseconds });
}
const nowhere = async () => `http://127.0.0.1:${await freePort()}`;

test('a deployment makes the collection, and the next one finds it', async () => {
  const server = await startQdrant(keeper, KEY);
  const first = await deploy({ ...server, type: 'Create' });
  const second = await deploy(server);
  expect([account.answers, first.result, server.methods()]).toEqual([
    [success, success],
    { done: ['collection'] },
    'GET PUT GET',
  ]);
  expect([first.output, second.output]).toEqual([
    expect.stringContaining('collection memorai_embeddings: made, 1536 dimensions, Cosine'),
    expect.stringContaining('collection memorai_embeddings: is as it should be'),
  ]);
});

test('what may change is changed; another size fails the deployment with the way out, and nothing is dropped', async () => {
  const server = await startQdrant(keeper, KEY);
  await deploy({ ...server, type: 'Create' });
  await deploy({ ...server, qdrant: { optimizers: { defaultSegmentNumber: 4 } } });
  await deploy({ ...server, qdrant: { vectors: { size: 768 } } });
  expect([account.answers, server.methods()]).toEqual([
    [
      success,
      success,
      failure(
        /^collection: collection memorai_embeddings has vectors of size 1536, not 768; .*name another collection \(stores\.qdrant\.collection\).*Nothing was changed or dropped/,
      ),
    ],
    'GET PUT GET PATCH GET',
  ]);
});

test('a server that breaks is asked again', async () => {
  const server = await startQdrant(keeper, KEY, ['500', '503', '429']);
  const { output } = await deploy(server);
  expect([account.answers, server.methods()]).toEqual([[success], 'GET GET GET GET PUT']);
  expect(output).toContain('waiting for Qdrant at ');
});

describe('the deployment fails, and says why, when', () => {
  test("the key is not the server's", async () => {
    account.secrets[SECRET] = 'another-key';
    const server = await startQdrant(keeper, KEY);
    await deploy(server);
    expect([account.answers, server.methods()]).toEqual([
      [failure(/^collection: Qdrant refuses the key \(401\); QDRANT_API_KEY has to be the key that the server/)],
      'GET',
    ]);
  });

  test('nobody has filled the secret of the key', async () => {
    account.secrets[SECRET] = '';
    await deploy({ url: await nowhere() });
    expect(account.answers).toEqual([
      failure(
        /^QDRANT_API_KEY: secret memorai\/x\/QDRANT_API_KEY has no value yet; store one: aws secretsmanager put-secret-value --secret-id memorai\/x\/QDRANT_API_KEY/,
      ),
    ]);
  });

  test('no request can carry the key', async () => {
    account.secrets[SECRET] = 'half of the key\nthe other half';
    await deploy({ url: await nowhere() });
    expect(account.answers).toEqual([
      failure(/^collection: QDRANT_API_KEY holds a character that no request can carry/),
    ]);
  });

  test.each<[string, () => Promise<string>]>([
    ['cannot be reached', nowhere],
    ['takes the question and never answers', async () => (await startQdrant(keeper, KEY, ['silence'])).url],
  ])('Qdrant %s: before the time of the function is up', async (_, url) => {
    const [there, start] = [await url(), performance.now()];
    await deploy({ url: there, milliseconds: 23_000 });
    expect([account.answers, performance.now() - start < 23_000]).toEqual([
      [failure(/^collection: not done within \d s, and stopped; nothing was dropped\. .*migration\.deadline/)],
      true,
    ]);
  });
});

test('no key is in what the function said', async () => {
  const server = await startQdrant(keeper, KEY, ['500']);
  const said = [(await deploy(server)).output, JSON.stringify(account.answers)];
  account.secrets[SECRET] = 'half of the key\nthe other half';
  said.push((await deploy(server)).output, JSON.stringify(account.answers));
  for (const secret of [KEY, encodeURIComponent(KEY), 'half']) expect(said.join('')).not.toContain(secret);
});

test.each<[string, Partial<Deployment>, string]>([
  ['when the stack goes, it asks nobody', { type: 'Delete' }, before],
  ['the way back asks no server, which may be what failed', { from: after }, after],
])('%s', async (_, given, reached) => {
  const { result } = await deploy({ url: await nowhere(), ...given });
  expect([account.answers, result]).toEqual([[stackSuccess(resource, reached)], { done: [] }]);
});
