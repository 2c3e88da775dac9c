import { createApplication } from '../../lib/runtime/application';
import { json } from '../../lib/runtime/message';
import { createRouteNames, createRouter, type Route } from '../../lib/runtime/router';
import { managementRoutes, publicRoutes } from '../../lib/runtime/routes';
import { fakeHost, httpRequest, memoryLog } from './support';

const routes: readonly Route[] = [
  { method: 'GET', path: '/thing', handle: async () => json(200, { got: true }) },
  { method: 'POST', path: '/thing', handle: async (request) => json(201, { length: request.body.length }) },
  {
    method: 'GET',
    path: '/broken',
    handle: async () => {
      throw Object.assign(new Error('postgresql://memorai:hunter2@db.internal/memorai'), { code: 'EX' });
    },
  },
  { method: 'GET', path: '/slow', handle: () => new Promise(() => undefined) },
];

function application(more: readonly Route[] = routes) {
  const { log, lines } = memoryLog();
  return { handle: createApplication({ routes: more, corsOrigins: [], requestTimeoutMs: 30, log }), lines };
}

describe('createApplication', () => {
  test.each([
    ['GET', '/thing', 200, '{"got":true}\n'],
    ['HEAD', '/thing', 200, '{"got":true}\n'],
    ['POST', '/thing', 201, '{"length":0}\n'],
    ['PUT', '/thing', 405, '{"error":"method not allowed"}\n'],
    ['get', '/thing', 405, '{"error":"method not allowed"}\n'],
    ['OPTIONS', '/thing', 405, '{"error":"method not allowed"}\n'],
    ['GET', '/thing/', 404, '{"error":"not found"}\n'],
    ['GET', '//thing', 404, '{"error":"not found"}\n'],
    ['GET', '/%74hing', 404, '{"error":"not found"}\n'],
    ['GET', '/__proto__', 404, '{"error":"not found"}\n'],
    ['GET', '/broken', 500, '{"error":"internal error"}\n'],
    ['GET', '/slow', 503, '{"error":"request timed out"}\n'],
  ])('%s %s is %i', async (method, path, status, body) => {
    expect(await application().handle(httpRequest(method, path))).toMatchObject({ status, body });
  });

  test('405 lists the methods of the path', async () => {
    const response = await application().handle(httpRequest('BREW', '/thing'));
    expect(response.headers.allow).toBe('GET, HEAD, POST');
  });

  test('a body that was too large is refused before any route', async () => {
    const response = await application().handle(httpRequest('POST', '/thing', { bodyTooLarge: true }));
    expect(response).toMatchObject({ status: 413, body: '{"error":"body too large"}\n' });
  });

  test('a fault is logged by class and code, without its message', async () => {
    const { handle, lines } = application();
    await handle(httpRequest('GET', '/broken'));
    expect(lines).toMatchObject([{ level: 'error', event: 'request-failed', fields: { error: 'Error', code: 'EX' } }]);
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|db\.internal/);
  });

  test('a route that takes too long sees its signal aborted', async () => {
    let aborted = false;
    const { handle } = application([
      {
        method: 'GET',
        path: '/',
        handle: (_, signal) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              aborted = true;
            });
          }),
      },
    ]);
    await handle(httpRequest('GET', '/'));
    expect(aborted).toBe(true);
  });

  test('two routes for one method and path are refused', () => {
    const route: Route = { method: 'GET', path: '/a', handle: async () => json(200, {}) };
    expect(() => createRouter([route, route])).toThrow('two routes answer GET /a');
  });

  test('only known paths become labels', () => {
    const name = createRouteNames(routes);
    expect(['/thing', '/nope', '/thing?x'].map(name)).toEqual(['/thing', 'other', 'other']);
  });
});

describe('the routes of the contract', () => {
  const signal = new AbortController().signal;
  const all = (draining: boolean, run = () => Promise.resolve()) => [
    ...publicRoutes({ version: '3.2.0' }, fakeHost),
    ...managementRoutes({
      host: fakeHost,
      checks: [{ name: 'database', run }],
      gates: ['database'],
      draining: () => draining,
      metrics: () => 'up 1\n',
    }),
  ];
  const ask = (path: string, table = all(false)) => createRouter(table)(httpRequest('GET', path), signal);

  test.each([
    ['/', { service: 'memorai', version: '3.2.0' }],
    ['/health', { status: 'healthy', timestamp: '2026-01-02T03:04:05.678Z', uptime: 12.5, version: '3.2.0' }],
    [
      '/ready',
      {
        status: 'ready',
        checks: [{ name: 'database', status: 'fulfilled' }],
        timestamp: '2026-01-02T03:04:05.678Z',
      },
    ],
    ['/live', { status: 'alive', pid: 42, memory: fakeHost.memory(), cpu: fakeHost.cpu() }],
  ])('%s', async (path, expected) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(response.body)).toEqual(expected);
  });

  test.each(['/metrics', '/api/metrics'])('%s is Prometheus text', async (path) => {
    expect(await ask(path)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
      body: 'up 1\n',
    });
  });

  test('/ready is 503 when a gate fails (E69), and tells no more than the kind (E79)', async () => {
    const response = await ask(
      '/ready',
      all(false, () => Promise.reject(new Error('password authentication failed for db.internal'))),
    );
    expect(response.status).toBe(503);
    expect(JSON.parse(response.body)).toEqual({
      status: 'not ready',
      checks: [{ name: 'database', status: 'rejected', error: 'failed' }],
      timestamp: '2026-01-02T03:04:05.678Z',
    });
  });

  test('/ready is 503 at once when the service stops, and asks nobody', async () => {
    let asked = 0;
    const response = await ask(
      '/ready',
      all(true, async () => {
        asked += 1;
      }),
    );
    expect([response.status, JSON.parse(response.body).status, asked]).toEqual([503, 'not ready', 0]);
  });
});
