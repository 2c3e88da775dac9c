import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { checksFromEnvironment } from '../../lib/runtime/checks';
import { failureKind } from '../../lib/runtime/connect';
import { assess, type Check } from '../../lib/runtime/readiness';
import { closedPort, silentServer } from './support';

const ok = (name: string): Check => ({ name, run: async () => undefined });
const bad = (name: string): Check => ({ name, run: () => Promise.reject(new Error('x')) });

describe('assess', () => {
  test.each([
    ['all well', [ok('database'), ok('redis')], ['database'], true],
    ['the database fails', [bad('database'), ok('redis')], ['database'], false],
    ['anything else fails (E70)', [ok('database'), bad('redis'), bad('qdrant'), bad('external')], ['database'], true],
    ['redis gates by choice', [ok('database'), bad('redis')], ['database', 'redis'], false],
    ['a gate without a check', [ok('redis')], ['database'], true],
    ['no check', [], ['database'], true],
  ])('%s: ready is %j', async (_, checks, gates, ready) => {
    expect((await assess(checks, gates, 1000)).ready).toBe(ready);
  });

  test('runs all checks at the same time, and gives up on each after the limit', async () => {
    const hang = (name: string): Check => ({ name, run: () => new Promise(() => undefined) });
    const started = performance.now();
    const { checks } = await assess([hang('database'), hang('redis'), ok('qdrant')], ['database'], 150);
    expect(performance.now() - started).toBeLessThan(290);
    expect(checks).toEqual([
      { name: 'database', status: 'rejected', error: 'timeout' },
      { name: 'redis', status: 'rejected', error: 'timeout' },
      { name: 'qdrant', status: 'fulfilled' },
    ]);
  });

  test('a check that throws at once is a failed check', async () => {
    const run = () => {
      throw new Error('x');
    };
    expect((await assess([{ name: 'database', run }], ['database'], 150)).checks).toEqual([
      { name: 'database', status: 'rejected', error: 'failed' },
    ]);
  });
});

describe('failureKind', () => {
  const coded = (code: string) => Object.assign(new Error('db.internal'), { code });
  test.each([
    [coded('ECONNREFUSED'), 'refused'],
    [coded('ENOTFOUND'), 'unresolved'],
    [coded('EAI_AGAIN'), 'unresolved'],
    [coded('ETIMEDOUT'), 'timeout'],
    [coded('CERT_HAS_EXPIRED'), 'failed'],
    [new Error('x'), 'failed'],
    ['x', 'failed'],
  ])('%p is %s', (error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });
});

describe('checksFromEnvironment', () => {
  /** What one check says, with 100 ms for it. */
  async function outcome(env: Record<string, string>) {
    const { checks } = await assess(checksFromEnvironment(env), [], 100);
    return Object.fromEntries(checks.map((check) => [check.name, check.error ?? 'fulfilled']));
  }

  test.each([
    ['a dashboard', { MEMORAI_ENV: 'x' }, []],
    ['empty settings', { DATABASE_URL: '', REDIS_URL: '', QDRANT_URL: '', DB_HOST: '', OPENAI_API_KEY: '' }, []],
    ['the key of something outside', { OPENAI_API_KEY: 'k' }, ['external']],
    [
      'everything',
      { OPENAI_API_KEY: 'k', QDRANT_URL: 'http://q', REDIS_URL: 'redis://r', DB_HOST: 'd' },
      ['database', 'redis', 'qdrant', 'external'],
    ],
  ])('%s has the checks that its settings allow', (_, env, names) => {
    expect(checksFromEnvironment(env as Record<string, string>).map((check) => check.name)).toEqual(names);
  });

  test.each([
    ['DB_PORT', { DB_HOST: '127.0.0.1', DB_PORT: '70000' }, 'database'],
    ['DATABASE_URL without a scheme', { DATABASE_URL: 'memorai:hunter2@db' }, 'database'],
    ['DATABASE_URL of another kind', { DATABASE_URL: 'mysql://db' }, 'database'],
    ['DATABASE_URL with an unencoded password', { DATABASE_URL: 'postgresql://u:p/w@db/x' }, 'database'],
    ['REDIS_URL', { REDIS_URL: 'http://r' }, 'redis'],
    ['QDRANT_URL', { QDRANT_URL: 'q:6333' }, 'qdrant'],
  ])('a bad %s is a failed check, not a crash', async (_, env, name) => {
    expect(await outcome(env as Record<string, string>)).toEqual({ [name]: 'misconfigured' });
  });

  test('a closed port is refused', async () => {
    const port = await closedPort();
    expect(
      await outcome({
        DB_HOST: '127.0.0.1',
        DB_PORT: String(port),
        REDIS_URL: `rediss://:p%40ss@127.0.0.1:${port}/0`,
        QDRANT_URL: `http://127.0.0.1:${port}`,
      }),
    ).toEqual({ database: 'refused', redis: 'refused', qdrant: 'refused' });
  });

  test('a closed port is refused under all addresses of a name', async () => {
    expect(await outcome({ DB_HOST: 'localhost', DB_PORT: String(await closedPort()) })).toEqual({
      database: 'refused',
    });
  });

  test('an open port that never answers is enough for TCP, and a timeout for TLS and HTTP', async () => {
    const server = await silentServer();
    const address = `127.0.0.1:${server.port}`;
    expect(
      await outcome({
        DATABASE_URL: `postgresql://memorai:pw@${address}/memorai`,
        REDIS_URL: `rediss://${address}`,
        QDRANT_URL: `https://${address}`,
      }),
    ).toEqual({ database: 'fulfilled', redis: 'timeout', qdrant: 'timeout' });
    expect(await outcome({ REDIS_URL: `redis://${address}` })).toEqual({ redis: 'fulfilled' });
    await server.close();
  });

  test('DB_HOST is preferred to DATABASE_URL', async () => {
    const server = await silentServer();
    const env = { DB_HOST: '127.0.0.1', DB_PORT: String(server.port), DATABASE_URL: 'nonsense' };
    expect(await outcome(env)).toEqual({ database: 'fulfilled' });
    await server.close();
  });

  describe('qdrant', () => {
    const seen: string[] = [];
    const server = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['api-key']}`);
      response.writeHead(request.url === '/readyz' ? 200 : 503).end('x');
    });
    let base = '';
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => seen.splice(0));
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    test.each([
      ['with a key', { QDRANT_API_KEY: 'k1' }, '', 'GET /readyz k1', 'fulfilled'],
      ['without one', {}, '/', 'GET /readyz undefined', 'fulfilled'],
      ['below a path, and answered with 503', {}, '/under/', 'GET /under/readyz undefined', 'failed'],
    ])('%s', async (_, env, path, request, result) => {
      expect(await outcome({ QDRANT_URL: base + path, ...env })).toEqual({ qdrant: result });
      expect(seen).toEqual([request]);
    });
  });
});
