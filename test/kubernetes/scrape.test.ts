import type { PlatformConfig } from '../../lib/config/schema/index';
import { allObjects, field, find, namesOf, platformWith } from './platforms';

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
  // Of a cluster of Redis each node is asked.
  expect(namesOf(platformWith({ monitoring: { scrape } }), 'ScrapeConfig')).toEqual(['memorai-redis-exporter']);
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
