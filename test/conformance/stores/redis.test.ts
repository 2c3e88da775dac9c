import { APPLICATION_PASSWORD, MONITOR_PASSWORD } from './memorai-db';
import { platformWith } from './platform';
import { RedisServer } from './redis-server';

const platform = platformWith(
  {},
  { redis: { provider: 'cluster', topology: { mode: 'standalone' }, resources: { memory: '8Mi' } } },
);
let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start(platform, APPLICATION_PASSWORD);
});
afterAll(() => server?.close());

const cli = async (...args: readonly string[]) => (await server.cli(args, APPLICATION_PASSWORD)).stdout.trim();

test('the rendered lines are what the server has (E10)', async () => {
  const get = (name: string) => cli('--user', 'operator', 'config', 'get', name);
  expect(await get('maxmemory')).toBe(`maxmemory\n${6 * 1024 * 1024}`);
  expect(await get('maxmemory-policy')).toBe('maxmemory-policy\nallkeys-lru');
  expect(await get('appendonly')).toBe('appendonly\nyes');
  expect(await get('save')).toBe('save');
});

test('memory is bounded: old keys go, new ones stay', async () => {
  // A script is never interrupted to evict: many small ones, as many writes are.
  const fill =
    "for i = 1, 200 do redis.call('set', 'key:' .. (ARGV[1] + i), string.rep('x', 4096)) end return redis.call('dbsize')";
  let size = 0;
  for (let first = 0; first < 3000; first += 200) size = Number(await cli('eval', fill, '0', String(first)));
  expect(size).toBeLessThan(3000);
  expect([await cli('set', 'new', 'x'), await cli('get', 'new')]).toEqual(['OK', 'x']);
  expect(await cli('info', 'stats')).toMatch(/evicted_keys:[1-9]/);
});

test('one server is no cluster (E8)', async () => {
  expect(await cli('cluster', 'info')).toContain('cluster support disabled');
});

test.each(['flushall', 'flushdb', 'shutdown', 'config set maxmemory 0', 'keys *', 'acl list'])(
  'the application cannot %s; the operator can be asked to',
  async (command) => {
    expect(await cli(...command.split(' '))).toContain('NOPERM');
  },
);

test('without the password, or with another, nobody gets in', async () => {
  expect((await server.cli(['get', 'a'], '')).stdout).toContain('NOAUTH');
  expect((await server.cli(['get', 'a'], 'wrong')).stdout).toContain('NOAUTH');
});

describe("the exporter's user", () => {
  const asMonitor = async (...args: readonly string[]) =>
    (await server.cli(['--user', 'monitor', ...args], MONITOR_PASSWORD)).stdout.trim();

  test('has what redis_exporter asks for', async () => {
    expect(await asMonitor('info', 'all')).toMatch(/^used_memory:\d+\r?$/m);
    expect(await asMonitor('info', 'all')).toMatch(/^maxmemory:6291456\r?$/m);
    expect(await asMonitor('slowlog', 'len')).toMatch(/^\d+$/);
    expect(await asMonitor('latency', 'histogram')).toContain('calls');
    expect(await asMonitor('client', 'setname', 'redis_exporter')).toBe('OK');
  });

  test.each([
    'get new',
    'set new y',
    'scan 0',
    'keys *',
    'config get masterauth',
    'acl list',
    'client list',
    'eval 1 0',
  ])('cannot %s', async (command) => {
    expect(await asMonitor(...command.split(' '))).toContain('NOPERM');
  });

  test('has a password that nobody else has', async () => {
    expect((await server.cli(['--user', 'monitor', 'info'], APPLICATION_PASSWORD)).stdout).toContain('NOAUTH');
    expect((await server.cli(['--user', 'operator', 'info'], MONITOR_PASSWORD)).stdout).toContain('NOAUTH');
    expect((await server.cli(['info'], MONITOR_PASSWORD)).stdout).toContain('NOAUTH');
  });
});
