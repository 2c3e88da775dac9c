import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { ApiClient } from './api-client';
import { installed } from './environment';
import { Kubectl } from './kubectl';
import { until } from './until';
import { storageClasses, volumeStage } from './volume-stage';

export interface ControlPlaneOptions {
  /** Controllers, scheduler and the players of nodes; without them objects are only admitted and stored. */
  readonly controllers: boolean;
  /** `1.35`: the server behaves as that minor would. */
  readonly emulatedVersion?: string;
}

/** A name, its token and its groups: the server's own way to know people without certificates. */
const users = [
  ['admin', 'system:masters'],
  ['system:kube-controller-manager', ''],
  ['system:kube-scheduler', ''],
] as const;

/** A real control plane on loopback, with its state in a folder of its own that goes with it. */
export class ControlPlane {
  private constructor(
    /** For whatever belongs to this run: it is removed at the end. */
    readonly folder: string,
    readonly kubectl: Kubectl,
    readonly api: ApiClient,
    private readonly supervisor: ChildProcess,
  ) {}

  /** Ready for objects within 3 to 6 seconds. */
  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    const folder = mkdtempSync(join(tmpdir(), 'memorai-kubernetes-'));
    const supervisor = spawn(process.execPath, [require.resolve('./supervisor.cjs'), folder], {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    });
    try {
      return await startIn(folder, supervisor, options);
    } catch (error) {
      const logs = readdirSync(folder)
        .filter((file) => file.endsWith('.log'))
        .map((file) => `--- ${file}\n${readFileSync(join(folder, file), 'utf8').split('\n').slice(-15).join('\n')}`);
      await end(supervisor);
      throw new Error(`the control plane did not start: ${String(error)}\n${logs.join('\n')}`);
    }

