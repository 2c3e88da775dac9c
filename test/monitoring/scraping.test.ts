import { parse } from 'yaml';
import { checkOutput } from '../../lib/check-output';
import { loadEnvironments } from '../../lib/cli/environments';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { dashboardQueries, dashboardsOf, monitoringArtifacts, ruleGroups } from '../../lib/monitoring/index';
import { type ScrapeJob, scrapeJobs } from '../../lib/monitoring/scrape-jobs';
import { resolvePlatform } from '../../lib/platform/index';
import { synthesize } from '../../lib/synthesize';
import { compose, plain, production, serverless } from '../support/configs';
import { everything } from './platforms';

const jobOf = (name: string, config: PlatformConfig): ScrapeJob | undefined =>
  scrapeJobs(resolvePlatform(config)).find(({ job_name }) => job_name === name);
const fileOf = (config: PlatformConfig) =>
  parse(
    monitoringArtifacts(resolvePlatform(config)).find(({ path }) => path === 'prometheus/prometheus.yml')?.content ??
      '',
  );

describe('prometheus.yml', () => {
  test('has what the guide asks for all jobs (L745-750, L772-776)', () => {
    const { global, rule_files, alerting } = fileOf(production());
    expect({ global, rule_files, alerting }).toEqual({
      global: {
        scrape_interval: '15s',
        evaluation_interval: '15s',
        external_labels: { environment: 'production' },
      },
      rule_files: ['rules/memorai.yaml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: ['alertmanager.monitoring:9093'] }] }] },
    });
  });

  const jobsIn = (config: PlatformConfig): string[] =>
    fileOf(config).scrape_configs.map(({ job_name }: { job_name: string }) => job_name);

  test('beside an operator has what no object of ours stands for: each target is scraped once', () => {
    const jobs = jobsIn(production({ monitoring: { scrape: 'podMonitor' } }));
    expect(jobs).toEqual(['node', 'kube-state-metrics', 'cert-manager', 'ingress-nginx', 'yace', 'prometheus']);
    const all = jobsIn(production());
    expect(all).toEqual([
      ...['memorai-api', 'memorai-dashboard', 'memorai-mcp', 'memorai-worker', 'postgres', 'redis', 'qdrant'],
      ...jobs,
    ]);
  });

  test('has no job of a service without metrics', () => {
    const services = { worker: { metrics: { enabled: false, reason: 'the image of a vendor' } } };
    expect(jobsIn(production({ services }))).not.toContain('memorai-worker');
  });

  test('follows the namespace of the monitoring', () => {
    const config = production({ cluster: { monitoringNamespace: 'watch' } });
    expect(fileOf(config).alerting.alertmanagers[0].static_configs[0].targets).toEqual(['alertmanager.watch:9093']);
  });
});

describe('jobs', () => {
  test.each<[string, PlatformConfig, readonly string[]]>([
    ['production', production(), ['yace', 'cert-manager', 'memorai-worker']],
    ['a cluster without AWS', plain(), ['cert-manager', 'memorai-worker']],
    ['one service more', plain({ services: { reports: { port: 3010 } } }), ['cert-manager', 'memorai-reports']],
  ])('%s', (_, config, expected) => {
    const names = scrapeJobs(resolvePlatform(config)).map(({ job_name }) => job_name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...expected]));
    expect(names).toEqual(
      expect.arrayContaining(['postgres', 'redis', 'qdrant', 'node', 'kube-state-metrics', 'prometheus']),
    );
    expect(names.includes('yace')).toBe(expected.includes('yace'));
  });

  test('the api: its running pods, every 10 s (L753-757, E106)', () => {
    expect(jobOf('memorai-api', production())).toEqual({
      job_name: 'memorai-api',
      metrics_path: '/metrics',
      scrape_interval: '10s',
      kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['memorai-production'] } }],
      relabel_configs: [
        { source_labels: ['__meta_kubernetes_pod_label_app'], regex: 'memorai-api', action: 'keep' },
        { source_labels: ['__meta_kubernetes_pod_container_init'], regex: 'true', action: 'drop' },
        { source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: '3001', action: 'keep' },
        { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' },
        { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'instance' },
      ],
    });
  });

  test('the dashboard: its own path (L759-762)', () => {
    expect(jobOf('memorai-dashboard', production())?.metrics_path).toBe('/api/metrics');
    expect(jobOf('memorai-dashboard', production())?.scrape_interval).toBeUndefined();
  });

  test('a Qdrant of our own: each node, with its key', () => {
    const job = jobOf('qdrant', everything);
    expect(job?.authorization).toEqual({ type: 'Bearer', credentials_file: 'secrets/qdrant-api-key' });
    expect(job?.relabel_configs?.[0]?.regex).toBe('memorai-qdrant');
    expect([job?.scheme, job?.static_configs]).toEqual([undefined, undefined]);
  });

  test("somebody else's Qdrant: where it is, encrypted unless said otherwise", () => {
    const job = jobOf('qdrant', production());
    expect([job?.scheme, job?.static_configs]).toEqual([
      'https',
      [{ targets: ['qdrant.internal.memorai.com:6333'], labels: { namespace: 'memorai-production' } }],
    ]);
    const open = jobOf('qdrant', production({ stores: { qdrant: { tls: false, auth: false } } }));
    expect([open?.scheme, open?.authorization]).toEqual([undefined, undefined]);
  });

  test('ingress-nginx: each pod of the controller, at a port that it need not name (E107)', () => {
    expect(jobOf('ingress-nginx', production())).toEqual({
      job_name: 'ingress-nginx',
      kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['ingress-nginx'] } }],
      relabel_configs: [
        {
          source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'],
          regex: 'ingress-nginx',
          action: 'keep',
        },
        {
          source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_component'],
          regex: 'controller',
          action: 'keep',
        },
        { source_labels: ['__address__'], regex: '(.+):\\d+', target_label: '__address__', replacement: '$1:10254' },
        { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' },
        { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'instance' },
      ],
    });
  });

  test('ingress-nginx: where the config says that it runs, and nowhere else', () => {
    const elsewhere = production({ ingress: { controller: 'ingress-nginx', namespace: 'ways-in' } });
    expect(jobOf('ingress-nginx', elsewhere)?.kubernetes_sd_configs).toEqual([
      { role: 'pod', namespaces: { names: ['ways-in'] } },
    ]);
    const { ingress: _, ...none } = production();
    for (const controller of ['gateway', 'alb'] as const) {
      expect(jobOf('ingress-nginx', { ...none, ingress: { controller } } as PlatformConfig)).toBeUndefined();
    }
  });

  test('kubelets: how full the volumes of our stores are, and nothing else of what they say', () => {
    expect(jobOf('kubelet', everything)).toEqual({
      job_name: 'kubelet',
      scheme: 'https',
      honor_labels: true,
      authorization: { type: 'Bearer', credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
      tls_config: { ca_file: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' },
      kubernetes_sd_configs: [{ role: 'node' }],
      relabel_configs: [{ source_labels: ['__meta_kubernetes_node_name'], target_label: 'instance' }],
      metric_relabel_configs: [{ source_labels: ['__name__'], regex: 'kubelet_volume_stats_.+', action: 'keep' }],
    });
    expect(jobOf('kubelet', plain())).toBeUndefined();
  });

  test('who says which namespace something is in is believed', () => {
    const honored = scrapeJobs(resolvePlatform(production())).filter(({ honor_labels }) => honor_labels === true);
    expect(honored.map(({ job_name }) => job_name)).toEqual(['kube-state-metrics', 'cert-manager']);
    expect(jobOf('kubelet', everything)?.honor_labels).toBe(true);
  });
});

