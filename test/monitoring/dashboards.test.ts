import { parse } from 'yaml';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { alertsOf } from '../../lib/monitoring/alerts/index';
import { monitoringArtifacts } from '../../lib/monitoring/artifacts';
import { catalogue } from '../../lib/monitoring/catalogue/index';
import { dashboardModel, uidOf } from '../../lib/monitoring/dashboards/grafana';
import { dashboardsOf } from '../../lib/monitoring/dashboards/index';
import { dashboardQueries } from '../../lib/monitoring/dashboards/queries';
import type { DashboardModel, PanelModel } from '../../lib/monitoring/dashboards/written';
import { runbookUrl } from '../../lib/platform/documentation';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { compose, plain, production, serverless } from '../support/configs';
import { unknownNames } from './expression';
import { everything, platforms, productionPlatform, replicated } from './platforms';

const modelsOf = (platform: Platform): DashboardModel[] =>
  dashboardsOf(platform).map((dashboard) => dashboardModel(platform, dashboard));
const modelOf = (name: string, config: PlatformConfig): DashboardModel => {
  const platform = resolvePlatform(config);
  const found = modelsOf(platform).find(({ uid }) => uid === uidOf(platform, name));
  if (found === undefined) throw new Error(`no dashboard ${name}`);
  return found;
};
const panelsOf = ({ panels }: DashboardModel): PanelModel[] =>
  panels.filter((panel): panel is PanelModel => panel.type !== 'row');
const panelOf = (dashboard: string, title: string, config: PlatformConfig): PanelModel => {
  const found = panelsOf(modelOf(dashboard, config)).find((panel) => panel.title === title);
  if (found === undefined) throw new Error(`no panel ${title}`);
  return found;
};
const stepsOf = (dashboard: string, title: string, config: PlatformConfig) =>
  (panelOf(dashboard, title, config).fieldConfig.defaults.thresholds?.steps ?? []).map(({ value, color }) => [
    value,
    color,
  ]);

const untested = compose({
  compose: { backups: { restoreTest: { enabled: false, reason: 'another machine restores them' } } },
});

/** Every dashboard of every platform of the tests. */
const all: [string, DashboardModel][] = platforms.flatMap(([, platform]) =>
  modelsOf(platform).map((model): [string, DashboardModel] => [model.uid ?? '', model]),
);

