import { load } from 'js-yaml';
import { composeArtifacts } from '../../lib/compose/artifacts';
import { composeProject } from '../../lib/compose/file';
import type { ComposeService } from '../../lib/compose/model';
import { foreignSources } from '../../lib/compose/references';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { compose } from '../support/configs';
import { issues } from '../support/issues';

const project = (config: PlatformConfig) => composeProject(resolvePlatform(config)).file;
const file = project(compose());
const one = (name: string, of = file): ComposeService => {
  const service = of.services[name];
  if (service === undefined) throw new Error(`no service ${name}`);
  return service;
};
const inProfile = Object.entries(file.services).filter(([, { profiles }]) => profiles?.includes('monitoring'));
const mounts = (name: string, of = file) =>
  (one(name, of).volumes ?? []).map(
    (mount) => `${String(mount.source)}:${mount.target}${mount.read_only ? ':ro' : ''}`,
  );
describe('every container of the profile', () => {
  test.each(inProfile)('%s has pages on this machine alone, if any', (_, { ports = [] }) => {
    expect(ports.filter(({ host_ip }) => host_ip !== '127.0.0.1')).toEqual([]);
  });

  test('asks after its health, where its image has something to ask with', () => {
    const unasked = inProfile.filter(([, { healthcheck }]) => healthcheck === undefined).map(([name]) => name);
    expect(unasked).toEqual(['otel-collector', 'jaeger']);
  });

  test('holds no secret in its environment', () => {
    const values = inProfile.flatMap(([, { environment }]) => Object.values(environment ?? {}));
    expect(values.filter((value) => typeof value !== 'string')).toEqual([]);
  });

  test('pages stay on 127.0.0.1, wherever those of services are', () => {
    const bound = project(compose({ compose: { bind: '0.0.0.0' } }));
    expect(one('grafana', bound).ports).toEqual([{ host_ip: '127.0.0.1', published: '3030', target: 3000 }]);
    expect(one('memorai-api', bound).ports?.[0]?.host_ip).toBe('0.0.0.0');
  });

  test('nothing that starts without the profile waits for it', () => {
    const watchers = inProfile.map(([name]) => name);
    const waiting = Object.entries(file.services)
      .filter(([name]) => !watchers.includes(name))
      .flatMap(([, { depends_on }]) => Object.keys(depends_on ?? {}));
    expect(waiting.filter((name) => watchers.includes(name))).toEqual([]);
  });
});

describe('files of the target monitoring', () => {
  test.each([
    [
      'prometheus',
      [
        '../prometheus/prometheus.yml:/etc/prometheus/prometheus.yml:ro',
        '../prometheus/rules:/etc/prometheus/rules:ro',
        'prometheus_data:/prometheus',
      ],
    ],
    [
      'alertmanager',
      ['../prometheus/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro', 'alertmanager_data:/alertmanager'],
    ],
    [
      'grafana',
      [
        '../grafana/provisioning:/etc/grafana/provisioning:ro',
        '../grafana/dashboards:/etc/grafana/dashboards:ro',
        'grafana_data:/var/lib/grafana',
      ],
    ],
  ])('%s reads them where they are written', (name, expected) => {
    expect(mounts(name)).toEqual(expected);
  });

  test('are all that is mounted from outside of the folder', () => {
    expect(foreignSources(file)).toEqual([
      '../grafana/dashboards',
      '../grafana/provisioning',
      '../prometheus/alertmanager.yml',
      '../prometheus/prometheus.yml',
      '../prometheus/rules',
    ]);
  });
});

describe('prometheus', () => {
  test('keeps what it has for as long, and as much, as the config says', () => {
    const words = (config: PlatformConfig) => one('prometheus', project(config)).command?.slice(2);
    expect(words(compose())).toEqual(['--storage.tsdb.retention.time=15d', '--storage.tsdb.retention.size=2048MB']);
    expect(words(compose({ compose: { monitoring: { retentionDays: 90, retentionSize: '10Gi' } } }))).toEqual([
      '--storage.tsdb.retention.time=90d',
      '--storage.tsdb.retention.size=10240MB',
    ]);
  });

  test('reaches services and exporters, and Qdrant with its key', () => {
    expect([one('prometheus').networks, one('prometheus').secrets]).toEqual([
      ['back', 'monitoring', 'watch'],
      [{ source: 'QDRANT_API_KEY', target: '/etc/prometheus/secrets/qdrant-api-key' }],
    ]);
    const outside = project(compose({ stores: { qdrant: { host: 'qdrant.memorai.com', auth: false } } }));
    expect([one('prometheus', outside).networks, one('prometheus', outside).secrets]).toEqual([
      ['monitoring', 'watch'],
      undefined,
    ]);
  });
});

