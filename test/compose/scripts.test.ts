import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeProject } from '../../lib/compose/file';
import { resolvePlatform } from '../../lib/platform/index';
import { compose } from '../support/configs';

const { file, files } = composeProject(resolvePlatform(compose()));

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly key: string | string[] | undefined;
  readonly body: string;
}

let folder: string;
let server: Server;
let port = 0;
/** Answers by method; what was asked. */
let answers: Readonly<Record<string, readonly [number, unknown]>> = {};
let asked: Asked[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'memorai-scripts-'));
  for (const { name, content } of files) writeFileSync(join(folder, name), content);
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ method: request.method, url: request.url, key: request.headers['api-key'], body });
      const [status, answer] = answers[request.method ?? ''] ?? [500, 'unexpected'];
      response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
});

/** Runs a program beside this process, which answers it. */
const run = (command: string, words: readonly string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, QDRANT_URL: `http://127.0.0.1:${port}`, QDRANT_API_KEY: 'key' };
    execFile(command, [...words], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), out: stdout + stderr }),
    );
  });

describe('a health check', () => {
  const test_ = (name: string, from: number) =>
    (file.services[name]?.healthcheck?.test ?? []).map((word) => word.replaceAll(String(from), String(port)));

  test.each([
    [200, 0],
    [503, 1],
  ])('of a service that answers %i ends with %i', async (status, code) => {
    answers = { GET: [status, {}] };
    const [, , ...words] = test_('memorai-api', 3001);
    expect((await run(process.execPath, words)).code).toBe(code);
    expect(asked.map(({ url }) => url)).toEqual(['/health']);
  });

  test.each([
    [200, 0],
    [503, 1],
  ])('of a Qdrant that answers %i ends with %i, with nothing but bash', async (status, code) => {
    answers = { GET: [status, {}] };
    const [, script = ''] = test_('qdrant', 6333);
    expect((await run('/bin/sh', ['-c', script])).code).toBe(code);
    expect(asked.map(({ url }) => url)).toEqual(['/readyz']);
  });

  test('where nobody listens fails', async () => {
    const [, script = ''] = (file.services.qdrant?.healthcheck?.test ?? []).map((word) => word.replaceAll('6333', '1'));
    expect((await run('/bin/sh', ['-c', script])).code).not.toBe(0);
  });
});