describe.each(platforms)('%s', (_, platform) => {
  test('asks only for what is exported', () => {
    const problems = dashboardQueries(platform).flatMap(({ dashboard, panel, expression }) =>
      unknownNames(expression, catalogue).map((problem) => `${dashboard}, ${panel}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  test('has a query in the list for each that its dashboards ask', () => {
    const asked = modelsOf(platform).flatMap((model) => [
      ...panelsOf(model).flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...(model.annotations.list ?? []).map(({ expr }) => expr ?? ''),
    ]);
    const listed = dashboardQueries(platform).map(({ expression }) => expression);
    expect([...listed].sort()).toEqual(asked.map((expr) => expr.replaceAll('$__rate_interval', '5m')).sort());
  });

  test('has a runbook one click away from what each alert looks at', () => {
    const links = modelsOf(platform).flatMap((model) =>
      panelsOf(model).flatMap(({ links = [] }) => links.map(({ url }) => url ?? '')),
    );
    const runbooks = alertsOf(platform).map(({ name }) => runbookUrl(platform, name));
    expect([...new Set(links)].sort()).toEqual([...runbooks].sort());
  });
});

describe.each(all)('%s', (uid, model) => {
  const panels = panelsOf(model);

  test('has a uid that Grafana takes, its environment in its title, and links to the others', () => {
    expect(uid).toMatch(/^memorai-[a-z0-9-]{1,32}$/);
    expect(uid.length).toBeLessThanOrEqual(40);
    expect(model.title).toMatch(/^Memorai [a-z0-9-]+: \S/);
    expect(model.description).toMatch(/\S/);
    expect(model.links?.[0]?.tags).toEqual([model.tags?.[1]]);
  });

  test('lies within 24 columns, and no panel over another', () => {
    const taken = new Map<string, string>();
    const problems: string[] = [];
    for (const { title = '', gridPos } of model.panels) {
      if (gridPos === undefined) throw new Error(`${title} has no place`);
      if (gridPos.x < 0 || gridPos.x + gridPos.w > 24) problems.push(`${title} leaves the grid`);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          const other = taken.get(`${x} ${y}`);
          if (other !== undefined) problems.push(`${title} covers ${other}`);
          taken.set(`${x} ${y}`, title);
        }
      }
    }
    expect(problems).toEqual([]);
  });

  test('asks the source that its reader chooses', () => {
    expect(model.templating?.list?.map(({ name, type }) => [name, type])).toEqual([['datasource', 'datasource']]);
  });

  test('numbers its panels, and no title stands twice', () => {
    expect(model.panels.map(({ id }) => id)).toEqual(model.panels.map((_, index) => index + 1));
    const titles = panels.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test.each(panels.map((panel) => [panel.title ?? '', panel] as const))('%s says what it shows', (title, panel) => {
    expect(title).toMatch(/^[A-Z]/);
    expect(panel.description).toMatch(/^.{15,}\.$/);
    expect(panel.fieldConfig.defaults.unit).toMatch(/\S/);
    expect(panel.targets.length).toBeGreaterThan(0);
    expect(panel.targets.filter(({ legendFormat = '' }) => legendFormat === '')).toEqual([]);
    expect(new Set(panel.targets.map(({ refId }) => refId)).size).toBe(panel.targets.length);
    expect(panel.targets.map(({ datasource }) => datasource?.uid)).toEqual(panel.targets.map(() => '${datasource}'));
  });

  test('colours follow from low to high', () => {
    for (const { title, fieldConfig } of panels) {
      const values = (fieldConfig.defaults.thresholds?.steps ?? []).map(
        ({ value }) => value ?? Number.NEGATIVE_INFINITY,
      );
      expect([title, values]).toEqual([title, [...new Set(values)].sort((one, other) => one - other)]);
    }
  });
});

test('uids are unique over all environments', () => {
  // Two environments of the tests have the name of one.
  const names = new Map(platforms.map(([, platform]) => [platform.environment, platform]));
  const uids = [...names.values()].flatMap((platform) => modelsOf(platform).map(({ uid }) => uid));
  expect(new Set(uids).size).toBe(uids.length);
});

test.each([
  ['production', 'memorai-production-overview'],
  ['a-name-that-has-twenty3', 'memorai-a-name-that-has-twenty3-overview'],
  ['a-name-that-has-twenty4c', 'memorai-a-name-that-ha-28afba86-overview'],
  ['a-name-that-has-twenty4d', 'memorai-a-name-that-ha-b3e432a4-overview'],
])('the uid of %s', (environment, uid) => {
  expect(uidOf({ ...productionPlatform, environment }, 'overview')).toBe(uid);
});

describe('an environment has the dashboards of what it has', () => {
  const namesOf = (config: PlatformConfig) => dashboardsOf(resolvePlatform(config)).map(({ name }) => name);
  test.each<[string, PlatformConfig, string[]]>([
    ['production', production(), ['overview', 'capacity', 'postgres', 'redis', 'qdrant', 'queue']],
    ['a cluster without a queue', plain(), ['overview', 'capacity', 'postgres', 'redis', 'qdrant']],
    ['a Compose project', compose(), ['overview', 'capacity', 'postgres', 'redis', 'qdrant']],
    ['functions', serverless(), []],
  ])('%s', (_, config, names) => {
    expect(namesOf(config)).toEqual(names);
  });

  const titlesOf = (name: string, config: PlatformConfig) => panelsOf(modelOf(name, config)).map(({ title }) => title);
  test.each<[string, string, PlatformConfig, boolean]>([
    ['postgres', 'Readers behind', replicated, true],
    ['postgres', 'Readers behind', production(), false],
    ['postgres', 'Readers behind', plain(), false],
    ['qdrant', 'Nodes', everything, true],
    ['qdrant', 'Memory against the limit', production(), false],
    ['qdrant', 'Memory against the limit', everything, true],
    ['capacity', 'Pods against the most', production(), true],
    ['capacity', 'Pods against the most', compose(), false],
    ['capacity', 'Nodes against the most', production(), true],
    ['capacity', 'Nodes against the most', plain(), false],
    ['capacity', 'Certificates expire in', production(), true],
    ['capacity', 'Certificates expire in', compose(), false],
    ['capacity', 'Age of the last backup', compose({ compose: { backups: {} } }), true],
    ['capacity', 'Age of the last backup', compose(), false],
    ['capacity', 'The last restore test passed', compose({ compose: { backups: {} } }), true],
    ['capacity', 'The last restore test passed', untested, false],
    ['capacity', 'Age of the last backup', untested, true],
    ['queue', 'Pods of memorai-worker', production(), true],
    ['overview', 'Saturation of memorai-reports', plain({ services: { reports: { port: 3010 } } }), true],
  ])('%s: %s %#', (dashboard, title, config, expected) => {
    expect(titlesOf(dashboard, config).includes(title)).toBe(expected);
  });

  test('with more than 20 services the overview has the graphs of all of them, and no row for each', () => {
    const many = (count: number) =>
      plain({
        services: Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, { port: 4000 }])),
      });
    expect(titlesOf('overview', many(16))).toContain('Errors of memorai-s15');
    expect(titlesOf('overview', many(17))).not.toContain('Errors of memorai-s15');
    expect(panelOf('overview', 'Saturation', many(17)).targets[0]?.expr).toContain('memorai-s16');
  });
});

describe('limits follow the config and the alerts', () => {
  const evicting: PlatformConfig = { ...everything, stores: { ...everything.stores, redis: { provider: 'cluster' } } };
  const green = [null, 'green'];
  test.each<[string, string, PlatformConfig, unknown[]]>([
    ['overview', 'Latency', production(), [green, [0.1, 'orange']]],
    [
      'overview',
      'Latency',
      production({ monitoring: { objectives: { latency: '250ms' } } }),
      [green, [0.25, 'orange']],
    ],
    ['overview', 'Errors', production(), [green, [0.001, 'orange'], [0.01, 'red']]],
    [
      'overview',
      'Errors of memorai-api',
      production({ monitoring: { objectives: { availability: 95 } } }),
      [green, [0.01, 'red'], [0.05, 'orange']],
    ],
    ['overview', 'Errors', production({ monitoring: { objectives: { availability: 99 } } }), [green, [0.01, 'red']]],
    [
      'overview',
      'Errors',
      production({
        monitoring: { alerts: { HighErrorRate: { enabled: false, reason: 'somebody else watches errors' } } },
      }),
      [green, [0.001, 'orange']],
    ],
    [
      'overview',
      'Availability, 30 days',
      production(),
      [
        [null, 'orange'],
        [0.999, 'green'],
      ],
    ],
    [
      'overview',
      'Services that answer',
      plain({ services: { reports: { port: 3010 } } }),
      [
        [null, 'red'],
        [5, 'green'],
      ],
    ],
    ['postgres', 'Connections taken', production(), [green, [0.9, 'red']]],
    [
      'postgres',
      'Connections against the budget',
      production(),
      [green, [productionPlatform.connections.total, 'orange']],
    ],
    ['postgres', 'Replicas behind', replicated, [green, [64 * 1024 ** 2, 'orange']]],
    ['redis', 'Memory in use', evicting, [green]],
    ['redis', 'Memory in use', everything, [green, [0.9, 'orange']]],
    ['redis', 'Evictions', evicting, [green, [10, 'orange']]],
    ['redis', 'Evictions', everything, [green]],
    ['queue', 'Oldest message', production(), [green, [1620, 'orange']]],
    ['capacity', 'Age of the last backup', compose({ compose: { backups: {} } }), [green, [90_000, 'orange']]],
    [
      'capacity',
      'Age of the last restore test that passed',
      compose({ compose: { backups: { restoreTest: { schedule: '0 4 * * 3,6' } } } }),
      [green, [345_600, 'orange']],
    ],
    ['queue', 'Pods of memorai-worker', production(), [green, [8, 'orange']]],
    [
      'queue',
      'Pods of memorai-worker',
      production({ services: { worker: { replicas: { max: 6 } } } }),
      [green, [6, 'orange']],
    ],
  ])('%s: %s %#', (dashboard, title, config, steps) => {
    expect(stepsOf(dashboard, title, config)).toEqual(steps);
  });

  test('the memory at which a pod is killed is that of its container', () => {
    const expression = (memory: string) =>
      panelOf(
        'overview',
        'Saturation of memorai-api',
        production({ services: { api: { resources: { requests: { memory }, limits: { memory } } } } }),
      ).targets[0]?.expr;
    expect(expression('2Gi')).toBe(
      'max by (job) (process_resident_memory_bytes{namespace="memorai-production",job="memorai-api"}) / 2147483648',
    );
  });

  test('a maximum of nodes is that of the pool', () => {
    const { targets } = panelOf(
      'capacity',
      'Nodes against the most',
      production({ cluster: { nodePools: { application: { maxNodes: 12 } } } }),
    );
    expect(targets[0]?.expr).toContain('{job="kube-state-metrics",label_memorai_com_pool="application"})) / 12');
  });
});

describe('files', () => {
  const filesOf = (config: PlatformConfig) =>
    new Map(monitoringArtifacts(resolvePlatform(config)).map(({ path, content }) => [path, content]));
  const grafana = (config: PlatformConfig) => [...filesOf(config).keys()].filter((path) => path.startsWith('grafana/'));
  const yaml = (path: string, config: PlatformConfig) => parse(filesOf(config).get(path) ?? '');

  test('one a dashboard, and what Grafana needs to find them', () => {
    expect(grafana(plain({ environment: 'small' }))).toEqual([
      'grafana/dashboards/memorai-small-overview.json',
      'grafana/dashboards/memorai-small-capacity.json',
      'grafana/dashboards/memorai-small-postgres.json',
      'grafana/dashboards/memorai-small-redis.json',
      'grafana/dashboards/memorai-small-qdrant.json',
      'grafana/provisioning/datasources/prometheus.yaml',
      'grafana/provisioning/dashboards/memorai.yaml',
    ]);
  });

  test('dashboards are read from the folder that is mounted, and are nothing to change in a browser', () => {
    expect(yaml('grafana/provisioning/dashboards/memorai.yaml', compose()).providers[0]).toMatchObject({
      type: 'file',
      allowUiUpdates: false,
      options: { path: '/etc/grafana/dashboards' },
    });
  });

  test.each<[string, PlatformConfig, string]>([
    ['Compose', compose(), 'http://prometheus:9090'],
    ['a cluster', plain(), 'http://prometheus.monitoring:9090'],
    ['a cluster with the operator', everything, 'http://prometheus-operated.monitoring:9090'],
    [
      'another namespace',
      { ...everything, cluster: { provider: 'generic', monitoringNamespace: 'watch' } },
      'http://prometheus-operated.watch:9090',
    ],
    [
      'a written one',
      plain({ monitoring: { dashboards: { prometheus: 'https://thanos.memorai.com/query' } } }),
      'https://thanos.memorai.com/query',
    ],
    [
      'the one of the services',
      plain({ settings: { PROMETHEUS_ENDPOINT: 'http://prometheus.elsewhere:9090' } }),
      'http://prometheus.elsewhere:9090',
    ],
  ])('Grafana asks the Prometheus of %s', (_, config, url) => {
    expect(yaml('grafana/provisioning/datasources/prometheus.yaml', config).datasources[0]).toMatchObject({
      type: 'prometheus',
      isDefault: true,
      url,
    });
  });

  test.each<[string, PlatformConfig, string]>([
    ['as often as prometheus.yml says', plain(), '15s'],
    ['as often as the monitors say', { ...everything, monitoring: { scrape: 'podMonitor', interval: '1m' } }, '60s'],
  ])('Grafana knows how often Prometheus scrapes: %s', (_, config, timeInterval) => {
    const [source] = yaml('grafana/provisioning/datasources/prometheus.yaml', config).datasources;
    expect(source.jsonData.timeInterval).toBe(timeInterval);
  });

  test('with the operator each dashboard is a ConfigMap too, which a sidecar finds and which fits', () => {
    const files = filesOf(everything);
    const maps = [...files].filter(([path]) => path.startsWith('grafana/configmaps/'));
    expect(maps.map(([path]) => path)).toEqual(
      ['overview', 'capacity', 'postgres', 'redis', 'qdrant'].map(
        (name) => `grafana/configmaps/memorai-grafana-${name}.yaml`,
      ),
    );
    for (const [path, content] of maps) {
      const { metadata, data } = parse(content);
      const [[key, json] = ['', '']] = Object.entries<string>(data);
      expect([path, json === files.get(`grafana/dashboards/${key}`)]).toEqual([path, true]);
      expect(metadata.namespace).toBe('memorai-everything');
      expect(metadata.labels).toEqual({
        'app.kubernetes.io/name': 'memorai',
        'app.kubernetes.io/instance': 'memorai-everything',
        'app.kubernetes.io/version': '3.2.0',
        'app.kubernetes.io/component': 'monitoring',
        'app.kubernetes.io/part-of': 'memorai',
        'app.kubernetes.io/managed-by': 'memorai-infra',
        grafana_dashboard: '1',
      });
      // What etcd takes is 1 MiB; what `kubectl apply` without --server-side keeps in an annotation is 256 KiB.
      expect(Buffer.byteLength(json)).toBeLessThan(256 * 1024);
    }
  });

  test('20 services with a row each still fit a ConfigMap', () => {
    const services = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`s${index}`, { port: 4000 }]));
    const files = filesOf(plain({ environment: 'small', services }));
    const size = Buffer.byteLength(files.get('grafana/dashboards/memorai-small-overview.json') ?? '');
    expect(size).toBeGreaterThan(200 * 1024);
    expect(size).toBeLessThan(1024 * 1024);
  });

  const configMaps = (config: PlatformConfig) => grafana(config).filter((path) => path.includes('configmaps')).length;
  test.each<[string, PlatformConfig, number]>([
    ['none without an operator', plain(), 0],
    ['where they are asked for', plain({ monitoring: { dashboards: { provision: 'configMaps' } } }), 5],
    ['none with an operator, where files are asked for', withFiles(), 0],
  ])('ConfigMaps: %s', (_, config, expected) => {
    expect(configMaps(config)).toBe(expected);
  });

  test('the dashboard of the cache, whole', () => {
    expect(filesOf(production()).get('grafana/dashboards/memorai-production-redis.json')).toMatchSnapshot();
  });
});

function withFiles(): PlatformConfig {
  return { ...everything, monitoring: { scrape: 'podMonitor', dashboards: { provision: 'files' } } };
}
