import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { alerts } from '../../../lib/monitoring/alerts/index';
import { catalogue } from '../../../lib/monitoring/catalogue/index';
import { type MetricDefinition, sources } from '../../../lib/monitoring/catalogue/metric';
import { dashboardQueries } from '../../../lib/monitoring/dashboards/queries';
import { recordings } from '../../../lib/monitoring/recordings';
import { textFor } from '../../../lib/monitoring/scope';
import { scrapeJobs } from '../../../lib/monitoring/scrape-jobs';
import { resolvePlatform } from '../../../lib/platform/index';
import { blocksFor, insideFor } from '../../operations/commands';
import { end } from '../../support/run';
import { until } from '../kubernetes/until';
import { LiveServer, type Message } from './live-server';
import { metricProblems, newer, scraped } from './metric-judge';
import { selectorsOf } from './selectors';
import { installed } from './tools';

/** The shipped production, with somebody who hears of everything. */
const production = (): PlatformConfig => ({
  ...(parse(readFileSync('environments/production.yaml', 'utf8')) as PlatformConfig),
  monitoring: { receivers: { oncall: { kind: 'webhook', severities: ['critical', 'warning', 'watchdog'] } } },
});

/** The address of a job's only target in the rendered file. */
const rendered = (job: string): string | undefined =>
  scrapeJobs(live.platform).find(({ job_name }) => job_name === job)?.static_configs?.[0]?.targets[0];

let live: LiveServer;
beforeAll(async () => {
  live = await LiveServer.start(production());
  // A few sessions, so that there is one that waits; the alerts look at nine in ten.
  await live.stores.hold(3);
  await live.stores.use();
  await live.services.use();
});
afterAll(() => live?.close());

/** Waits until there is nothing to say against something. */
const settled = (what: string, problems: () => Promise<readonly string[]>) =>
  until(what, 10_000, async () => (await problems()).join('; ') || true);

/** Waits for a message about an alert, newer than those that were there. */
async function heard(alertname: string, status: Message['status'], since = 0): Promise<Message> {
  const find = () =>
    live.messages.slice(since).find((one) => one.labels.alertname === alertname && one.status === status);
  await until(`${alertname} is ${status}`, 30_000, () => find() !== undefined);
  return find() as Message;
}

describe('what is scraped', () => {
  test.each([
    ['postgresExporter', 'POSTGRES_EXPORTER', '--version'],
    ['redisExporter', 'REDIS_EXPORTER', '--version'],
    ['nodeExporter', 'NODE_EXPORTER', '--version'],
    ['kubeStateMetrics', 'KUBE_STATE_METRICS', 'version'],
  ] as const)('%s is the version that the catalogue names', (source, program, word) => {
    const { stdout, stderr } = end(installed(program), [word], live.keeper.folder);
    const [, version = 'none'] = sources[source].split(' ');
    expect(`${stdout}${stderr}`).toMatch(new RegExp(`[^0-9.]${version.replaceAll('.', '\\.')}[^0-9.]`));
  });

  test('every pod and every node of the cluster is found, and every target answers', async () => {
    const { services, stores, cluster } = live.platform;
    const nodes = Object.values(cluster?.nodePools ?? {}).reduce((sum, { minNodes }) => sum + minNodes, 0);
    const wanted = {
      ...Object.fromEntries(Object.values(services).map(({ fullName, replicas }) => [fullName, replicas.min])),
      qdrant: stores.qdrant.nodes,
      node: nodes,
      kubelet: nodes,
      ...Object.fromEntries(
        ['postgres', 'redis', 'kube-state-metrics', 'cert-manager', 'ingress-nginx', 'yace', 'prometheus'].map(
          (job) => [job, 1],
        ),
      ),
    };
    await until('all targets answer', 30_000, async () => {
      const up = await live.query('count by (job) (up == 1)');
      const counted = Object.fromEntries(up.map(({ metric, value }) => [metric.job, Number(value[1])]));
      return Object.entries(wanted).every(([job, count]) => counted[job] === count) || JSON.stringify(counted);
    });
    expect(await live.query('up == 0')).toEqual([]);
    const [pod] = await live.query('up{job="memorai-api"}');
    expect(pod?.metric).toMatchObject({ namespace: 'memorai-production', pod: expect.stringMatching(/^memorai-api-/) });
    expect(pod?.metric.instance).toBe(pod?.metric.pod);
    const [exporter] = await live.query('up{job="postgres"}');
    expect(exporter?.metric.instance).toBe(rendered('postgres'));
  });
});

