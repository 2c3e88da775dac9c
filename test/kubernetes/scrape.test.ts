import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import { componentOf } from '../../lib/kubernetes/components';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { prometheusRules } from '../../lib/monitoring/index';
import { monitoredJobs } from '../../lib/platform/scraped';
import { allObjects, field, find, namesOf, platformWith } from './platforms';
import { containedPlatform } from './stores/platforms';

type Monitoring = PlatformConfig['monitoring'];

const annotationsOf = (monitoring: Monitoring, service: string) =>
  Object.fromEntries(
    Object.entries(
      field<Record<string, string>>(
        find(platformWith({ monitoring }), 'Deployment', `memorai-${service}`),
        'spec.template.metadata.annotations',
      ),
    ).filter(([key]) => key.startsWith('prometheus.io/')),
  );

const monitors = (monitoring: Monitoring) =>
  allObjects(platformWith({ monitoring })).filter(({ apiVersion }) => apiVersion === 'monitoring.coreos.com/v1');

test.each<[string, Monitoring]>([
  ['nothing is said', undefined],
  ['scrape is none', { scrape: 'none' }],
])('where %s nothing is written', (_, monitoring) => {
  expect(annotationsOf(monitoring, 'api')).toEqual({});
  expect(monitors(monitoring)).toEqual([]);
});

test.each([
  ['api', '3001', '/metrics'],
  ['dashboard', '3000', '/api/metrics'],
  ['mcp', '3002', '/metrics'],
  ['worker', '3003', '/metrics'],
])('annotations of %s say port %s and path %s', (service, port, path) => {
  expect(annotationsOf({ scrape: 'annotations' }, service)).toEqual({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': port,
    'prometheus.io/path': path,
  });
  expect(monitors({ scrape: 'annotations' })).toEqual([]);
});

test.each([
  ['podMonitor', 'PodMonitor'],
  ['serviceMonitor', 'ServiceMonitor'],
] as const)('%s makes one %s a service and exporter, and no annotation', (scrape, kind) => {
  expect(namesOf(platformWith({ monitoring: { scrape } }), kind)).toEqual([
    'memorai-api',
    'memorai-dashboard',
    'memorai-mcp',
    'memorai-worker',
    'memorai-postgres-exporter',
  ]);
  // Of a cluster of Redis each node is asked; this Qdrant is no pod of ours.
  expect(namesOf(platformWith({ monitoring: { scrape } }), 'ScrapeConfig')).toEqual([
    'memorai-redis-exporter',
    'memorai-qdrant',
  ]);
  expect(annotationsOf({ scrape }, 'api')).toEqual({});
});

test('a PodMonitor is written whole', () => {
  const object = find(platformWith({ monitoring: { scrape: 'podMonitor' } }), 'PodMonitor', 'memorai-dashboard');
  expect(object.metadata.namespace).toBe('memorai-production');
  expect(object.spec).toEqual({
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: { app: 'memorai-dashboard' } },
    podMetricsEndpoints: [{ port: 'http', path: '/api/metrics', interval: '15s' }],
  });
});

test('a ServiceMonitor has labels for its operator, which win over ours, and an interval', () => {
  const labels = { release: 'prometheus', app: 'scraped' };
  const platform = platformWith({ monitoring: { scrape: 'serviceMonitor', interval: '1m', labels } });
  const object = find(platform, 'ServiceMonitor', 'memorai-api');
  expect(object.metadata.labels).toMatchObject({ ...labels, 'app.kubernetes.io/part-of': 'memorai' });
  expect(object.spec).toEqual({
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: { app: 'memorai-api' } },
    endpoints: [{ port: 'http', path: '/metrics', interval: '1m' }],
  });
});

/** Of what it asks at an address the operator does not say where it is. */
const inEnvironment = { action: 'replace', targetLabel: 'namespace', replacement: 'memorai-production' };