test('alertmanager finds the secret of each receiver where its file has it', () => {
  const receivers = {
    team: { kind: 'slack', channel: '#alerts' },
    'on-call': { kind: 'pagerduty', secretFile: '/run/secrets/pager' },
  } as const;
  const told = project(compose({ monitoring: { receivers } }));
  expect(one('alertmanager', told).secrets).toEqual([
    { source: 'ALERTMANAGER_ON_CALL', target: '/run/secrets/pager' },
    { source: 'ALERTMANAGER_TEAM', target: '/etc/alertmanager/secrets/team' },
  ]);
  expect(told.secrets.ALERTMANAGER_TEAM).toEqual({ file: './secrets/ALERTMANAGER_TEAM' });
  expect(one('alertmanager').secrets).toBeUndefined();
});

describe('exporters', () => {
  test('have the password of their account in a file, and no other', () => {
    expect(one('postgres-exporter')).toMatchObject({
      secrets: ['POSTGRES_MONITOR_PASSWORD'],
      environment: {
        DATA_SOURCE_PASS_FILE: '/run/secrets/POSTGRES_MONITOR_PASSWORD',
        DATA_SOURCE_URI: 'postgres:5432/memorai?sslmode=disable',
        DATA_SOURCE_USER: 'memorai_monitor',
      },
      networks: ['back', 'monitoring'],
    });
    expect(one('redis-exporter')).toMatchObject({
      secrets: ['REDIS_MONITOR_PASSWORD'],
      environment: { REDIS_ADDR: 'redis://redis:6379', REDIS_USER: 'monitor' },
      command: [
        'REDIS_PASSWORD=$(cat /run/secrets/REDIS_MONITOR_PASSWORD); export REDIS_PASSWORD\nexec /redis_exporter --config-command=-',
      ],
    });
  });

  test('wait until their account is made', () => {
    expect(one('postgres-exporter').depends_on).toEqual({
      bootstrap: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
    });
    expect(one('redis-exporter').depends_on).toEqual({ redis: { condition: 'service_healthy' } });
  });

  test('of stores outside have a way out, and wait for nothing', () => {
    const outside = project(compose({ stores: { redis: { host: 'redis.memorai.com', auth: false } } }));
    const exporter = one('redis-exporter', outside);
    expect([exporter.networks, exporter.depends_on, exporter.secrets, exporter.command]).toEqual([
      ['monitoring', 'outside'],
      undefined,
      undefined,
      ['--config-command=-'],
    ]);
  });
});

test('the machine is seen through mounts that nobody can write', () => {
  expect(mounts('node-exporter')).toEqual(['/proc:/host/proc:ro', '/sys:/host/sys:ro', '/:/host/root:ro']);
});

test('a disk that is mounted later is seen too', () => {
  expect(one('node-exporter').volumes?.[2]).toMatchObject({ source: '/', bind: { propagation: 'rslave' } });
});

