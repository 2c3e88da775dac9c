import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { allObjects, container, field, find, genericPlatform, platformWith } from './platforms';
import { containedPlatform } from './stores/platforms';

const cluster: NonNullable<PlatformConfig['stores']>['redis'] = {
  provider: 'elasticache',
  topology: { mode: 'cluster', shards: 3 },
};
const platform = platformWith();
const names = ['memorai-postgres-exporter', 'memorai-redis-exporter'] as const;
const deployment = (name: string, of: Platform = platform) => find(of, 'Deployment', name);

describe.each(names)('%s', (name) => {
  test('is one pod, replaced and never doubled', () => {
    expect(deployment(name).spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('has no token, no right and a service account of its own', () => {
    expect(field(deployment(name), 'spec.template.spec')).toMatchObject({
      serviceAccountName: `${name}-sa`,
      automountServiceAccountToken: false,
    });
    expect(find(platform, 'ServiceAccount', `${name}-sa`).automountServiceAccountToken).toBe(false);
    expect(allObjects(platform).filter(({ kind, metadata }) => kind === 'Role' && metadata.name === name)).toEqual([]);
  });

  test('is reached by the scraper alone, at the port of its Service', () => {
    const ports = field<{ port: number }[]>(find(platform, 'Service', name), 'spec.ports');
    expect(field(find(platform, 'NetworkPolicy', name), 'spec.ingress')).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ protocol: 'TCP', port: ports[0]?.port }],
      },
    ]);
    expect(container<{ containerPort: number }[]>(deployment(name), 'ports')[0]?.containerPort).toBe(ports[0]?.port);
  });

  test('says how it is scraped, where a scraper goes by that', () => {
    const annotated = platformWith({ monitoring: { scrape: 'annotations' } });
    expect(field(deployment(name, annotated), 'spec.template.metadata.annotations')).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/path': '/metrics',
    });
  });
});

test.each([
  ['memorai-postgres-exporter', { ipBlock: { cidr: '10.0.0.0/16' } }, 5432],
  ['memorai-redis-exporter', { ipBlock: { cidr: '10.9.1.0/24' } }, 6379],
])('%s reaches names and its store, nothing else', (name, peer, port) => {
  expect(field<object[]>(find(platform, 'NetworkPolicy', name), 'spec.egress').slice(1)).toEqual([
    { to: [peer], ports: [{ protocol: 'TCP', port }] },
  ]);
});

test('the stores of the cluster let them in', () => {
  const contained = containedPlatform();
  for (const store of ['postgres', 'redis']) {
    const [rule] = field<{ from: object[] }[]>(find(contained, 'NetworkPolicy', `memorai-${store}`), 'spec.ingress');
    expect(rule?.from).toContainEqual({ podSelector: { matchLabels: { app: `memorai-${store}-exporter` } } });
  }
  const [rule] = field<{ from: object[] }[]>(find(contained, 'NetworkPolicy', 'memorai-qdrant'), 'spec.ingress');
  expect(JSON.stringify(rule)).not.toContain('exporter');
});

test('the password has the name that the program reads, and comes from its own Secret', () => {
  expect(container(deployment('memorai-postgres-exporter'), 'env')).toEqual([
    {
      name: 'DATA_SOURCE_URI',
      valueFrom: { secretKeyRef: { name: 'memorai-postgres-exporter-secrets', key: 'DATA_SOURCE_URI' } },
    },
    { name: 'DATA_SOURCE_USER', value: 'memorai_monitor' },
    { name: 'DB_HOST', valueFrom: { secretKeyRef: { name: 'memorai-postgres-exporter-secrets', key: 'DB_HOST' } } },
    {
      name: 'DATA_SOURCE_PASS',
      valueFrom: { secretKeyRef: { name: 'memorai-postgres-exporter-secrets', key: 'POSTGRES_MONITOR_PASSWORD' } },
    },
  ]);
  expect(container(deployment('memorai-postgres-exporter'), 'args')).toEqual(['--collector.stat_statements']);
});

test('External Secrets puts the address together', () => {
  const secret = find(platform, 'ExternalSecret', 'memorai-postgres-exporter-secrets');
  expect(field(secret, 'spec.target.template.data.DATA_SOURCE_URI')).toBe(
    '{{ .DB_HOST | urlquery | replace "+" "%20" }}:5432/memorai?sslmode=require',
  );
});