describe('Qdrant, with the operator', () => {
  const qdrant = { provider: 'cluster', nodes: 3 } as const;
  const authorization = { type: 'Bearer', credentials: { name: 'memorai-qdrant-secrets', key: 'QDRANT_API_KEY' } };
  const labels = [
    { action: 'replace', targetLabel: 'job', replacement: 'qdrant' },
    { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' },
  ];

  test('by PodMonitor: each of its pods, with the key of its own Secret', () => {
    const platform = containedPlatform(
      { qdrant },
      { monitoring: { scrape: 'podMonitor', labels: { release: 'one' } } },
    );
    const object = find(platform, 'PodMonitor', 'memorai-qdrant');
    expect(object.metadata.labels).toMatchObject({ release: 'one', app: 'memorai-qdrant' });
    expect(object.spec).toEqual({
      selector: { matchLabels: { app: 'memorai-qdrant' } },
      podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: '15s', authorization, relabelings: labels }],
    });
  });

  test('by ServiceMonitor: once, by the Service that has those that are not ready too', () => {
    const platform = containedPlatform({ qdrant }, { monitoring: { scrape: 'serviceMonitor', interval: '30s' } });
    const only = {
      action: 'keep',
      sourceLabels: ['__meta_kubernetes_service_name'],
      regex: 'memorai-qdrant-headless',
    };
    expect(find(platform, 'ServiceMonitor', 'memorai-qdrant').spec).toEqual({
      selector: { matchLabels: { app: 'memorai-qdrant' } },
      endpoints: [{ port: 'http', path: '/metrics', interval: '30s', authorization, relabelings: [only, ...labels] }],
    });
    expect(field(find(platform, 'Service', 'memorai-qdrant-headless'), 'spec.publishNotReadyAddresses')).toBe(true);
  });

  test('lets the scraper in', () => {
    const platform = containedPlatform({ qdrant }, { monitoring: { scrape: 'podMonitor' } });
    expect(field(find(platform, 'NetworkPolicy', 'memorai-qdrant'), 'spec.ingress.0')).toMatchObject({
      from: expect.arrayContaining([
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
      ]),
      ports: [{ protocol: 'TCP', port: 6333 }],
    });
  });

  test('of somebody else: at its address, with the key of a service that has it', () => {
    const spec = find(platformWith({ monitoring: { scrape: 'podMonitor' } }), 'ScrapeConfig', 'memorai-qdrant').spec;
    expect(spec).toMatchObject({
      jobName: 'qdrant',
      metricsPath: '/metrics',
      scheme: 'HTTPS',
      authorization: { type: 'Bearer', credentials: { name: 'memorai-api-secrets', key: 'QDRANT_API_KEY' } },
      relabelings: [{ action: 'replace', targetLabel: 'job', replacement: 'qdrant' }, inEnvironment],
    });
  });

  test('is left to prometheus.yml where nobody in the namespace has its key', () => {
    const names = ['api', 'mcp', 'worker'] as const;
    const services = Object.fromEntries(names.map((name) => [name, { uses: [] }]));
    const platform = platformWith({ services, monitoring: { scrape: 'podMonitor' } });
    expect(namesOf(platform, 'ScrapeConfig')).toEqual(['memorai-redis-exporter']);
    expect(monitoredJobs(platform)).not.toContain('qdrant');
  });

  test('annotations cannot hold the key, and its pods have none', () => {
    const platform = containedPlatform({ qdrant }, { monitoring: { scrape: 'annotations' } });
    const pods = field<object>(find(platform, 'StatefulSet', 'memorai-qdrant'), 'spec.template.metadata.annotations');
    expect(Object.keys(pods).filter((key) => key.startsWith('prometheus.io/'))).toEqual([]);
  });
});

describe.each(['podMonitor', 'serviceMonitor'] as const)('exporters of somebody else, with %s', (scrape) => {
  const exporters = { postgres: { enabled: false, reason: 'they have one', address: '[fd00::7]:9187' } } as const;

  test('are asked at their address', () => {
    const platform = platformWith({ monitoring: { scrape, exporters, labels: { release: 'one' } } });
    const object = find(platform, 'ScrapeConfig', 'memorai-postgres-exporter');
    expect(object.metadata.labels).toMatchObject({ release: 'one', 'app.kubernetes.io/component': 'monitoring' });
    expect(object.spec).toEqual({
      jobName: 'postgres',
      metricsPath: '/metrics',
      scrapeInterval: '15s',
      staticConfigs: [{ targets: ['[fd00::7]:9187'] }],
      relabelings: [{ action: 'replace', targetLabel: 'job', replacement: 'postgres' }, inEnvironment],
    });
  });
});

