import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { end } from '../../support/run';
import type { Subject } from '../subjects';
import { type Server, start, stop, until } from './run-programs';
import { subjects } from './subjects';
import { freePort, installed, newFolder, write } from './tools';

const withProxy = subjects.filter(({ files }) => files.some(({ path }) => path.endsWith('/Caddyfile')));
const caddyfile = (subject: Subject) => readFileSync(join(write(subject.files), 'Caddyfile'), 'utf8');

/** Caddy's verdict; it writes to a folder of ours only. */
function validate(text: string) {
  const folder = newFolder();
  writeFileSync(join(folder, 'Caddyfile'), text);
  const { status, stdout, stderr } = end(
    'env',
    [
      `HOME=${folder}`,
      `XDG_DATA_HOME=${folder}`,
      `XDG_CONFIG_HOME=${folder}`,
      installed('CADDY'),
      'validate',
      '--adapter',
      'caddyfile',
      '--config',
      'Caddyfile',
    ],
    folder,
  );
  return { status, said: stdout + stderr };
}

describe.each(withProxy.map((subject) => [subject.name, subject] as const))('the proxy of %s', (_, subject) => {
  test('is a configuration that Caddy takes', () => {
    const { status, said } = validate(caddyfile(subject));
    expect([status, said.includes('Valid configuration')]).toEqual([0, true]);
  });

  test('is written as Caddy itself would format it', () => {
    const { status, stdout } = end(installed('CADDY'), ['fmt', '-'], newFolder(), caddyfile(subject));
    expect([status, stdout]).toEqual([0, caddyfile(subject)]);
  });
});

test.each([
  ['a directive that is none', 'reverse_proxy {', 'reverse_prox {', /unrecognized directive/],
  ['an option that is none', 'refresh 5s', 'refesh 5s', /unrecognized/],
  ['a duration without a unit', 'dial_timeout 2s', 'dial_timeout two', /bad timeout value|invalid duration/],
])('Caddy finds %s', (_, from, to, verdict) => {
  const [subject] = withProxy;
  if (subject === undefined) throw new Error('no subject has a proxy');
  const { status, said } = validate(caddyfile(subject).replace(from, to));
  expect(status).not.toBe(0);
  expect(said).toMatch(verdict);
});

describe('a real Caddy', () => {
  let upstream: HttpServer;
  let caddy: Server;
  let port = 0;

  beforeAll(async () => {
    const small = withProxy.find(({ name }) => name === 'small');
    if (small === undefined) throw new Error('there is no such subject');
    upstream = createServer((asked, answer) => answer.end(`${asked.headers.host} ${asked.url}`)).listen(0, '127.0.0.1');
    port = await freePort();
    const folder = newFolder();
    // The same sites without certificates, on a port of this machine, before one upstream.
    const text = caddyfile(small)
      .replace(/admin .*/, 'admin off')
      .replace(/^(\S+\.memorai\.com) \{$/gm, `http://$1:${port} {\n\tbind 127.0.0.1`)
      .replace(/dynamic a \S+ \d+/g, `dynamic a localhost ${(upstream.address() as AddressInfo).port}`);
    writeFileSync(join(folder, 'Caddyfile'), text);
    caddy = start(installed('CADDY'), ['run', '--adapter', 'caddyfile', '--config', 'Caddyfile'], {
      cwd: folder,
      env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    await until(caddy, async () => (await ask('api', '/health')).status === 200);
  });
  afterAll(async () => {
    await stop(caddy);
    upstream.close();
  });

  /** By the client below fetch, which sets no Host header. */
  const ask = (host: string, path: string) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, headers: { host: `${host}.memorai.com:${port}` } },
        (answer) => {
          let body = '';
          answer.setEncoding('utf8').on('data', (text) => {
            body += text;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        },
      );
      asked.on('error', reject).end();
    });

  test.each([
    ['api', '/', 200],
    ['api', '/health', 200],
    ['api', '/api/metrics', 200],
    ['api', '/metrics', 404],
    ['api', '/live', 404],
    ['api', '/ready', 404],
    ['api', '/%6detrics', 404],
    ['api', '/metrics/', 404],
    ['api', '/METRICS//', 404],
    ['api', '/metricsfoo', 200],
    ['dashboard', '/', 200],
    ['dashboard', '/api/metrics', 404],
    ['dashboard', '/metrics', 404],
  ])('%s%s answers %i (E79)', async (host, path, status) => {
    expect((await ask(host, path)).status).toBe(status);
  });

  test('the service sees the host that was asked for, and browsers stay with HTTPS', async () => {
    const { headers, body } = await ask('api', '/v1/memories');
    expect(body).toBe(`api.memorai.com:${port} /v1/memories`);
    expect(headers['strict-transport-security']).toBe('max-age=15768000');
  });
});
