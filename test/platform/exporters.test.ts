import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { ownExporters } from '../../lib/platform/exporters';
import { resolvePlatform } from '../../lib/platform/index';
import type { Exporter, StoreExporter } from '../../lib/platform/types';
import { compose, plain, production, serverless } from '../support/configs';
import { issues } from '../support/issues';

type Exporters = NonNullable<NonNullable<PlatformConfig['monitoring']>['exporters']>;

function own(exporter: StoreExporter): Exporter {
  if (exporter.kind !== 'own') throw new Error(`the exporter is ${exporter.kind}`);
  return exporter;
}
const postgresOf = (config: PlatformConfig) => own(resolvePlatform(config).exporters.postgres);
const redisOf = (config: PlatformConfig) => own(resolvePlatform(config).exporters.redis);
const values = ({ settings }: Exporter) =>
  Object.fromEntries(settings.map(({ name, source }) => [name, source.from === 'literal' ? source.value : source]));

const reason = 'the team of the databases has its own';
const off = { enabled: false, reason } as const;

test.each<[string, PlatformConfig, string[]]>([
  ['a cluster', plain(), ['postgres', 'redis']],
  ['AWS', production(), ['postgres', 'redis']],
  ['Compose', compose(), ['postgres', 'redis']],
  ['functions, which CloudWatch watches', serverless(), []],
  ['Compose without the profile', compose({ compose: { monitoring: { enabled: false } } }), []],
  ['a config that has one already', plain({ monitoring: { exporters: { postgres: off } } }), ['redis']],
])('%s', (_, config, expected) => {
  expect(ownExporters(resolvePlatform(config)).map(({ store }) => store)).toEqual(expected);
});

describe('postgres', () => {
  test('on Aurora: the writer, encrypted, with a secret of its own', () => {
    expect(values(postgresOf(production()))).toEqual({
      DATA_SOURCE_URI: {
        from: 'composed',
        parts: [{ setting: 'DB_HOST' }, { text: ':5432/memorai?sslmode=require' }],
      },
      DATA_SOURCE_USER: 'memorai_monitor',
      DB_HOST: { from: 'parameter', parameterName: '/memorai/production/postgres/host' },
      POSTGRES_MONITOR_PASSWORD: {
        from: 'secret',
        secretName: 'memorai/production/postgres-monitor',
        property: 'password',
      },
    });
    const { managedSecrets } = resolvePlatform(production());
    expect(managedSecrets.find(({ name }) => name === 'memorai/production/postgres-monitor')?.content).toEqual({
      kind: 'databaseUser',
      username: 'memorai_monitor',
    });
  });

  test('in the cluster: the password that the server was given', () => {
    const config = plain({ stores: { postgres: { provider: 'cluster' } }, aws: undefined });
    expect(values(postgresOf(config))).toMatchObject({
      DATA_SOURCE_URI: 'memorai-postgres:5432/memorai?sslmode=disable',
      POSTGRES_MONITOR_PASSWORD: { secretName: 'memorai/development/POSTGRES_MONITOR_PASSWORD' },
    });
    const { postgres } = resolvePlatform(config).stores;
    if (postgres.provider !== 'cluster') throw new Error('not in the cluster');
    expect(postgres.workload.settings.map(({ name }) => name)).toContain('POSTGRES_MONITOR_PASSWORD');
  });

  test('holds what the budget keeps for it', () => {
    const { stores, connections } = resolvePlatform(plain());
    expect(stores.postgres.monitor).toEqual({ username: 'memorai_monitor', connections: connections.reserve.exporter });
  });

  test('has no role where somebody else exports', () => {
    expect(
      resolvePlatform(plain({ monitoring: { exporters: { postgres: off } } })).stores.postgres.monitor,
    ).toBeUndefined();
  });
});