describe('a service without metrics', () => {
  const services = { worker: { metrics: { enabled: false, reason: 'the image of a vendor' } } };

  test.each(['annotations', 'podMonitor', 'serviceMonitor'] as const)('%s: has nothing of it', (scrape) => {
    const platform = platformWith({ services, monitoring: { scrape } });
    const pods = field<object>(find(platform, 'Deployment', 'memorai-worker'), 'spec.template.metadata.annotations');
    expect(Object.keys(pods).filter((key) => key.startsWith('prometheus.io/'))).toEqual([]);
    expect([...namesOf(platform, 'PodMonitor'), ...namesOf(platform, 'ServiceMonitor')]).not.toContain(
      'memorai-worker',
    );
    expect(monitoredJobs(platform)).not.toContain('memorai-worker');
  });

  test('lets nobody in, where nobody else asks for it', () => {
    const { spec } = find(platformWith({ services }), 'NetworkPolicy', 'memorai-worker');
    expect(spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(spec).not.toHaveProperty('ingress');
  });

  test('is still reached by who calls it', () => {
    const of = { dashboard: { metrics: { enabled: false, reason: 'the image of a vendor' } } };
    const rules = field<{ from: object[] }[]>(
      find(platformWith({ services: of }), 'NetworkPolicy', 'memorai-dashboard'),
      'spec.ingress',
    );
    expect(rules).toHaveLength(1);
    expect(rules[0]?.from).not.toHaveLength(0);
    expect(JSON.stringify(rules)).not.toContain('"monitoring"');
  });
});

describe('the rules', () => {
  const objectsOf = (config: Parameters<typeof platformWith>[0]) => {
    const platform = platformWith(config);
    return kubernetesObjects(platform, prometheusRules(platform));
  };

  test.each(['none', 'annotations'] as const)('%s: no object of a kind that the cluster may not have', (scrape) => {
    expect(
      objectsOf({ monitoring: { scrape } }).filter(({ object }) => object.apiVersion.startsWith('monitoring')),
    ).toEqual([]);
  });

  test.each(['podMonitor', 'serviceMonitor'] as const)('%s: applied with what is scraped', (scrape) => {
    const placed = objectsOf({ monitoring: { scrape, labels: { release: 'one' } } });
    const rule = placed.find(({ object }) => object.kind === 'PrometheusRule');
    expect([rule?.component, rule?.object.metadata.name, rule?.object.metadata.labels.release]).toEqual([
      '66-alerts',
      'memorai',
      'one',
    ]);
    const api = placed.find(({ object }) => object.kind === 'Deployment' && object.metadata.name === 'memorai-api');
    expect(componentOf(rule?.component ?? '').stage).toBe(componentOf(api?.component ?? '').stage);
  });

  test('for Argo CD, in the wave of the services', () => {
    const placed = objectsOf({ monitoring: { scrape: 'podMonitor' }, gitops: { tool: 'argocd' } });
    const rule = placed.find(({ object }) => object.kind === 'PrometheusRule');
    expect(rule?.object.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '5' });
  });

  test('a patch reaches them', () => {
    const placed = objectsOf({
      monitoring: { scrape: 'podMonitor' },
      patches: [
        { target: { kind: 'PrometheusRule', name: 'memorai' }, merge: { metadata: { labels: { team: 'night' } } } },
      ],
    });
    expect(placed.find(({ object }) => object.kind === 'PrometheusRule')?.object.metadata.labels).toMatchObject({
      team: 'night',
    });
  });

  test.each(['none', 'argocd', 'flux'] as const)('%s: listed once in what is applied', (tool) => {
    const gitops = tool === 'flux' ? ({ tool, source: { name: 'deployments' } } as const) : ({ tool } as const);
    const platform = platformWith({ monitoring: { scrape: 'podMonitor' }, gitops });
    const lists = kubernetesArtifacts(platform, prometheusRules(platform)).filter(
      ({ path, content }) => path.endsWith('/kustomization.yaml') && content.includes('66-alerts'),
    );
    expect(lists.map(({ path }) => path)).toEqual(
      tool === 'argocd'
        ? ['kubernetes/kustomization.yaml']
        : ['kubernetes/kustomization.yaml', 'kubernetes/stages/3-services/kustomization.yaml'],
    );
  });
});
