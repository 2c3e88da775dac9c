import type { PlatformConfig } from '../../../lib/config/schema/index';
import { setupFacts } from '../../../lib/platform/store-config/setup-facts';
import { collectionBody } from '../../../lib/setup/collection-body';
import { Keeper } from '../aws/keeper';
import { memoraiDb } from './memorai-db';
import { platformWith } from './platform';
import { startQdrant } from './qdrant-server';

type Qdrant = NonNullable<NonNullable<PlatformConfig['stores']>['qdrant']>;

const KEY = 'key:/?#%w';
const own = (qdrant: Partial<Extract<Qdrant, { provider: 'cluster' }>> = {}) =>
  platformWith({}, { qdrant: { provider: 'cluster', ...qdrant } });

/** The guide's collection (L331-344), with the corrections of E63 and E64. */
const body = {
  vectors: { size: 1536, distance: 'Cosine', on_disk: false },
  optimizers_config: { default_segment_number: 2, max_segment_size: 200_000, memmap_threshold: 50_000 },
  replication_factor: 2,
  write_consistency_factor: 2,
};

let keeper: Keeper;
beforeAll(() => {
  keeper = new Keeper();
});
afterAll(() => keeper?.close());

/** A stand-in, and the program against it. */
async function qdrant(...faults: readonly string[]) {
  const server = await startQdrant(keeper, KEY, faults);
  return {
    ...server,
    run: (platform = own(), key = KEY, wait = '20') =>
      memoraiDb(keeper, platform, { QDRANT_URL: server.url, QDRANT_API_KEY: key }).run('--wait', wait, 'collection'),
  };
}

test('is made once with what the platform says, and found the second time', async () => {
  const server = await qdrant();
  expect(await server.run()).toMatchObject({
    code: 0,
    stderr: 'collection memorai_embeddings: made, 1536 dimensions, Cosine\n',
  });
  expect(await server.run()).toMatchObject({ code: 0, stderr: 'collection memorai_embeddings: is as it should be\n' });
  expect(server.requests()).toEqual([
    { method: 'GET', name: 'memorai_embeddings', body: null },
    { method: 'PUT', name: 'memorai_embeddings', body },
    { method: 'GET', name: 'memorai_embeddings', body: null },
  ]);
});

test('what may change is changed; size and distance are an error that names the way out, and nothing is dropped', async () => {
  const server = await qdrant();
  await server.run();
  const tuned = own({ optimizers: { defaultSegmentNumber: 4 }, writeConsistencyFactor: 1 });
  expect(await server.run(tuned)).toMatchObject({
    code: 0,
    stderr:
      'collection memorai_embeddings: changed default_segment_number from 2 to 4, write_consistency_factor from 2 to 1\n',
  });
  const { code, stderr } = await server.run(own({ vectors: { size: 768, distance: 'Dot' } }));
  expect(code).toBe(3);
  expect(stderr).toContain(
    'collection memorai_embeddings has vectors of size 1536, not 768 and distance Cosine, not Dot',
  );
  expect(stderr).toContain('name another collection (stores.qdrant.collection)');
  expect(server.methods()).toBe('GET PUT GET PATCH GET');
  expect(await server.run(tuned)).toMatchObject({ code: 0, stderr: expect.stringContaining('is as it should be') });
});

test.each([
  ['500, then an answer', ['500', '500'], 'GET GET GET PUT'],
  ['503 while it makes it', ['404', '503'], 'GET PUT PUT'],
  ['429, then an answer', ['429'], 'GET GET PUT'],
  ['409, as another was quicker', ['404', '409', '404', '404'], 'GET PUT GET'],
])('%s', async (name, faults, expected) => {
  const server = await qdrant(...faults);
  const { code, stderr } = await server.run(own(), KEY, '5');
  expect(server.methods().startsWith(expected)).toBe(true);
  // The last has nothing to find: what is shown is that it asks again instead of giving up or making another.
  expect([code, stderr]).toEqual(
    name.startsWith('409') ? [1, expect.stringContaining('answered 404')] : [0, expect.stringContaining(': made')],
  );
});

test('a wrong key is refused at once, and said', async () => {
  const server = await qdrant();
  const { code, stderr } = await server.run(own(), 'wrong');
  expect([code, stderr]).toEqual([1, expect.stringContaining('Qdrant refuses the key (401)')]);
  expect(stderr).not.toContain('waiting');
  expect(stderr).not.toContain('wrong');
});

test('a key that no request can carry is said without it', async () => {
  const server = await qdrant();
  const { code, stderr } = await server.run(own(), 'half of the key\nthe other half');
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('QDRANT_API_KEY holds a character that no request can carry'),
  ]);
  expect([stderr.includes('half'), server.methods()]).toEqual([false, '']);
});

test('a server that never answers is given up', async () => {
  const server = await qdrant('silence');
  const { code, stderr } = await server.run(own(), KEY, '1');
  expect([code, stderr]).toEqual([1, expect.stringContaining('no answer in 30 s')]);
});

test('a server that is not there is waited for, then named', async () => {
  const platform = own();
  const { code, stderr } = await memoraiDb(keeper, platform, { QDRANT_URL: 'http://127.0.0.1:1' }).run(
    '--wait',
    '2',
    'collection',
  );
  expect([code, stderr]).toEqual([1, expect.stringContaining('waiting for Qdrant at http://127.0.0.1:1: ')]);
  expect(stderr).toContain('error: Qdrant at http://127.0.0.1:1: ');
});

test.each([
  ['a key that does not exist', { ...body, replicas: 2 }],
  ['a distance that does not exist', { ...body, vectors: { size: 1536, distance: 'cosine' } }],
  ['a size that is no number', { ...body, vectors: { size: 'large', distance: 'Cosine' } }],
  ['a misspelt optimizer', { ...body, optimizers_config: { segment_number: 2 } }],
])('the stand-in refuses %s', async (_, planted) => {
  const server = await qdrant();
  const put = (what: unknown) =>
    fetch(`${server.url}/collections/planted`, {
      method: 'PUT',
      headers: { 'api-key': KEY, 'content-type': 'application/json' },
      body: JSON.stringify(what),
    });
  expect((await put(planted)).status).toBe(400);
  const { stores, connections } = own();
  expect((await put(collectionBody(setupFacts(stores, connections).qdrant))).status).toBe(200);
});