describe('redis', () => {
  test('of our own: a user for it', () => {
    const exporter = redisOf(compose());
    expect(values(exporter)).toMatchObject({ REDIS_ADDR: 'redis://redis:6379', REDIS_USER: 'monitor' });
    expect(exporter.password).toEqual({ setting: 'REDIS_MONITOR_PASSWORD', variable: 'REDIS_PASSWORD' });
  });

  test('of somebody else: who the application is, or nobody', () => {
    const exporter = redisOf(plain());
    expect(values(exporter)).toEqual({
      REDIS_ADDR: 'rediss://redis.dev.memorai.com:6379',
      REDIS_PASSWORD: { from: 'secret', secretName: 'memorai/development/REDIS_PASSWORD' },
    });
    const open = redisOf(plain({ stores: { redis: { auth: false, tls: false } } }));
    expect([values(open), open.password]).toEqual([{ REDIS_ADDR: 'redis://redis.dev.memorai.com:6379' }, undefined]);
  });

  test('never asks for CONFIG, and finds the nodes of a cluster', () => {
    expect(redisOf(plain()).arguments).toEqual(['--config-command=-']);
    const cluster = redisOf(plain({ stores: { redis: { topology: { mode: 'cluster', shards: 3 } } } }));
    expect([cluster.byNode, cluster.arguments]).toEqual([
      true,
      ['--config-command=-', '--is-cluster', '--cluster-discover-hostnames'],
    ]);
  });
});

test('images come from the mirror, if there is one', () => {
  expect(postgresOf(plain({ images: { mirror: 'mirror.memorai.com/all' } })).image.reference).toBe(
    'mirror.memorai.com/all/prometheuscommunity/postgres-exporter:v0.17.1',
  );
});

test('a Secret that the config names is taken', () => {
  const secrets = {
    provider: 'existing',
    keys: { POSTGRES_MONITOR_PASSWORD: { name: 'database', key: 'monitor' } },
  } as const;
  expect(values(postgresOf(plain({ secrets }))).POSTGRES_MONITOR_PASSWORD).toEqual({
    from: 'secretKey',
    name: 'database',
    key: 'monitor',
  });
});

test.each([
  'postgres-exporter:9187',
  'postgres-exporter.databases.svc.cluster.local:1',
  '10.0.3.7:65535',
  '[fd00::7]:9187',
  '[::1]:9187',
  '3com.example:9187',
])('somebody else exports at %s', (address) => {
  const config = plain({ monitoring: { exporters: { postgres: { ...off, address } } } });
  expect(resolvePlatform(config).exporters.postgres).toEqual({ kind: 'elsewhere', address });
  const errors = checkOutput(resolvePlatform(config)).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
});

describe('fails when', () => {
  test.each<[string, Exporters, string[]]>([
    [
      'ours has an address',
      { redis: { address: 'redis-exporter.monitoring:9121' } },
      [
        'monitoring.exporters.redis.address: is that of an exporter of somebody else: set enabled to false, with a reason',
      ],
    ],
    [
      'one that is switched off has an image',
      { postgres: { ...off, image: 'team/exporter:1.0.0', resources: { cpu: '1' } } },
      [
        'monitoring.exporters.postgres.image: has no meaning for one that is switched off; remove it',
        'monitoring.exporters.postgres.resources: has no meaning for one that is switched off; remove it',
      ],
    ],
    [
      'it is switched off without a reason',
      { postgres: { enabled: false } },
      ['monitoring.exporters.postgres: enabled: false needs a reason beside it'],
    ],
  ])('%s', (_, exporters, expected) => {
    expect(issues(plain({ monitoring: { exporters } }))).toEqual(expected);
  });

  test.each([
    'postgres-exporter',
    'postgres-exporter:0',
    'postgres-exporter:65536',
    'http://postgres-exporter:9187',
    '-exporter:9187',
    'postgres..exporter:9187',
    '10.0.3.256:9187',
    '10.0.3:9187',
    'fd00::7:9187',
    '[fd00::7]',
    '[fd00::7::1]:9187',
  ])('an address is %s', (address) => {
    expect(issues(plain({ monitoring: { exporters: { postgres: { ...off, address } } } }))).toEqual([
      `monitoring.exporters.postgres.address: must be a host with its port, such as postgres-exporter.monitoring:9187, 10.0.3.7:9187 or [fd00::7]:9187; got "${address}"`,
    ]);
  });

  test('the application has the name of its role', () => {
    expect(issues(plain({ stores: { postgres: { username: 'memorai_monitor' } } }))).toEqual([
      'stores.postgres.username: memorai_monitor is the role of the exporter; choose another name',
    ]);
  });

  test('a service has its name', () => {
    expect(issues(plain({ services: { 'redis-exporter': {} } }))).toEqual([
      'services.redis-exporter: "redis-exporter" already means something else here; choose another name',
    ]);
  });

  test('Compose has no profile that would start them', () => {
    const config = compose({ compose: { monitoring: { enabled: false } }, monitoring: { exporters: { redis: off } } });
    expect(issues(config)).toEqual(['monitoring.exporters: has no meaning without compose.monitoring; remove it']);
  });
});