describe('stores', () => {
  test('are asked by way of our exporters, where the platform is', () => {
    expect(jobOf('postgres', production())).toEqual({
      job_name: 'postgres',
      static_configs: [
        { targets: ['memorai-postgres-exporter.memorai-production:9187'], labels: { namespace: 'memorai-production' } },
      ],
    });
    expect(jobOf('redis', plain())?.static_configs).toEqual([
      { targets: ['memorai-redis-exporter.memorai-development:9121'], labels: { namespace: 'memorai-development' } },
    ]);
  });

  test('a Redis cluster: one node after the other, as the exporter finds them', () => {
    const exporter = 'memorai-redis-exporter.memorai-production:9121';
    expect(jobOf('redis', production())).toEqual({
      job_name: 'redis',
      metrics_path: '/scrape',
      http_sd_configs: [{ url: `http://${exporter}/discover-cluster-nodes`, refresh_interval: '1m' }],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__address__'], target_label: 'instance' },
        { target_label: '__address__', replacement: exporter },
        { target_label: 'namespace', replacement: 'memorai-production' },
      ],
    });
  });

  const reason = 'the team of the databases has its own';
  const off = { enabled: false, reason } as const;
  test('an exporter of somebody else is asked where it is', () => {
    const postgres = { enabled: false, reason, address: 'pg.monitoring:9187' };
    expect(jobOf('postgres', production({ monitoring: { exporters: { postgres } } }))?.static_configs).toEqual([
      { targets: ['pg.monitoring:9187'], labels: { namespace: 'memorai-production' } },
    ]);
  });

  test('what nobody exports has no job, and no alert that would be quiet for ever', () => {
    const platform = resolvePlatform(
      production({
        monitoring: { exporters: { postgres: { enabled: false, reason }, redis: { enabled: false, reason } } },
      }),
    );
    const names = scrapeJobs(platform).map(({ job_name }) => job_name);
    expect(names.filter((name) => name === 'postgres' || name === 'redis')).toEqual([]);
    const text = JSON.stringify([ruleGroups(platform), dashboardsOf(platform)]);
    expect(text).not.toMatch(/\b(pg_|postgres_|redis_)/);
    expect(dashboardsOf(platform).map(({ name }) => name)).toEqual(['overview', 'capacity', 'qdrant', 'queue']);
    expect(JSON.stringify(ruleGroups(resolvePlatform(production())))).toMatch(
      /pg_up\{\S+\} == 0.*redis_up\{\S+\}\) == 0/,
    );
  });

  test.each([
    ['in Kubernetes', production({ monitoring: { exporters: { postgres: off, redis: off } } })],
    [
      'with an operator',
      production({ monitoring: { scrape: 'podMonitor', exporters: { postgres: off, redis: off } } }),
    ],
    ['in Compose, without the profile', compose({ compose: { monitoring: { enabled: false } } })],
    ['of a service', production({ services: { worker: { metrics: { enabled: false, reason } } } })],
    ['of all services', production({ serviceDefaults: { metrics: { enabled: false, reason } } })],
  ])('what nobody exports is not asked for: %s', (_, config) => {
    expect(checkOutput(resolvePlatform(config)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a service without metrics is in no rule and no panel', () => {
    const services = { worker: { metrics: { enabled: false, reason } } };
    const platform = resolvePlatform(production({ services }));
    const queries = dashboardQueries(platform).map(({ expression }) => expression);
    const rules = ruleGroups(platform).flatMap((group) => group.rules.map(({ expr }) => expr));
    expect([...rules, ...queries].filter((text) => /job=~?"[^"]*memorai-worker/.test(text))).toEqual([]);
    expect(rules.filter((text) => text.includes('job="memorai-api"'))).not.toEqual([]);
  });

  test('what is left of a row of panels fills it', () => {
    const platform = resolvePlatform(production({ monitoring: { exporters: { postgres: off } } }));
    const now = dashboardsOf(platform).find(({ name }) => name === 'overview')?.rows[0];
    expect(now?.panels.map(({ title, width }) => [title, width])).toEqual([
      ['Alerts', 4],
      ['Services that answer', 4],
      ['Availability, 30 days', 4],
      ['Error budget left', 4],
      ['Latency, 95%', 4],
    ]);
  });
});