test('a Redis of the cluster knows the user of its exporter', () => {
  const contained = containedPlatform();
  const server = find(contained, 'StatefulSet', 'memorai-redis');
  expect(container(server, 'env')).toContainEqual({
    name: 'REDIS_MONITOR_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'memorai-redis-secrets', key: 'REDIS_MONITOR_PASSWORD' } },
  });
  expect(
    field<Record<string, string>>(find(contained, 'ConfigMap', 'memorai-redis-config'), 'data')['start.sh'],
  ).toContain('user monitor on #$monitor -@all +ping +info');
});

test('CloudNativePG makes the role itself', () => {
  const contained = containedPlatform({
    postgres: { provider: 'cluster', operator: 'cloudnative-pg', resources: { cpu: 2 } },
  });
  expect(field(find(contained, 'Cluster', 'memorai-postgres'), 'spec.managed')).toEqual({
    roles: [
      {
        name: 'memorai_monitor',
        ensure: 'present',
        login: true,
        inRoles: ['pg_monitor'],
        connectionLimit: 2,
        passwordSecret: { name: 'memorai-postgres-monitor' },
      },
    ],
  });
  const secret = find(contained, 'ExternalSecret', 'memorai-postgres-monitor');
  expect(field(secret, 'spec.target.template.data')).toEqual({
    password: '{{ .password }}',
    username: 'memorai_monitor',
  });
});

describe('with the operator', () => {
  const monitoring = (scrape: 'podMonitor' | 'serviceMonitor') => ({
    monitoring: { scrape, labels: { release: 'one' } },
  });

  test.each([
    ['podMonitor', 'PodMonitor', 'podMetricsEndpoints'],
    ['serviceMonitor', 'ServiceMonitor', 'endpoints'],
  ] as const)('%s: job and instance are those of prometheus.yml', (scrape, kind, endpoints) => {
    const object = find(platformWith(monitoring(scrape)), kind, 'memorai-postgres-exporter');
    expect(object.metadata.labels).toMatchObject({ release: 'one', app: 'memorai-postgres-exporter' });
    expect(object.spec).toEqual({
      selector: { matchLabels: { app: 'memorai-postgres-exporter' } },
      [endpoints]: [
        {
          port: 'metrics',
          path: '/metrics',
          interval: '15s',
          relabelings: [
            { action: 'replace', targetLabel: 'job', replacement: 'postgres' },
            {
              action: 'replace',
              targetLabel: 'instance',
              replacement: 'memorai-postgres-exporter.memorai-production:9187',
            },
          ],
        },
      ],
    });
  });

  test('a Redis cluster is scraped node by node, as the exporter finds them', () => {
    const stores = { postgres: { provider: 'aurora' as const }, redis: cluster, qdrant: { host: 'qdrant.internal' } };
    const of = platformWith({ ...monitoring('podMonitor'), stores });
    const exporter = 'memorai-redis-exporter.memorai-production:9121';
    expect(find(of, 'ScrapeConfig', 'memorai-redis-exporter').spec).toEqual({
      jobName: 'redis',
      metricsPath: '/scrape',
      scrapeInterval: '15s',
      httpSDConfigs: [{ url: `http://${exporter}/discover-cluster-nodes`, refreshInterval: '1m' }],
      relabelings: [
        { action: 'replace', sourceLabels: ['__address__'], targetLabel: '__param_target' },
        { action: 'replace', sourceLabels: ['__address__'], targetLabel: 'instance' },
        { action: 'replace', targetLabel: '__address__', replacement: exporter },
        { action: 'replace', targetLabel: 'job', replacement: 'redis' },
        { action: 'replace', targetLabel: 'namespace', replacement: 'memorai-production' },
      ],
    });
    expect(allObjects(of).filter(({ kind, metadata }) => kind === 'PodMonitor' && /redis/.test(metadata.name))).toEqual(
      [],
    );
  });
});

test('Reloader restarts them with their Secret', () => {
  const secrets = { provider: 'existing', reloader: true } as const;
  expect(deployment('memorai-redis-exporter', genericPlatform({ secrets })).metadata.annotations).toEqual({
    'secret.reloader.stakater.com/reload': 'memorai-redis-exporter-secrets',
  });
});

test('what is switched off is not there', () => {
  const off = { enabled: false, reason: 'the team of the databases has its own' } as const;
  const objects = allObjects(platformWith({ monitoring: { exporters: { postgres: off, redis: off } } }));
  expect(objects.filter(({ metadata }) => metadata.name.includes('exporter'))).toEqual([]);
});
