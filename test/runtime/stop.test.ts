import * as http from 'node:http';
import * as net from 'node:net';
import { json } from '../../lib/runtime/message';
import type { Check } from '../../lib/runtime/readiness';
import type { Route } from '../../lib/runtime/router';
import { type Service, type ServiceOptions, startService } from '../../lib/runtime/service';
import { stopOnSignals } from '../../lib/runtime/signals';
import { deferred, ENV, fakeHost, memoryLog, send } from './support';

/** A service with a route that waits for `release`. */
async function start(more: Partial<ServiceOptions> = {}) {
  const gate = deferred();
  const entered = deferred();
  const wait = () => {
    entered.resolve();
    return gate.promise;
  };
  const service = await startService({
    env: ENV,
    log: memoryLog().log,
    host: fakeHost,
    port: 0,
    checks: [{ name: 'database', run: wait }] satisfies Check[],
    routes: [
      {
        method: 'GET',
        path: '/wait',
        handle: async () => {
          await wait();
          return json(200, { done: true });
        },
      },
    ],
    ...more,
  });
  return { service, port: service.port, release: gate.resolve, inside: entered.promise };
}

describe('stop', () => {
  test('a request in flight gets its answer, told to close; a new connection is refused', async () => {
    const { service, port, release, inside } = await start();
    const agent = new http.Agent({ keepAlive: true });
    const pending = send(port, '/wait', { agent });
    await inside;
    const stopped = service.stop();
    await expect(send(port, '/health')).rejects.toThrow('ECONNREFUSED');
    release();
    const { status, headers } = await pending;
    expect([status, headers.connection]).toEqual([200, 'close']);
    expect(await stopped).toEqual({ drained: true });
    agent.destroy();
  });

  test('/ready that is asked while the stop begins says 503, though its checks succeed', async () => {
    const { service, port, release, inside } = await start();
    const pending = send(port, '/ready');
    await inside;
    const stopped = service.stop();
    release();
    const { status, body } = await pending;
    expect([status, JSON.parse(body)]).toMatchObject([
      503,
      { status: 'not ready', checks: [{ name: 'database', status: 'fulfilled' }] },
    ]);
    await stopped;
  });

  test('idle connections do not hold it up, used or never used', async () => {
    const { service, port } = await start({ graceMs: 5_000 });
    const agent = new http.Agent({ keepAlive: true });
    await send(port, '/health', { agent });
    const silent = net.connect(port, '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    const closed = new Promise((resolve) => silent.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const started = performance.now();
    expect(await service.stop()).toEqual({ drained: true });
    expect(performance.now() - started).toBeLessThan(1_000);
    await closed;
    agent.destroy();
  });

  test('an answer that is still on its way when the stop begins goes out whole, then the connection closes', async () => {
    const size = 16_000_000;
    const answered = deferred();
    const big: Route = {
      method: 'GET',
      path: '/big',
      handle: async () => {
        setImmediate(answered.resolve);
        return { status: 200, headers: {}, body: 'x'.repeat(size) };
      },
    };
    const { service, port } = await start({ routes: [big], graceMs: 2_000 });
    const socket = net.connect(port, '127.0.0.1', () => socket.write('GET /big HTTP/1.1\r\nHost: x\r\n\r\n'));
    await answered.promise;
    const stopped = service.stop();
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    const ended = new Promise((resolve) => socket.once('end', resolve));
    expect(await stopped).toEqual({ drained: true });
    await ended;
    expect(received).toBeGreaterThan(size);
  });

  test('after the time of grace what is left is cut', async () => {
    const { service, port, release, inside } = await start({ graceMs: 50 });
    const cut = expect(send(port, '/wait')).rejects.toThrow('socket hang up');
    await inside;
    expect(await service.stop()).toEqual({ drained: false });
    await cut;
    release();
  });

  test('a second call waits for the first', async () => {
    const { service } = await start();
    expect(await Promise.all([service.stop(), service.stop()])).toEqual([{ drained: true }, { drained: true }]);
  });
});

describe('stopOnSignals', () => {
  function setUp(drained: boolean) {
    const listeners = new Map<string, () => void>();
    const exits: number[] = [];
    const { log, lines } = memoryLog();
    const finished = deferred();
    let stops = 0;
    const service: Service = {
      port: 1,
      stop: async () => {
        stops += 1;
        await finished.promise;
        return { drained };
      },
    };
    const target = {
      on: (signal: string, listener: () => void) => listeners.set(signal, listener),
      exit: (code: number) => exits.push(code),
    };
    stopOnSignals(service, target, log);
    return {
      signal: (name: string) => listeners.get(name)?.(),
      settle: async () => {
        finished.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      },
      exits,
      lines,
      stops: () => stops,
    };
  }

  test.each([
    ['SIGTERM', true, 0],
    ['SIGINT', true, 0],
    ['SIGTERM', false, 1],
  ])('%s, drained %j: exit %i', async (name, drained, code) => {
    const { signal, settle, exits, lines } = setUp(drained);
    signal(name);
    expect(exits).toEqual([]);
    await settle();
    expect(exits).toEqual([code]);
    expect(lines.map(({ event }) => event)).toEqual(['stopping', 'stopped']);
  });

  test.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
  ])('%s then %s: exit %i at once, stopped once', (first, second, code) => {
    const { signal, exits, stops } = setUp(true);
    signal(first);
    signal(second);
    expect([exits, stops()]).toEqual([[code], 1]);
  });
});