test('functions have no Prometheus', () => {
  const platform = resolvePlatform(serverless());
  expect([platform.targets, platform.alerting, platform.scrape]).toEqual([
    ['aws', 'operations'],
    undefined,
    { kind: 'none' },
  ]);
});

describe('Compose', () => {
  const { platform } = loadEnvironments({ folder: 'environments', names: ['small'] })[0] ?? {};
  const jobs = platform === undefined ? [] : scrapeJobs(platform);
  const job = (name: string) => jobs.find(({ job_name }) => job_name === name);

  test('asks each container of a service, by the name that they share (E106)', () => {
    expect(job('memorai-api')).toEqual({
      job_name: 'memorai-api',
      metrics_path: '/metrics',
      scrape_interval: '10s',
      dns_sd_configs: [{ names: ['memorai-api'], type: 'A', port: 3001 }],
    });
  });

  test('asks for names that the project has', () => {
    const file = (platform === undefined ? [] : synthesize(platform, { targets: ['compose'] })).find(
      ({ path }) => path === 'compose/compose.yaml',
    );
    const containers = Object.keys(parse(file?.content ?? '').services);
    const asked = jobs.flatMap(({ dns_sd_configs, static_configs }) => [
      ...(dns_sd_configs ?? []).flatMap(({ names }) => names),
      ...(static_configs ?? [])
        .flatMap(({ targets }) => targets)
        .map((target) => target.replace(/:\d+$/, ''))
        .filter((host) => host !== 'localhost'),
    ]);
    expect(asked).toEqual(expect.arrayContaining(['memorai-worker', 'postgres-exporter', 'otel-collector']));
    expect(asked.filter((name) => !containers.includes(name))).toEqual([]);
  });

  test("has the guide's own addresses (L764-770), and none of a cluster", () => {
    expect(['postgres', 'redis', 'node'].map((name) => job(name)?.static_configs)).toEqual([
      [{ targets: ['postgres-exporter:9187'] }],
      [{ targets: ['redis-exporter:9121'] }],
      [{ targets: ['node-exporter:9100'] }],
    ]);
    expect(['kube-state-metrics', 'cert-manager'].map(job)).toEqual([undefined, undefined]);
    expect(jobs.filter(({ kubernetes_sd_configs }) => kubernetes_sd_configs !== undefined)).toEqual([]);
  });
});
