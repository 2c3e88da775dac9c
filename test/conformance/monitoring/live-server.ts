import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { backupMetricsScript } from '../../../lib/compose/backup-metrics';
import { restoreTestMetricsScript, testRecord } from '../../../lib/compose/restore-test-metrics';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { type Ended, end } from '../../support/run';
import { Keeper } from '../aws/keeper';
import { until } from '../kubernetes/until';
import { freePort } from '../stores/postgres-server';
import { flagsOf } from './flags';
import { hasty, type Places, prometheusOnLoopback, promptly } from './loopback';
import { StandIn, standIns } from './stand-ins';
import { installed, write } from './tools';
import { WatchedCluster } from './watched-cluster';
import { WatchedServices } from './watched-services';
import { WatchedStores } from './watched-stores';

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** What has to be ended. */
interface Opened {
  close(): unknown;
}

/** One alert as the webhook was told of it. */
export interface Message {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface EvaluatedRule {
  readonly type: 'alerting' | 'recording';
  readonly name: string;
  readonly query: string;
  readonly health: string;
  readonly lastError?: string;
}

/**
 * An environment and what watches it, on loopback: Prometheus with the rendered configuration and rules (loopback.ts says
 * what is changed of them), Alertmanager with the rendered routes, the real exporters of real stores, a real control plane,
 * and the reference service in the place of each service.
 */
export class LiveServer {
  /** What reached the webhook, in order. */
  readonly messages: Message[] = [];
  private address = '';
  private alertmanager = '';

  private constructor(
    readonly platform: Platform,
    readonly services: WatchedServices,
    readonly stores: WatchedStores,
    readonly keeper: Keeper,
    private readonly opened: Opened[],
  ) {}

  /**
   * @param config an environment on a cluster, with ingress and SQS, whose receivers are webhooks
   * @throws Error when one part does not start; then none is left
   */
  static async start(config: PlatformConfig): Promise<LiveServer> {
    const platform = resolvePlatform(config);
    const keeper = new Keeper();
    const opened: Opened[] = [keeper];
    const open = async <One extends Opened>(starting: Promise<One>): Promise<One> => {
      const one = await starting;
      opened.push(one);
      return one;
    };
    const parts = [
      open(WatchedServices.start(platform)),
      open(WatchedStores.start(platform, keeper)),
      open(WatchedCluster.start(config)),
    ] as const;
    try {
      // A part that is still starting when another fails would be left behind.
      await Promise.allSettled(parts);
      const [services, stores, cluster] = await Promise.all(parts);
      const live = new LiveServer(platform, services, stores, keeper, opened);
      await live.watch(cluster.kubeconfig);
      return live;
    } catch (error) {
      await closeAll(opened);
      throw error;
    }
  }

  /** The answers to a list of expressions, in its order. */
  answers(expressions: readonly string[]): Promise<readonly (readonly Series[])[]> {
    return Promise.all(expressions.map((expression) => this.query(expression)));
  }

  /** @throws Error with what Prometheus says of an expression that it does not take */
  async query(expression: string): Promise<readonly Series[]> {
    const data = await this.ask<{ resultType: string; result: readonly Series[] }>('query', { query: expression });
    return data.result;
  }

  /** Type of a metric, as its exporter says it. */
  async types(): Promise<Readonly<Record<string, readonly { readonly type: string }[]>>> {
    return this.ask('metadata');
  }

  /** What a person types, with promtool and amtool; the addresses of a runbook are those of here. */
  shell(text: string): Ended {
    const here = text
      .replaceAll('http://localhost:9090', this.address)
      .replaceAll('http://localhost:9093', this.alertmanager)
      .replaceAll('/etc/prometheus', write(this.platform));
    const path = [dirname(installed('PROMTOOL')), process.env.PATH].join(delimiter);
    return end('env', [`PATH=${path}`, 'bash', '-e', '-o', 'pipefail', '-c', here], process.cwd());
  }

  async rules(): Promise<readonly EvaluatedRule[]> {
    const { groups } = await this.ask<{ groups: readonly { rules: readonly EvaluatedRule[] }[] }>('rules');
    return groups.flatMap(({ rules }) => rules);
  }

  /** Names of the alerts that fire now, each once. */
  async firing(): Promise<readonly string[]> {
    const series = await this.query('ALERTS{alertstate="firing"}');
    return [...new Set(series.map(({ metric }) => metric.alertname ?? ''))].sort();
  }

  async close(): Promise<void> {
    await closeAll(this.opened);
  }

  private async ask<Data>(path: string, words: Readonly<Record<string, string>> = {}): Promise<Data> {
    const answer = await fetch(`${this.address}/api/v1/${path}?${new URLSearchParams(words)}`);
    const body = (await answer.json()) as { status: string; data: Data; error?: string };
    if (body.status !== 'success') throw new Error(`${Object.values(words).join()}: ${body.error}`);
    return body.data;
  }

