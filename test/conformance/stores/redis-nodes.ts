import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Platform } from '../../../lib/platform/types';
import { synthesize } from '../../../lib/synthesize';
import { until } from '../kubernetes/until';

interface Node {
  readonly shard: string;
  readonly host: string;
  address: string;
  process: ChildProcess | undefined;
}

/** Every character that could end a word or a line of a shell, of redis.conf or of a URL. */
const PASSWORD = 'p"a\'s \\s$HOME `#%@:/';

/** Where the programs are: as the part's install unpacked them, or those of the system. */
const unpacked = process.env.MEMORAI_REDIS;
const programs = unpacked === undefined ? '/usr/bin' : `${unpacked}/usr/bin`;
const libraries = `${unpacked}/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** What the DNS of a cluster does for `getent` and for redis-cli, by a file of addresses and names. */
const standIns = (folder: string): Readonly<Record<string, string>> => ({
  getent: `#!/bin/sh
awk -v host="$2" '$2 == host { print; found = 1 } END { exit !found }' ${folder}/hosts
`,
  'redis-cli': `#!/bin/sh
for word do
  shift
  address=$(awk -v host="$word" '$2 == host { print $1 }' ${folder}/hosts)
  set -- "$@" "\${address:-$word}"
done
exec ${programs}/redis-cli "$@"
`,
});

/**
 * The nodes of a platform's Redis as real servers on loopback, started with the files of the rendered ConfigMap by the
 * command of the rendered StatefulSet. A node has an address of its own in 127.0.0.0/8, as a pod has; stand-ins know it
 * by the rendered name, as the cluster's DNS would.
 */
export class RedisNodes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'memorai-redis-'));
  private readonly supervisor = spawn(
    process.execPath,
    [require.resolve('../kubernetes/supervisor.cjs'), this.folder],
    { stdio: ['pipe', 'ignore', 'inherit'], detached: true },
  );
  private readonly network = `127.${20 + (process.pid % 200)}.${(process.pid >> 8) % 250}`;
  private lastAddress = 0;
  private nodes: readonly Node[] = [];

  constructor(platform: Platform) {
    mkdirSync(join(this.folder, 'bin'));
    for (const [name, text] of Object.entries(standIns(this.folder))) {
      writeFileSync(join(this.folder, 'bin', name), text, { mode: 0o755 });
    }
    this.configure(platform);
  }

  /** Takes the files of another platform; nodes that it has besides are added, and not started. */
  configure(platform: Platform): void {
    const rendered = synthesize(platform, { targets: ['kubernetes'] });
    const file = rendered.find(({ path }) => path.endsWith('configmap-memorai-redis-config.yaml'));
    const { data } = load(file?.content ?? '') as { data: Readonly<Record<string, string>> };
    const known = new Map(this.nodes.map((node) => [node.host, node]));
    this.nodes = (data.nodes ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(
        ([shard = '', host = '']) =>
          known.get(host) ?? { shard, host, address: this.nextAddress(), process: undefined },
      );
    for (const [name, content] of Object.entries(data)) writeFileSync(join(this.folder, name), content);
    for (const { host } of this.nodes) mkdirSync(join(this.folder, host), { recursive: true });
    this.publish();
  }

  get hosts(): readonly string[] {
    return this.nodes.map(({ host }) => host);
  }

  start(host: string): void {
    const node = this.find(host);
    const own = join(this.folder, host);
    // What differs from a container: folders, and a machine that all nodes share.
    const localise = (text: string) => text.replace(/\/data|\/tmp(?=\/)/g, own);
    const original = execFileSync('cat', [join(this.folder, 'redis.conf')], { encoding: 'utf8' });
    const bound = `bind ${node.address}\nbind-source-addr ${node.address}\nmaxmemory 50mb\n`;
    writeFileSync(join(own, 'given.conf'), `${localise(original)}${bound}`);
    const script = execFileSync('cat', [join(this.folder, 'start.sh')], { encoding: 'utf8' });
    writeFileSync(join(own, 'start.sh'), localise(script));
    const command = `/bin/sh ${this.folder}/cluster.sh keep & exec /bin/sh ${own}/start.sh ${own}/given.conf >>${own}/log 2>&1`;
    const child = spawn('/bin/sh', ['-c', command], { env: this.environment(node), detached: true, stdio: 'ignore' });
    this.supervisor.stdin?.write(`${JSON.stringify({ guard: -(child.pid ?? 0) })}\n`);
    node.process = child;
  }

  /** As a pod ends: `leave`, SIGTERM to the server, then everything that is left. */
  async stop(host: string, { leave }: { readonly leave: boolean }): Promise<void> {
    const node = this.find(host);
    const child = node.process;
    if (child?.pid === undefined) throw new Error(`${host} does not run`);
    if (leave) this.script(host, 'leave');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    this.supervisor.stdin?.write(`${JSON.stringify({ release: -child.pid })}\n`);
    node.process = undefined;
  }

  /** Another address at the next start, as a new pod has; with `empty` also another volume. */
  move(host: string, { empty }: { readonly empty: boolean }): void {
    this.find(host).address = this.nextAddress();
    this.publish();
    if (empty) {
      rmSync(join(this.folder, host), { recursive: true });
      mkdirSync(join(this.folder, host));
    }
  }

  /**
   * Runs `cluster.sh` as a probe, a hook or the Job of the node does.
   *
   * @throws Error with all that it said, where it fails or does not end
   */
  script(host: string, word: 'ready' | 'leave' | 'form'): void {
    const { status, stdout, stderr } = spawnSync('/bin/sh', [join(this.folder, 'cluster.sh'), word], {
      env: this.environment(this.find(host)),
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (status !== 0) throw new Error(`${word} ended with ${status}\n${stdout}\n${stderr}`);
  }

  isReady(host: string): boolean {
    try {
      this.script(host, 'ready');
      return true;
    } catch {
      return false;
    }
  }

  allReady(): boolean | string {
    const waiting = this.hosts.filter((host) => !this.isReady(host));
    return waiting.length === 0 || `not ready: ${waiting.join(', ')}`;
  }

  /** redis-cli as the application would be: with the password alone, and to wherever it is sent by name. */
  cli(host: string, ...words: readonly string[]): string {
    const node = this.find(host);
    const said = execFileSync('redis-cli', ['-h', node.address, ...words], {
      env: this.environment(node),
      encoding: 'utf8',
    }).trim();
    const next = /^MOVED \d+ (.+):\d+$/.exec(said)?.[1];
    return next === undefined ? said : this.cli(next, ...words);
  }

  /** Ids and roles by host, as one node sees them; members that have failed are left out. */
  view(
    host: string,
  ): ReadonlyMap<string, { readonly id: string; readonly primary: string | undefined; readonly slots: boolean }> {
    const lines = this.cli(host, 'cluster', 'nodes')
      .split('\n')
      .map((line) => line.split(' '));
    return new Map(
      lines
        .filter(([, , flags]) => !/fail|noaddr/.test(flags ?? ''))
        .map(([id = '', address = '', flags = '', primary = '', ...rest]) => [
          address.split(',')[1] ?? '',
          { id, primary: flags.includes('slave') ? primary : undefined, slots: rest.length > 4 },
        ]),
    );
  }

  /** What is wrong with the shape of the cluster, as the first node sees it. */
  shapeProblems(): string[] {
    const view = this.view(this.hosts[0] ?? '');
    const shards = [...new Set(this.nodes.map(({ shard }) => shard))];
    return shards.flatMap((shard) => {
      const members = this.nodes.filter((node) => node.shard === shard).map(({ host }) => view.get(host));
      const primaries = members.filter((member) => member !== undefined && member.primary === undefined);
      const [primary] = primaries;
      if (primaries.length !== 1 || primary === undefined) return [`shard ${shard} has ${primaries.length} primaries`];
      const strays = members.filter((member) => member !== primary && member?.primary !== primary.id);
      return [
        ...(primary.slots ? [] : [`shard ${shard} has no slots`]),
        ...strays.map(() => `a replica of shard ${shard} follows another`),
      ];
    });
  }

  async untilReady(): Promise<void> {
    await until('every node is ready', 60_000, () => this.allReady());
  }

  log(host: string): string {
    const file = join(this.folder, host, 'log');
    return existsSync(file) ? execFileSync('tail', ['-5', file], { encoding: 'utf8' }) : '';
  }

  async end(): Promise<void> {
    const ended = once(this.supervisor, 'exit');
    this.supervisor.stdin?.end();
    await ended;
  }

  private find(host: string): Node {
    const node = this.nodes.find((one) => one.host === host);
    if (node === undefined) throw new Error(`no node ${host}`);
    return node;
  }

  private nextAddress(): string {
    this.lastAddress += 1;
    return `${this.network}.${this.lastAddress}`;
  }

  private publish(): void {
    writeFileSync(join(this.folder, 'hosts'), this.nodes.map(({ host, address }) => `${address} ${host}\n`).join(''));
  }

  private environment({ host, address }: Node): NodeJS.ProcessEnv {
    return {
      PATH: `${this.folder}/bin:${programs}:${process.env.PATH}`,
      ...(unpacked === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
      REDIS_PASSWORD: PASSWORD,
      REDIS_MONITOR_PASSWORD: `${PASSWORD} of the exporter`,
      REDISCLI_AUTH: PASSWORD,
      REDIS_ANNOUNCE_HOSTNAME: host,
      POD_IP: address,
    };
  }
}
