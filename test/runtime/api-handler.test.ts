import { createApiHandler } from '../../lib/runtime/api-handler';
import { json } from '../../lib/runtime/message';
import { type RestApiEvent, toRequest } from '../../lib/runtime/rest-api';
import type { Route } from '../../lib/runtime/router';
import { SettingsError } from '../../lib/runtime/settings-error';
import { ENV, fakeHost, memoryLog } from './support';

/** As API Gateway sends it for `ANY /{proxy+}` (payload format 1.0). */
function restEvent(method: string, path: string, more: Partial<RestApiEvent> = {}) {
  return {
    resource: path === '/' ? '/' : '/{proxy+}',
    path,
    httpMethod: method,
    headers: { Accept: '*/*', Host: 'abc123.execute-api.us-east-1.amazonaws.com', 'X-Forwarded-Proto': 'https' },
    multiValueHeaders: {
      Accept: ['*/*'],
      Host: ['abc123.execute-api.us-east-1.amazonaws.com'],
      'X-Forwarded-Proto': ['https'],
    },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: path === '/' ? null : { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      stage: 'production',
      path: `/production${path}`,
      httpMethod: method,
      identity: { sourceIp: '192.0.2.1' },
    },
    body: null,
    isBase64Encoded: false,
    ...more,
  };
}

const echo: Route = {
  method: 'POST',
  path: '/v1/echo',
  handle: async ({ body, headers, query }) => json(200, { body: body.toString('hex'), q: query.getAll('q'), headers }),
};

function setUp(env: Record<string, string> = ENV) {
  const { log, lines } = memoryLog();
  let loads = 0;
  const handler = createApiHandler({
    loadSettings: async () => {
      loads += 1;
      return env;
    },
    log,
    host: fakeHost,
    routes: (settings) => [
      echo,
      { method: 'GET', path: '/v1/env', handle: async () => json(200, { env: settings.MEMORAI_ENV }) },
      { method: 'GET', path: '/v1/hang', handle: () => new Promise(() => undefined) },
      {
        method: 'GET',
        path: '/v1/cookies',
        handle: async () => json(200, {}, { 'set-cookie': ['a=1', 'b=2'] }),
      },
    ],
    requestTimeoutMs: 200,
  });
  return { handler, lines, loads: () => loads };
}