describe('backups', () => {
  const variables = (of: typeof file) =>
    Object.entries(one('backup', of).environment ?? {}).filter(([name]) => /_REPORT|_METRICS/.test(name));
  const told = project(compose({ compose: { backups: {} } }));

  test('tell of themselves in a volume that the node exporter can only read', () => {
    expect(variables(told)).toEqual([
      ['BACKUP_METRICS_FOLDER', '/metrics'],
      ['BACKUP_REPORT', '/etc/memorai/backup-metrics.sh'],
      ['RESTORE_TEST_REPORT', '/etc/memorai/restore-test-metrics.sh'],
    ]);
    expect(mounts('backup', told)).toEqual(['backups:/backups', 'backup_metrics:/metrics']);
    expect(mounts('node-exporter', told).slice(3)).toEqual(['backup_metrics:/textfiles:ro']);
    expect(one('node-exporter', told).command?.at(-1)).toBe('--collector.textfile.directory=/textfiles');
    expect(one('backup', told).command?.[0]).toMatch(
      /backup-metrics.sh \|\| true\n.*\n\/bin\/bash \/etc\/memorai\/restore-test-metrics.sh \|\| true\nexec crond/,
    );
  });

  test('tell nobody where nobody listens', () => {
    const alone = project(compose({ compose: { backups: {}, monitoring: { enabled: false } } }));
    expect([variables(alone), mounts('backup', alone), one('backup', alone).configs]).toEqual([
      [],
      ['backups:/backups'],
      [
        { source: 'backup.sh', target: '/etc/memorai/backup.sh' },
        { source: 'restore-test.sh', target: '/etc/memorai/restore-test.sh' },
      ],
    ]);
    expect(one('backup', alone).command?.[0]).not.toContain('-metrics.sh');
    expect(one('node-exporter').command?.at(-1)).not.toContain('textfile');
  });
});

describe('traces', () => {
  const content = (name: string) =>
    load(
      composeArtifacts(resolvePlatform(compose())).find(({ path }) => path === `compose/${name}`)?.content ?? '',
    ) as Record<string, Record<string, unknown>>;

  test('go from services to the collector, and on to Jaeger (E47)', () => {
    expect(one('memorai-api').environment).toMatchObject({
      JAEGER_ENDPOINT: 'http://jaeger:4318',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector:4318',
    });
    expect(content('otel-collector.yaml').exporters).toMatchObject({ 'otlp_grpc/jaeger': { endpoint: 'jaeger:4317' } });
    expect(content('otel-collector.yaml').service).toMatchObject({
      pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp_grpc/jaeger'] } },
    });
  });

  test('that are kept have an end', () => {
    expect(content('jaeger.yaml').extensions).toMatchObject({
      jaeger_storage: { backends: { memory: { memory: { max_traces: 10_000 } } } },
    });
  });

  test('go where the config says', () => {
    const own = project(compose({ settings: { JAEGER_ENDPOINT: 'http://traces.memorai.com:4318' } }));
    expect(one('memorai-api', own).environment).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces.memorai.com:4318',
    });
  });

  test('go nowhere without the profile, and nobody is told an address', () => {
    const names = (config: PlatformConfig) => Object.keys(one('memorai-api', project(config)).environment ?? {});
    const addresses = (config: PlatformConfig) =>
      names(config).filter((name) => /^(PROMETHEUS|GRAFANA|JAEGER|OTEL)_/.test(name));
    const without = { compose: { monitoring: { enabled: false } } };
    expect(addresses(compose(without))).toEqual([]);
    expect(addresses(compose({ ...without, settings: { GRAFANA_ENDPOINT: 'https://grafana.memorai.com' } }))).toEqual([
      'GRAFANA_ENDPOINT',
    ]);
    expect(addresses(compose())).toHaveLength(4);
  });
});

describe('fails when', () => {
  test.each<[string, PlatformConfig['compose'], string[]]>([
    [
      'a page has the port of a service',
      { monitoring: { ports: { grafana: 3000 } } },
      ['compose.monitoring.ports.grafana: port 3000 is already that of dashboard; name another one here'],
    ],
    [
      'two pages share a port',
      { monitoring: { ports: { prometheus: 9093 } } },
      ['compose.monitoring.ports.prometheus: port 9093 is already that of alertmanager; name another one here'],
    ],
    [
      'a page has a port of the proxy',
      { proxy: { kind: 'caddy' }, monitoring: { ports: { jaeger: 443 } } },
      ['compose.monitoring.ports.jaeger: port 443 is already that of the proxy; name another one here'],
    ],
    [
      'the profile is off, and has an image',
      { monitoring: { enabled: false, retentionDays: 3, images: { grafana: 'grafana/grafana:13.2.3' } } },
      [
        'compose.monitoring.retentionDays: has no meaning without the profile; remove it',
        'compose.monitoring.images: has no meaning without the profile; remove it',
      ],
    ],
  ])('%s', (_, section, expected) => {
    expect(issues(compose({ compose: section ?? {} }))).toEqual(expected);
  });
});