    async function startIn(
      state: string,
      keeper: ChildProcess,
      { controllers, emulatedVersion }: ControlPlaneOptions,
    ): Promise<ControlPlane> {
      const [api = 0, etcd = 0, peer = 0, manager = 0, scheduler = 0] = await freePorts(5);
      const file = (name: string) => join(state, name);
      const tell = (note: object): void => {
        keeper.stdin?.write(`${JSON.stringify(note)}\n`);
      };
      const run = (name: string, command: string, args: readonly string[]) => tell({ name, command, args });
      const binary = (name: string) => join(installed('KUBERNETES'), name);
      writeKeys(file);
      for (const [user] of users) writeKubeconfig(file, user, api);

      run('etcd', join(installed('ETCD'), 'etcd'), [
        `--data-dir=${file('etcd')}`,
        '--unsafe-no-fsync',
        '--log-level=warn',
        `--listen-client-urls=http://127.0.0.1:${etcd}`,
        `--advertise-client-urls=http://127.0.0.1:${etcd}`,
        `--listen-peer-urls=http://127.0.0.1:${peer}`,
        `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
        `--initial-cluster=default=http://127.0.0.1:${peer}`,
      ]);
      run('kube-apiserver', binary('kube-apiserver'), [
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        `--secure-port=${api}`,
        `--etcd-servers=http://127.0.0.1:${etcd}`,
        `--cert-dir=${file('pki')}`,
        `--token-auth-file=${file('tokens.csv')}`,
        '--authorization-mode=Node,RBAC',
        // Lets environments that know nothing of each other share one control plane: each has its nodes (lab-nodes.ts).
        '--enable-admission-plugins=PodNodeSelector',
        '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
        `--service-account-key-file=${file('service-account.pub')}`,
        `--service-account-signing-key-file=${file('service-account.key')}`,
        '--service-cluster-ip-range=10.96.0.0/16',
        '--endpoint-reconciler-type=none',
        // As the providers have it: whether a pod may be privileged is for the namespace to say.
        '--allow-privileged=true',
        '--profiling=false',
        ...(emulatedVersion === undefined ? [] : [`--emulated-version=${emulatedVersion}`]),
      ]);
      const token = tokenOf('admin');
      const client = new ApiClient(api, file('pki/apiserver.crt'), token);
      await until(
        'the API server is ready',
        60_000,
        async () => (await client.get('/readyz').catch(() => '')) === 'ok',
      );
      const kubectl = new Kubectl(binary('kubectl'), file('admin.kubeconfig'), state, tell);
      if (controllers) {
        run('kube-controller-manager', binary('kube-controller-manager'), [
          `--kubeconfig=${file('system:kube-controller-manager.kubeconfig')}`,
          '--bind-address=127.0.0.1',
          `--secure-port=${manager}`,
          `--cert-dir=${file('manager-pki')}`,
          '--leader-elect=false',
          '--use-service-account-credentials=true',
          `--service-account-private-key-file=${file('service-account.key')}`,
          `--root-ca-file=${file('pki/apiserver.crt')}`,
          `--flex-volume-plugin-dir=${file('flex')}`,
          '--kube-api-qps=500',
          '--kube-api-burst=1000',
          // Autoscalers read no metrics here, but they do bring a Deployment to its least.
          '--horizontal-pod-autoscaler-sync-period=1s',
          '--profiling=false',
        ]);
        run('kube-scheduler', binary('kube-scheduler'), [
          `--kubeconfig=${file('system:kube-scheduler.kubeconfig')}`,
          '--bind-address=127.0.0.1',
          `--secure-port=${scheduler}`,
          `--cert-dir=${file('scheduler-pki')}`,
          '--leader-elect=false',
          '--profiling=false',
        ]);
        writeFileSync(file('stages.yaml'), stages());
        run('kwok', join(installed('KWOK'), 'kwok'), [
          `--kubeconfig=${file('admin.kubeconfig')}`,
          `--config=${file('stages.yaml')}`,
          '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
          '--cidr=10.200.0.0/16',
          '--node-ip=127.0.0.1',
          '--node-lease-duration-seconds=40',
        ]);
        for (const one of storageClasses) await client.send('POST', '/apis/storage.k8s.io/v1/storageclasses', one);
        await until('the controllers work', 60_000, () =>
          client.get('/api/v1/namespaces/default/serviceaccounts/default').then(
            () => true,
            () => false,
          ),
        );
      }
      return new ControlPlane(state, kubectl, client, keeper);
    }
  }

  /** Ends every program and removes the folder. */
  async stop(): Promise<void> {
    await end(this.supervisor);
  }
}

async function end(supervisor: ChildProcess): Promise<void> {
  const ended = once(supervisor, 'exit');
  supervisor.stdin?.end();
  await ended;
}

const tokenOf = (user: string): string => `token-of-${user.replaceAll(':', '-')}`;

function writeKeys(file: (name: string) => string): void {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file('service-account.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(file('service-account.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  const rows = users.map(([user, groups]) => `${tokenOf(user)},${user},${user},"${groups}"`);
  writeFileSync(file('tokens.csv'), `${rows.join('\n')}\n`, { mode: 0o600 });
}

function writeKubeconfig(file: (name: string) => string, user: string, port: number): void {
  const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority': file('pki/apiserver.crt') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lab', cluster }],
    users: [{ name: user, user: { token: tokenOf(user) } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user } }],
    'current-context': 'lab',
  };
  writeFileSync(file(`${user}.kubeconfig`), dump(config), { mode: 0o600 });
}

/** What kwok's nodes and pods do, with one addition: an image that ends in `:broken` never gets ready. */
function stages(): string {
  const folder = join(installed('DEFINITIONS'), 'stages');
  const isHealthy = "!self.spec.containers.exists(c, c.image.endsWith(':broken'))";
  const published = readdirSync(folder).map((name) => {
    const stage = load(readFileSync(join(folder, name), 'utf8')) as {
      metadata: { name: string };
      spec: { selector: { matchExpressions: unknown[] } };
    };
    if (stage.metadata.name === 'pod-ready') {
      stage.spec.selector.matchExpressions.push({ cel: { expression: isHealthy } });
    }
    return dump(stage);
  });
  return [...published, dump(volumeStage)].join('---\n');
}

/** Held open together, so that they differ from each other. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