describe('the catalogue', () => {
  const metrics = Object.entries<MetricDefinition>(catalogue);
  const running = metrics.filter(([, { source }]) => scraped[source] !== undefined);

  test.each(running.filter(([name]) => !newer.includes(name)))(
    '%s is there, with its type and its labels',
    async (name, metric) => {
      await settled(`${name} is as the catalogue says`, () => metricProblems(live, name, metric));
    },
  );

  test('says `scrape` of these metrics, and of no other', () => {
    expect(metrics.filter(([, { proof }]) => proof === 'scrape').map(([name]) => name)).toEqual(
      running.map(([name]) => name),
    );
  });

  const planted: readonly (readonly [string, string, Partial<MetricDefinition>, string])[] = [
    ['another name', 'pg_stat_activity_counts', {}, 'there is no series'],
    ['a label too many', 'pg_stat_activity_count', { labels: ['client'] }, 'no series has the label client'],
    ['a label too few', 'pg_stat_activity_count', { labels: [] }, 'the catalogue lacks the label state'],
    ['another type', 'pg_stat_activity_count', { type: 'counter' }, 'it is a gauge'],
    ['another source', 'pg_stat_activity_count', { source: 'redisExporter' }, 'there is no series'],
  ];
  test.each(planted)('with %s is refused', async (_, name, change, problem) => {
    expect(await metricProblems(live, name, { ...catalogue.pg_stat_activity_count, ...change })).toContain(problem);
  });
});

describe('the rules', () => {
  // Rates are of what happens after the first scrape.
  beforeAll(() => live.stores.use());

  test.each(recordings.map(({ record }) => record))('%s has a value', async (record) => {
    await settled(`${record} is recorded`, async () => {
      const series = await live.query(record);
      if (series.length === 0) return ['there is no series'];
      return series.filter(({ value }) => !Number.isFinite(Number(value[1]))).map(({ value }) => value[1]);
    });
  });

  const expressions: readonly (readonly [string, () => string])[] = [
    ...recordings.map(({ record, expression }) => [record, () => textFor(live.platform, expression)] as const),
    ...alerts.map(({ name, expression }) => [name, () => textFor(live.platform, expression(live.platform))] as const),
  ];
  test.each(expressions)('every selector of %s finds series', async (_, expression) => {
    const selectors = selectorsOf(expression()).filter((one) => !newer.some((name) => one.startsWith(`${name}{`)));
    await settled('there are series', async () => {
      const found = await live.answers(selectors);
      return selectors.filter((_one, index) => found[index]?.length === 0);
    });
  });

  test('each is evaluated, without an error', async () => {
    await settled('all were evaluated', async () =>
      (await live.rules())
        .filter(({ health }) => health !== 'ok')
        .map(({ name, lastError }) => `${name}: ${lastError}`),
    );
    expect((await live.rules()).length).toBeGreaterThan(recordings.length);
  });

  test('nothing is wrong but a Job: only it and the watchdog fire, and reach the webhook', async () => {
    expect((await heard('JobFailed', 'firing')).annotations.description).toBe(
      'fails has failed, and is not tried again',
    );
    const { labels, annotations } = await heard('Watchdog', 'firing');
    expect(labels).toMatchObject({ severity: 'none', environment: 'production' });
    expect(annotations.runbook_url).toMatch(/\/docs\/runbooks\/Watchdog\.md$/);
    // How full the disk of this machine is, is its own affair.
    expect((await live.firing()).filter((name) => !name.startsWith('Disk')).sort()).toEqual(['JobFailed', 'Watchdog']);
  });
});