describe('createApiHandler', () => {
  test('/health, whole', async () => {
    expect(await setUp().handler(restEvent('GET', '/health'))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      multiValueHeaders: {},
      body: '{"status":"healthy","timestamp":"2026-01-02T03:04:05.678Z","uptime":12.5,"version":"3.2.0"}\n',
      isBase64Encoded: false,
    });
  });

  test.each([
    ['GET', '/', 200, '{"service":"memorai","version":"3.2.0"}\n'],
    ['HEAD', '/health', 200, ''],
    ['GET', '/v1/env', 200, '{"env":"test"}\n'],
    ['DELETE', '/health', 405, '{"error":"method not allowed"}\n'],
    ['GET', '/nope', 404, '{"error":"not found"}\n'],
    ['GET', '/v1/hang', 503, '{"error":"request timed out"}\n'],
    ['GET', '/metrics', 404, '{"error":"not found"}\n'],
    ['GET', '/api/metrics', 404, '{"error":"not found"}\n'],
    ['GET', '/live', 404, '{"error":"not found"}\n'],
    ['GET', '/ready', 404, '{"error":"not found"}\n'],
  ])('%s %s is %i', async (method, path, statusCode, body) => {
    expect(await setUp().handler(restEvent(method, path))).toMatchObject({ statusCode, body });
  });

  test('several cookies go out as several headers', async () => {
    expect(await setUp().handler(restEvent('GET', '/v1/cookies'))).toMatchObject({
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
    });
  });

  test('the test event of the console, without headers and parameters', async () => {
    expect(await setUp().handler({ httpMethod: 'get', path: '/health', headers: null, body: null })).toMatchObject({
      statusCode: 200,
    });
  });

  test.each([[null], [{}], ['x'], [{ Records: [] }], [{ httpMethod: 'GET', path: null }]])(
    '%j is no event of a REST API',
    async (event) => {
      expect(await setUp().handler(event)).toMatchObject({
        statusCode: 400,
        body: '{"error":"not an event of a REST API"}\n',
      });
    },
  );

  test('CORS: the preflight and the answer name the listed origin', async () => {
    const { handler } = setUp({ ...ENV, CORS_ALLOWED_ORIGINS: 'https://a.test' });
    const headers = { Origin: 'https://a.test', 'Access-Control-Request-Method': 'POST' };
    const preflight = await handler(restEvent('OPTIONS', '/v1/echo', { headers, multiValueHeaders: null }));
    const answer = await handler(restEvent('GET', '/nope', { headers, multiValueHeaders: null }));
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, 'https://a.test']);
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([404, 'https://a.test']);
  });

  test('settings are loaded once for calls at the same time and later ones', async () => {
    const { handler, loads } = setUp();
    await Promise.all([handler(restEvent('GET', '/')), handler(restEvent('GET', '/'))]);
    await handler(restEvent('GET', '/'));
    expect(loads()).toBe(1);
  });

  test('a failed load is 503, logged, and tried again by the next call', async () => {
    const { log, lines } = memoryLog();
    const answers = [Promise.reject(new SettingsError(['JWT_SECRET: no value yet'])), Promise.resolve(ENV)];
    answers[0]?.catch(() => undefined);
    const handler = createApiHandler({
      loadSettings: () => answers.shift() ?? Promise.reject(new Error('asked too often')),
      log,
      host: fakeHost,
    });
    const event = restEvent('GET', '/health');
    expect(await handler(event)).toMatchObject({ statusCode: 503, body: '{"error":"not configured"}\n' });
    expect([(await handler(event)).statusCode, (await handler(event)).statusCode]).toEqual([200, 200]);
    expect(lines).toEqual([
      {
        level: 'error',
        event: 'not-configured',
        fields: { error: 'SettingsError', issues: ['JWT_SECRET: no value yet'] },
      },
    ]);
  });

  test('a load that never ends is 503 in time', async () => {
    const { log, lines } = memoryLog();
    const loadSettings = () => new Promise<never>(() => undefined);
    const handler = createApiHandler({ loadSettings, log, host: fakeHost, requestTimeoutMs: 30 });
    expect(await handler(restEvent('GET', '/health'))).toMatchObject({ statusCode: 503 });
    expect(lines).toMatchObject([{ event: 'not-configured', fields: { error: 'DeadlineError' } }]);
  });

  test('settings that cannot be read are 503', async () => {
    expect(await setUp({}).handler(restEvent('GET', '/health'))).toMatchObject({ statusCode: 503 });
  });
});

describe('toRequest', () => {
  test('prefers the lists, and joins them', () => {
    const request = toRequest(
      restEvent('POST', '/v1/echo', {
        headers: { 'X-Trace': 'b', Cookie: 'l=2' },
        multiValueHeaders: { 'X-Trace': ['a', 'b'], Cookie: ['k=1', 'l=2'] },
        queryStringParameters: { q: '2' },
        multiValueQueryStringParameters: { q: ['1', 'a&b=c'] },
      }),
    );
    expect(request.headers).toEqual({ 'x-trace': 'a, b', cookie: 'k=1; l=2' });
    expect(request.query.getAll('q')).toEqual(['1', 'a&b=c']);
  });

  test('takes the plain fields where there are no lists', () => {
    const request = toRequest(
      restEvent('GET', '/', { headers: { A: 'x' }, multiValueHeaders: null, queryStringParameters: { q: 'é' } }),
    );
    expect([request.headers, request.query.get('q')]).toEqual([{ a: 'x' }, 'é']);
  });

  test.each([
    ['text', 'hä', false, Buffer.from('hä')],
    ['base64', '/wA=', true, Buffer.from([0xff, 0])],
    ['nothing', null, false, Buffer.alloc(0)],
  ])('a body of %s', (_, body, isBase64Encoded, expected) => {
    expect(toRequest(restEvent('POST', '/', { body, isBase64Encoded })).body).toEqual(expected);
  });

  test.each([
    [1_048_576, false],
    [1_048_577, true],
  ])('a body of %i bytes: too large is %j', (size, tooLarge) => {
    const body = Buffer.alloc(size).toString('base64');
    expect(toRequest(restEvent('POST', '/', { body, isBase64Encoded: true })).bodyTooLarge).toBe(tooLarge);
  });
});
