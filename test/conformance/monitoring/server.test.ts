import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { serviceMetrics } from '../../../lib/monitoring/catalogue/service';
import { thisHost } from '../../../lib/runtime/host';
import { type Service, startService } from '../../../lib/runtime/service';
import { productionPlatform } from '../../monitoring/platforms';
import { until } from '../kubernetes/until';
import { freePort } from '../stores/postgres-server';
import { Prometheus, write } from './tools';

interface Sent {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What reached the place where Alertmanager would be. */
const sent: Sent[] = [];
let service: Service;
let alertmanager: Server;
let prometheus: Prometheus;
let address: string;

/** The rendered files; only what is scraped, and how often, is of the test: there are no pods to find. */
beforeAll(async () => {
  service = await startService({
    env: { MEMORAI_VERSION: '3.2.0', MEMORAI_ENV: 'test', MEMORAI_HOST: '127.0.0.1' },
    log: () => undefined,
    host: thisHost,
    port: 0,
    checks: [],
  });
  alertmanager = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      sent.push(...(JSON.parse(body) as Sent[]));
      response.end();
    });
  });
  await new Promise<void>((resolve) => alertmanager.listen(0, '127.0.0.1', resolve));
  const folder = write(productionPlatform);
  const port = await freePort();
  const config = parse(readFileSync(join(folder, 'prometheus.yml'), 'utf8'));
  writeFileSync(
    join(folder, 'prometheus.yml'),
    stringify({
      ...config,
      global: { ...config.global, scrape_interval: '1s', evaluation_interval: '1s' },
      scrape_configs: [{ job_name: 'memorai-api', static_configs: [{ targets: [`127.0.0.1:${service.port}`] }] }],
      alerting: {
        alertmanagers: [
          { static_configs: [{ targets: [`127.0.0.1:${(alertmanager.address() as AddressInfo).port}`] }] },
        ],
      },
    }),
  );
  prometheus = Prometheus.start(folder, [
    '--config.file=prometheus.yml',
    '--storage.tsdb.path=prometheus-data',
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  address = `http://127.0.0.1:${port}`;
  await until('Prometheus is ready', 30_000, async () => {
    const answer = await fetch(`${address}/-/ready`).catch(() => undefined);
    return answer?.ok === true || prometheus.said();
  });
});

afterAll(async () => {
  await prometheus.stop();
  await service.stop();
  alertmanager.closeAllConnections();
  alertmanager.close();
});

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

async function query(expression: string): Promise<readonly Series[]> {
  const answer = await fetch(`${address}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const body = (await answer.json()) as { data: { result: readonly Series[] } };
  return body.data.result;
}

test.each(Object.entries(serviceMetrics))('the reference service exports %s', async (name, { type }) => {
  await fetch(`http://127.0.0.1:${service.port}/health`);
  const series = type === 'histogram' ? `${name}_bucket` : name;
  await until(`${series} is there`, 15_000, async () => (await query(series)).length > 0);
  const unknown = (await query(series)).flatMap(({ metric }) =>
    Object.keys(metric).filter(
      (label) =>
        !['__name__', 'job', 'instance', 'le', ...serviceMetrics[name as keyof typeof serviceMetrics].labels].includes(
          label,
        ),
    ),
  );
  expect(unknown).toEqual([]);
});

test.each(['memory_usage_bytes', 'cpu_usage_seconds'])("the guide's %s is recorded", async (name) => {
  await until(`${name} is recorded`, 15_000, async () => (await query(name)).length > 0);
  const [series] = await query(name);
  expect(series?.metric).toMatchObject({ __name__: name, job: 'memorai-api' });
  expect(Number(series?.value[1])).toBeGreaterThan(0);
});

test('every rule was evaluated, without an error', async () => {
  const rules = async () => {
    const answer = await fetch(`${address}/api/v1/rules`);
    const body = (await answer.json()) as {
      data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
    };
    return body.data.groups.flatMap((group) => group.rules);
  };
  await until('all rules were evaluated', 15_000, async () =>
    (await rules()).every(({ health }) => health !== 'unknown'),
  );
  const evaluated = await rules();
  expect(evaluated.length).toBeGreaterThan(30);
  expect(evaluated.filter(({ health }) => health !== 'ok')).toEqual([]);
});

test('a service that nobody scrapes is missed, and the one that answers is not', async () => {
  const missed = async () =>
    (await query('ALERTS{alertname="ServiceDown"}'))
      .map(({ metric }) => metric.job ?? '')
      .sort()
      .join();
  await until('only what is not scraped is missed', 15_000, async () => {
    const jobs = await missed();
    return jobs === 'memorai-dashboard,memorai-mcp,memorai-worker' || jobs;
  });
});

test('the watchdog is sent to Alertmanager, with the environment and its runbook', async () => {
  const watchdog = () => sent.find(({ labels }) => labels.alertname === 'Watchdog');
  await until('it is sent', 30_000, () => watchdog() !== undefined || prometheus.said());
  expect(watchdog()).toMatchObject({
    labels: { alertname: 'Watchdog', severity: 'none', environment: 'production' },
    annotations: { runbook_url: expect.stringMatching(/\/docs\/runbooks\/Watchdog\.md$/) },
  });
});
