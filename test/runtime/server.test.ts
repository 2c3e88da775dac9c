import * as http from 'node:http';
import * as net from 'node:net';
import { failure, json } from '../../lib/runtime/message';
import type { Route } from '../../lib/runtime/router';
import { type Service, type ServiceOptions, startService } from '../../lib/runtime/service';
import { parseMetrics } from './metrics-parser';
import { ENV, fakeHost, memoryLog, raw, send } from './support';

const echo: Route = {
  method: 'POST',
  path: '/echo',
  handle: async ({ body, headers, query }) =>
    json(200, { body: body.toString(), q: query.getAll('q'), trace: headers['x-trace'], cookie: headers.cookie }),
};

let running: Service[] = [];
async function start(more: Partial<ServiceOptions> = {}) {
  const { log, lines } = memoryLog();
  const service = await startService({ env: ENV, log, host: fakeHost, port: 0, checks: [], ...more });
  running.push(service);
  return { port: service.port, lines };
}
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  running = [];
});

describe('startService', () => {
  test('/health has the version (E46) and its length', async () => {
    const { status, headers, body } = await send((await start()).port, '/health');
    expect([status, headers['content-type'], headers['content-length']]).toEqual([
      200,
      'application/json; charset=utf-8',
      String(body.length),
    ]);
    expect(JSON.parse(body)).toMatchObject({ status: 'healthy', version: '3.2.0' });
  });

  test('HEAD has the head of GET and no body', async () => {
    const { status, headers, body } = await send((await start()).port, '/health', { method: 'HEAD' });
    expect([status, Number(headers['content-length']) > 50, body]).toEqual([200, true, '']);
  });

  test('no setting of the environment comes out of any path', async () => {
    const env = { ...ENV, JWT_SECRET: 'hunter2', DATABASE_URL: 'postgresql://memorai:hunter2@127.0.0.1:1/hunter2' };
    const { port, lines } = await start({ env, checks: undefined as never });
    const paths = ['/', '/health', '/ready', '/live', '/metrics', '/hunter2'];
    const bodies = await Promise.all(paths.map(async (path) => (await send(port, path)).body));
    expect(JSON.parse(bodies[2] ?? '')).toMatchObject({ checks: [{ name: 'database', error: 'refused' }] });
    expect(bodies.join() + JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('a route sees body, query and joined headers', async () => {
    const { port } = await start({ routes: [echo] });
    const { body } = await send(port, '/echo?q=1&q=%C3%A9&x', {
      method: 'POST',
      headers: { 'x-trace': ['a', 'b'], cookie: ['k=1', 'l=2'] },
      body: 'hällo',
    });
    expect(JSON.parse(body)).toEqual({ body: 'hällo', q: ['1', 'é'], trace: 'a, b', cookie: 'k=1; l=2' });
  });

  test.each([
    ['a length', { 'content-length': 1_048_577 }],
    ['no length', { 'transfer-encoding': 'chunked' }],
  ])('a body above 1 MiB with %s is 413, and the connection stays good', async (_, headers) => {
    const { port } = await start({ routes: [echo] });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const body = Buffer.alloc(1_048_577, 'x');
    const refused = await send(port, '/echo', { method: 'POST', headers, body, agent });
    expect([refused.status, refused.body]).toEqual([413, '{"error":"body too large"}\n']);
    expect((await send(port, '/health', { agent })).status).toBe(200);
    agent.destroy();
  });

  test('a body that announces more than 1 MiB is refused before it comes', async () => {
    const { port } = await start({ requestTimeoutMs: 100, routes: [echo] });
    expect(await raw(port, 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\nabc')).toMatch(
      /^HTTP\/1\.1 413 /,
    );
  });

  test('a body of exactly 1 MiB is taken', async () => {
    const { port } = await start({ routes: [echo] });
    expect((await send(port, '/echo', { method: 'POST', body: Buffer.alloc(1_048_576, 'x') })).status).toBe(200);
  });

  test.each([
    ['GET /health?%zz=%ff&&=', 200],
    ['GET http://any.test/health?x', 200],
    ['GET HTTP://any.test', 200],
    ['GET ?x', 400],
    ['GET //health', 404],
    ['GET /%', 404],
    ['GET /../health', 404],
    ['GET http://[/health', 200],
    ['GET /health#x', 404],
    ['OPTIONS *', 404],
    ['PROPFIND /health', 405],
    ['BREW /health', 400],
  ])('%j is %i, and the service lives on', async (line, status) => {
    const { port } = await start();
    const answer = await raw(port, `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await send(port, '/health')).status).toBe(200);
  });

  test('a client that goes away in the middle of a body is logged and harms nobody', async () => {
    const { port, lines } = await start({ routes: [echo] });
    const socket = net.connect(port, '127.0.0.1');
    socket.write('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc', () =>
      setTimeout(() => socket.destroy(), 20),
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await send(port, '/health')).status).toBe(200);
    expect(lines.map(({ event }) => event)).toEqual(['listening', 'answer-failed']);
  });

  test('a request that never ends gets 408', async () => {
    const { port } = await start({ requestTimeoutMs: 100 });
    expect(await raw(port, 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc')).toMatch(
      /^HTTP\/1\.1 408 /,
    );
  });

  test('a handler that never ends gets 503', async () => {
    const slow: Route = { method: 'GET', path: '/slow', handle: () => new Promise(() => undefined) };
    const { port } = await start({ requestTimeoutMs: 50, routes: [slow] });
    expect((await send(port, '/slow')).status).toBe(503);
  });

  test('a header that cannot be sent is 500, and keeps nothing of the answer', async () => {
    const broken: Route = {
      method: 'GET',
      path: '/broken',
      handle: async () => failure(200, 'fine', { 'x-good': 'a', 'x-bad': 'a\r\nb: c' }),
    };
    const { status, headers, body } = await send((await start({ routes: [broken] })).port, '/broken');
    expect([status, headers['x-good'], headers.b, body]).toEqual([
      500,
      undefined,
      undefined,
      '{"error":"internal error"}\n',
    ]);
  });

  test('a 204 has no length; a list is sent as several headers', async () => {
    const cookies: Route = {
      method: 'GET',
      path: '/cookies',
      handle: async () => ({ status: 204, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: '' }),
    };
    const { headers } = await send((await start({ routes: [cookies] })).port, '/cookies');
    expect([headers['set-cookie'], headers['content-length']]).toEqual([['a=1', 'b=2'], undefined]);
  });

  test('CORS follows the setting, on errors too', async () => {
    const { port } = await start({ env: { ...ENV, CORS_ALLOWED_ORIGINS: 'https://a.test' } });
    const { status, headers } = await send(port, '/nope', { headers: { origin: 'https://a.test' } });
    expect([status, headers['access-control-allow-origin']]).toEqual([404, 'https://a.test']);
  });

  test('idle connections outlive those of the load balancer (60 s)', async () => {
    const agent = new http.Agent({ keepAlive: true });
    expect((await send((await start()).port, '/health', { agent })).headers['keep-alive']).toBe('timeout=65');
    agent.destroy();
  });

  test.each(['/metrics', '/api/metrics'])('%s counts what was answered', async (path) => {
    const { port } = await start();
    await send(port, '/health');
    await send(port, '/secret/12345');
    await send(port, '/secret/67890', { method: 'DELETE' });
    const { headers, body } = await send(port, path);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = parseMetrics(body);
    expect(families.get('http_requests_total')?.samples.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
      { method: 'GET', route: '/health', status: '200', value: 1 },
      { method: 'GET', route: 'other', status: '404', value: 1 },
      { method: 'DELETE', route: 'other', status: '404', value: 1 },
    ]);
    expect(families.get('active_connections')?.samples[0]?.value).toBe(1);
    expect(families.get('http_request_duration_seconds')?.samples.at(-1)?.value).toBe(1);
  });

  test('a taken port is an error', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toThrow('EADDRINUSE');
  });

  test('bad settings are an error before anything listens', async () => {
    await expect(start({ env: {} })).rejects.toThrow('MEMORAI_VERSION is missing');
  });
});
