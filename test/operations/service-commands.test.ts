import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Platform } from '../../lib/platform/index';
import { run } from '../support/run';
import { blocksFor, insideFor, shipped } from './commands';

/** Of the api: where it listens and what it is started with. */
function apiOf(platform: Platform): { readonly port: number; readonly nodeOptions: string } {
  const api = platform.services.api;
  const setting = api?.settings.find(({ name }) => name === 'NODE_OPTIONS')?.source;
  if (api === undefined || setting?.from !== 'literal')
    throw new Error(`${platform.environment} has no api in a container`);
  return { port: api.port, nodeOptions: setting.value };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The reference service as the api of a platform is started, but for its port and for /tmp. */
class Api {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly process: ChildProcess,
    private readonly platform: Platform,
  ) {}

  /** Where whoever types is: not in the container. */
  private get person(): string {
    const folder = join(this.folder, 'person');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  static async start(platform: Platform): Promise<Api> {
    const [folder, port] = [mkdtempSync(join(tmpdir(), 'memorai-api-')), await freePort()];
    const env = {
      PATH: process.env.PATH,
      NODE_OPTIONS: apiOf(platform).nodeOptions.replace('/tmp', folder),
      MEMORAI_PORT: String(port),
      MEMORAI_HOST: '127.0.0.1',
      MEMORAI_VERSION: '3.2.0',
      MEMORAI_ENV: 'test',
    };
    const child = spawn(process.execPath, [resolve('build/lib/runtime/main.js')], { env, stdio: 'ignore' });
    const api = new Api(folder, port, child, platform);
    run(
      'curl',
      ['--silent', '--retry', '20', '--retry-delay', '1', '--retry-connrefused', `http://127.0.0.1:${port}/live`],
      folder,
    );
    return api;
  }

  /** Lines of a runbook as they are run in its container: its process is 1 there, and /tmp its own. */
  type(...lines: readonly string[]): string {
    const here = lines
      .join('\n')
      .replaceAll('-USR2 1', `-USR2 ${this.process.pid}`)
      .replaceAll('/tmp/', `${this.folder}/`)
      .replaceAll(`localhost:${apiOf(this.platform).port}`, `localhost:${this.port}`);
    return run('bash', ['-e', '-o', 'pipefail', '-c', here], this.person);
  }

  file(name: string): string {
    return readFileSync(join(this.person, name), 'utf8');
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const inContainers = shipped.filter(({ deployment }) => deployment !== 'serverless');
const there = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

describe.each(inContainers.map((platform) => [platform.environment, platform] as const))('%s', (_, platform) => {
  let api: Api;
  beforeAll(async () => {
    api = await Api.start(platform);
  });
  afterAll(() => api?.stop());

  // What is done inside of the container, or from outside once the port is forwarded.
  const lines = [
    ...insideFor('npm test')
      .filter((one) => one.platform === platform)
      .map(({ words }) => words),
    ...blocksFor('kubernetes')
      .filter((one) => one.platform === platform)
      .flatMap(({ text }) => text.split('\n'))
      .flatMap((line) => (line.startsWith('curl ') ? [line] : (/ exec "\$pod" -- (.*)$/.exec(line)?.[1] ?? []))),
  ];
  const asks = lines.filter((line) => line.includes(' | ') && !line.includes('heapsnapshot'));
  test.each(asks)('%s', (line) => {
    expect(api.type(line)).toMatch(/^http_request_duration_seconds_count|"heapUsed": \d+/m);
  });

  test('a heap snapshot is whole, and a second one is the newer', () => {
    const snapshot = lines.filter((line) => !asks.includes(line));
    expect(snapshot).toHaveLength(3);
    const taken = [1, 2].map(() => {
      api.type(...snapshot);
      return JSON.parse(api.file('api.heapsnapshot')) as { snapshot: { node_count: number } };
    });
    expect(taken.map(({ snapshot: { node_count } }) => node_count > 10_000)).toEqual([true, true]);
  });
});

test('the machine has what the commands are made of', () => {
  expect(['curl', 'jq', 'grep'].filter((program) => !there(program))).toEqual([]);
});