const queries = dashboardQueries(resolvePlatform(production()));

describe('the dashboards', () => {
  test.each(
    queries
      .filter(({ panel }) => panel !== 'annotations')
      .map(({ dashboard, panel, expression }) => [`${dashboard}: ${panel}`, expression] as const),
  )('%s has something to show', async (_, expression) => {
    await settled(expression, async () => ((await live.query(expression)).length === 0 ? ['nothing'] : []));
  });
});

describe('the runbooks', () => {
  const typed = [
    ...blocksFor('monitoring').map(({ text }) => text),
    ...insideFor('monitoring').map(({ words }) => words),
  ];

  test.each([...new Set(typed)])('%s', (text) => {
    const { status, stdout, stderr } = live.shell(text);
    // Go builds this Alertmanager without the number of its version.
    expect([status, stderr.replace(/^Warning: amtool version .* are different\.\n/, '')]).toEqual([0, '']);
    const shown = text.startsWith('amtool') ? /^Watchdog /m : text.includes('check') ? /SUCCESS/ : /=> /;
    // Of what is wrong there is nothing: all is well.
    if (/(== 0|> 0)'$/.test(text)) expect(stdout.trim()).toBe('');
    else expect(stdout).toMatch(shown);
  });
});

describe('when something is wrong, somebody hears of it', () => {
  test('connections are used up, and free again', async () => {
    const { usable } = live.platform.connections;
    const since = live.messages.length;
    const held = await live.stores.hold(usable + 1);
    expect(held).toBeGreaterThan(usable * 0.98);
    expect(held).toBeLessThanOrEqual(usable);
    const { labels, annotations } = await heard('DatabaseConnectionsExhausted', 'firing', since);
    expect(labels).toMatchObject({ severity: 'critical', instance: rendered('postgres') });
    expect(annotations.description).toMatch(/^(100|9\d\.\d+)% of the connections of \S+ are taken \(limit 90%\)$/);
    await live.stores.release();
    await heard('DatabaseConnectionsExhausted', 'resolved', since);
    expect(await live.firing()).not.toContain('DatabaseConnectionsExhausted');
  });

  test('a service stops', async () => {
    const since = live.messages.length;
    await live.services.stop('memorai-worker');
    const { labels, annotations } = await heard('ServiceDown', 'firing', since);
    expect(labels).toMatchObject({ job: 'memorai-worker', severity: 'critical' });
    expect(annotations.description).toBe('no pod of memorai-worker answers the scraper');
  });

  test('the dashboards mark it', async () => {
    const marks = queries.filter(({ panel }) => panel === 'annotations').map(({ expression }) => expression);
    expect(marks.length).toBeGreaterThan(0);
    const shown = await live.answers(marks);
    expect(shown.map((series) => series.some(({ metric }) => metric.alertname === 'ServiceDown'))).toEqual(
      marks.map(() => true),
    );
  });

  test.each([
    ['PostgresDown', 'postgres', /^the exporter cannot connect to \S+:\d+$/],
    ['RedisDown', 'redis', /^0 of the 16384 slots of the cache are served$/],
  ] as const)('%s: the server stops, and its exporter goes on', async (alert, store, says) => {
    const since = live.messages.length;
    await live.stores.stop(store);
    const { labels, annotations } = await heard(alert, 'firing', since);
    expect(labels).toMatchObject({ job: store, severity: 'critical' });
    expect(annotations.description).toMatch(says);
    expect(await live.query(`up{job="${store}"} == 1`)).toHaveLength(1);
  });
});