  private async watch(kubeconfig: string): Promise<void> {
    const folder = write(this.platform);
    const [prometheus, alertmanager] = [await this.freeAddress(), await this.freeAddress()];
    const targets = {
      ...this.services.targets,
      ...this.stores.targets,
      ...(await this.playTheRest()),
      node: await this.startNodeExporter(),
      'kube-state-metrics': await this.startStateMetrics(kubeconfig),
      prometheus,
    };
    rewrite(folder, { targets, alertmanager, kubeconfig });
    await this.listen(folder);
    const run = (command: string, args: readonly string[]) =>
      this.keeper.start({ command, args, cwd: folder, env: { PATH: process.env.PATH ?? '' } });
    const said = run(installed('ALERTMANAGER'), [
      '--config.file=alertmanager.yml',
      `--storage.path=${this.keeper.folder}/alertmanager`,
      `--web.listen-address=${alertmanager}`,
      '--cluster.listen-address=',
    ]);
    await this.ready(`http://${alertmanager}`, 'Alertmanager', () => said.output().stderr);
    const { output } = run(installed('PROMETHEUS'), [
      '--config.file=prometheus.yml',
      `--storage.tsdb.path=${this.keeper.folder}/prometheus`,
      `--web.listen-address=${prometheus}`,
    ]);
    this.address = `http://${prometheus}`;
    this.alertmanager = `http://${alertmanager}`;
    await this.ready(this.address, 'Prometheus', () => output().stderr);
  }

  private ready(address: string, name: string, said: () => string): Promise<void> {
    return until(`${name} is ready`, 30_000, async () => {
      const answer = await fetch(`${address}/-/ready`).catch(() => undefined);
      return answer?.ok === true || said().slice(-2000);
    });
  }

  private freeAddress = async (): Promise<string> => `127.0.0.1:${await freePort()}`;

  private async startNodeExporter(): Promise<string> {
    const address = await this.freeAddress();
    this.keeper.start({
      command: installed('NODE_EXPORTER'),
      args: [
        ...flagsOf('nodeExporter'),
        `--collector.textfile.directory=${this.tellOfBackups()}`,
        `--web.listen-address=${address}`,
      ],
      cwd: this.keeper.folder,
      env: {},
    });
    return address;
  }

  /** What the scripts of Compose say of a folder with a backup that has been tested: a folder with text files. */
  private tellOfBackups(): string {
    const { folder } = this.keeper;
    const [metrics, backups] = [join(folder, 'metrics'), join(folder, 'backups')];
    const newest = join(backups, `memorai_${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`);
    for (const one of [metrics, newest]) mkdirSync(one, { recursive: true });
    writeFileSync(join(newest, 'database.dump'), 'dump');
    writeFileSync(join(backups, testRecord), `${Math.floor(Date.now() / 1000)} 3\n`);
    const words = [`BACKUP_FOLDER=${backups}`, `BACKUP_METRICS_FOLDER=${metrics}`, 'PGDATABASE=memorai'];
    for (const script of [backupMetricsScript, restoreTestMetricsScript]) {
      const { status, stderr } = end('env', [...words, 'bash', '-s'], folder, script);
      if (status !== 0) throw new Error(stderr);
    }
    return metrics;
  }

  private async startStateMetrics(kubeconfig: string): Promise<string> {
    const [port, telemetry] = [await freePort(), await freePort()];
    this.keeper.start({
      command: installed('KUBE_STATE_METRICS'),
      args: [
        `--kubeconfig=${kubeconfig}`,
        '--host=127.0.0.1',
        `--port=${port}`,
        '--telemetry-host=127.0.0.1',
        `--telemetry-port=${telemetry}`,
        ...flagsOf('kubeStateMetrics'),
      ],
      cwd: this.keeper.folder,
      env: {},
    });
    return `127.0.0.1:${port}`;
  }

  private async playTheRest(): Promise<Readonly<Record<string, string>>> {
    const started = Object.entries(standIns(this.platform)).map(async ([job, played]) => {
      const standIn = await StandIn.start(played);
      this.opened.push(standIn);
      return [job, standIn.target] as const;
    });
    return Object.fromEntries(await Promise.all(started));
  }

  /** The webhook, whose address is the secret of each receiver. */
  private async listen(folder: string): Promise<void> {
    const webhook: Server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        this.messages.push(...(JSON.parse(body) as { alerts: readonly Message[] }).alerts);
        response.end();
      });
    });
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    this.opened.push({
      close: () => {
        webhook.closeAllConnections();
        webhook.close();
      },
    });
    for (const { secretFile } of this.platform.alerting?.receivers ?? []) {
      writeFileSync(join(folder, secretFile), `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/`);
    }
  }
}

const closeAll = (opened: readonly Opened[]): Promise<unknown> => Promise.all(opened.map((one) => one.close()));

/** Puts the rendered files onto loopback. */
function rewrite(folder: string, places: Places): void {
  const edit = <File>(path: string, change: (file: File) => unknown) => {
    const file = join(folder, path);
    writeFileSync(file, stringify(change(parse(readFileSync(file, 'utf8')) as File)));
  };
  edit<Parameters<typeof prometheusOnLoopback>[0]>('prometheus.yml', (file) => prometheusOnLoopback(file, places));
  edit('rules/memorai.yaml', hasty);
  edit<Parameters<typeof promptly>[0]>('alertmanager.yml', promptly);
}
