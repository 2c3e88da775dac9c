import { loadPlatform } from '../../../lib/load-platform';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { compose } from '../../support/configs';
import { Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { freePort } from '../stores/postgres-server';
import { installed, write } from './tools';

type Labels = Readonly<Record<string, string>>;

interface Known {
  readonly labels: Labels;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

let keeper: Keeper;
beforeEach(() => {
  keeper = new Keeper();
});
afterEach(() => keeper.close());

/** Tells a running Alertmanager, with the rendered file, of these alerts: those that it silences. */
async function silenced(platform: Platform, alerts: readonly Labels[]): Promise<readonly Labels[]> {
  const address = `127.0.0.1:${await freePort()}`;
  const { output } = keeper.start({
    command: installed('ALERTMANAGER'),
    args: [
      '--config.file=alertmanager.yml',
      `--storage.path=${keeper.folder}/alertmanager`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ],
    cwd: write(platform),
    env: {},
  });
  await until('Alertmanager is ready', 30_000, async () => {
    const answer = await fetch(`http://${address}/-/ready`).catch(() => undefined);
    return answer?.ok === true || output().stderr.slice(-2000);
  });
  await fetch(`http://${address}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts.map((labels) => ({ labels: { environment: 'production', ...labels } }))),
  });
  let known: readonly Known[] = [];
  await until('every alert is judged', 10_000, async () => {
    known = (await (await fetch(`http://${address}/api/v2/alerts`)).json()) as Known[];
    return known.length === alerts.length && known.every(({ status }) => status.state !== 'unprocessed');
  });
  return known
    .filter(({ status }) => status.inhibitedBy.length > 0)
    .map(({ labels: { environment: _, ...labels } }) => labels);
}

const shipped = loadPlatform('environments/production.yaml');
const node = { job: 'node', instance: 'node-exporter:9100' };

test('a backup that cannot be read hides neither the full disk behind it, nor that the last one is old', async () => {
  const alerts = [
    { alertname: 'BackupNotReadable', severity: 'critical', store: 'postgres', ...node },
    { alertname: 'BackupTooOld', severity: 'warning', store: 'postgres', ...node },
    { alertname: 'DiskFills', severity: 'warning', mountpoint: '/', ...node },
  ];
  expect(await silenced(resolvePlatform(compose({ compose: { backups: {} } })), alerts)).toEqual([]);
});

test('a cache that is away hides what is said of that cache, and of nothing else', async () => {
  const evicts = { alertname: 'RedisEvicts', severity: 'warning', job: 'redis' };
  const alerts = [
    { alertname: 'RedisDown', severity: 'critical', job: 'redis', instance: 'a' },
    { ...evicts, instance: 'a' },
    { ...evicts, instance: 'b' },
    { alertname: 'TargetDown', severity: 'warning', job: 'redis', instance: 'b' },
  ];
  expect(await silenced(shipped, alerts)).toEqual([{ ...evicts, instance: 'a' }]);
});

test('a full disk hides that it fills, of that disk and in that environment', async () => {
  const fills = { alertname: 'DiskFills', severity: 'warning', job: 'node' };
  const alerts = [
    { alertname: 'DiskFull', severity: 'critical', job: 'node', instance: 'a', mountpoint: '/' },
    { ...fills, instance: 'a', mountpoint: '/' },
    { ...fills, instance: 'a', mountpoint: '/data' },
    { ...fills, instance: 'b', mountpoint: '/' },
    { ...fills, instance: 'a', mountpoint: '/', environment: 'staging' },
  ];
  expect(await silenced(shipped, alerts)).toEqual([{ ...fills, instance: 'a', mountpoint: '/' }]);
});
