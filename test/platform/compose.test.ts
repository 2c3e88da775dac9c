import type { PlatformConfig } from '../../lib/config/schema/index';
import { composeSecrets } from '../../lib/platform/compose-secrets';
import { type Platform, resolvePlatform } from '../../lib/platform/index';
import { compose, plain, production } from '../support/configs';
import { issues } from '../support/issues';

const caddy = { kind: 'caddy' } as const;
const literal = (platform: Platform, service: string, name: string) => {
  const source = platform.services[service]?.settings.find((setting) => setting.name === name)?.source;
  return source?.from === 'literal' ? source.value : source?.from;
};

describe('a config that contradicts Compose fails when', () => {
  test.each<[string, PlatformConfig, string[]]>([
    [
      'it has what only a cluster has',
      compose({ cluster: { provider: 'generic' }, ingress: { className: 'nginx' }, services: { api: { lambda: {} } } }),
      [
        'cluster: has no meaning when deployment is compose; remove it',
        'services.api.lambda: has no meaning unless deployment is serverless; remove it',
        'ingress: has no meaning when deployment is compose; remove it',
      ],
    ],
    [
      'it has what only AWS has',
      compose({
        aws: { region: 'us-east-1' },
        stores: { postgres: { provider: 'cluster' }, redis: { provider: 'cluster' } },
      }),
      ['aws: has no meaning when deployment is compose; remove it'],
    ],
    [
      'another deployment has a compose section',
      plain({ compose: {} }),
      ['compose: has no meaning unless deployment is compose; remove it'],
    ],
    [
      'secrets come from elsewhere',
      compose({ secrets: { provider: 'existing' } }),
      ['secrets.provider: must be envFile when deployment is compose, got existing'],
    ],
    [
      'a cluster has its secrets in files',
      plain({ secrets: { provider: 'envFile' } }),
      ['secrets.provider: envFile is for Compose; use existing, or externalSecrets on AWS'],
    ],
    [
      'the queue is SQS',
      compose({ queue: { provider: 'sqs' } }),
      ['queue.provider: must be elasticmq or none when deployment is compose, got sqs'],
    ],
    [
      'a cluster has ElasticMQ',
      plain({ queue: { provider: 'elasticmq' } }),
      ['queue.provider: elasticmq runs in Compose only; use sqs on AWS, or provider none'],
    ],
    [
      'something is to scale',
      compose({ services: { api: { replicas: { min: 1, max: 3 } } } }),
      [
        'services.api.replicas.max: must be min (1) when deployment is compose, got 3: nothing adds containers under load',
      ],
    ],
    [
      'a request limit is asked of the proxy',
      compose({ services: { api: { expose: { requestsPerMinute: 100 } } } }),
      [
        'services.api.expose.requestsPerMinute: has no meaning when deployment is compose: its proxy counts no requests, the application does (ENABLE_RATE_LIMITING); remove it',
      ],
    ],
    [
      'a store has several nodes',
      compose({
        stores: {
          redis: { provider: 'cluster', topology: { mode: 'cluster' } },
          qdrant: { provider: 'cluster', nodes: 3 },
        },
      }),
      [
        'stores.redis.topology.mode: must be standalone when deployment is compose, got cluster: one machine keeps no second copy',
        'stores.qdrant.nodes: must be 1 when deployment is compose, got 3: one machine keeps no second copy',
      ],
    ],
    [
      'an operator is to keep the database',
      compose({ stores: { postgres: { provider: 'cluster', operator: 'cloudnative-pg', instances: 3 } } }),
      ['stores.postgres.operator: cloudnative-pg needs a Kubernetes cluster; leave it out'],
    ],
    [
      'two services want one port',
      compose({ compose: { ports: { dashboard: 3001 } } }),
      ['compose.ports.dashboard: port 3001 is already that of api; name another one here'],
    ],
    [
      'replicas run into the port of another service',
      compose({ compose: { ports: { mcp: 3002 } } }),
      ['compose.ports.mcp: port 3002 is already that of api; name another one here'],
    ],
    [
      'a service wants a port of the proxy',
      compose({ compose: { proxy: caddy, ports: { mcp: 443 } } }),
      ['compose.ports.mcp: port 443 is already that of the proxy; name another one here'],
    ],
    [
      'replicas need ports that do not exist',
      compose({ compose: { ports: { api: 65535 } } }),
      ['compose.ports.api: 2 replicas need the ports 65535 to 65536, the highest is 65535'],
    ],
    [
      'a port is that of no service',
      compose({
        compose: { ports: { apo: 1 }, sources: { worke: { target: '/app' } } },
        protection: { level: 'none', reason: 'made by a test' },
      }),
      [
        'compose.ports.apo: no service "apo"; did you mean "api"?',
        'compose.sources.worke: no service "worke"; did you mean "worker"?',
      ],
    ],
    [
      'sources are to replace an image that is protected',
      compose({ compose: { sources: { api: { target: '/app' } } } }),
      ['compose.sources: what is protected runs its images; remove it, or set protection to none'],
    ],
    [
      'somebody else runs the database that is to be backed up',
      compose({ stores: { postgres: { provider: 'external', host: 'db.memorai.com' } }, compose: { backups: {} } }),
      ['compose.backups: whoever runs the database backs it up; remove it, or use provider cluster'],
    ],
    [
      'backups name two kinds of days',
      compose({ compose: { backups: { schedule: '0 2 1 * 0' } } }),
      ['compose.backups.schedule: must leave the day of the month or of the week to *, got "0 2 1 * 0"'],
    ],
    [
      'backups never come again',
      compose({ compose: { backups: { schedule: '0 2 30 2 *' } } }),
      ['compose.backups.schedule: must name a time that comes again, got "0 2 30 2 *"'],
    ],
    [
      'restore tests name two kinds of days, or never come again',
      compose({ compose: { backups: { restoreTest: { schedule: '0 4 31 2 0' } } } }),
      [
        'compose.backups.restoreTest.schedule: must leave the day of the month or of the week to *, got "0 4 31 2 0"',
        'compose.backups.restoreTest.schedule: must name a time that comes again, got "0 4 31 2 0"',
      ],
    ],
    [
      'restore tests have a schedule and are switched off',
      compose({
        compose: { backups: { restoreTest: { enabled: false, reason: 'made by a test', schedule: '0 4 * * *' } } },
      }),
      ['compose.backups.restoreTest.schedule: has no meaning for one that is switched off; remove it'],
    ],
    [
      'the database has the name that restore tests drop',
      compose({
        stores: { postgres: { provider: 'cluster', database: `${'a'.repeat(50)}_restore_test` } },
        compose: { backups: {} },
      }),
      [
        `stores.postgres.database: ${'a'.repeat(50)}_restore_test is what compose.backups.restoreTest makes and drops; choose another name`,
      ],
    ],
    [
      'the application has the name of the role that restore tests drop',
      compose({
        stores: { postgres: { provider: 'cluster', username: 'memorai_restore_test' } },
        compose: { backups: {} },
      }),
      [
        'stores.postgres.username: memorai_restore_test is what compose.backups.restoreTest makes and drops; choose another name',
      ],
    ],
  ])('%s', (_, config, expected) => {
    expect(issues(config)).toEqual(expected);
  });
});

describe('what Compose is by default', () => {
  const platform = resolvePlatform(compose());

  test('one target, all stores and a queue in containers, secrets in files', () => {
    expect(platform.targets).toEqual(['compose', 'monitoring', 'operations']);
    expect(Object.values(platform.stores).map(({ provider }) => provider)).toEqual(['cluster', 'cluster', 'cluster']);
    expect([platform.queue.provider, platform.secrets.provider]).toEqual(['elasticmq', 'envFile']);
  });

  test("the guide's names of stores, and its two containers of the api", () => {
    const { postgres, redis, qdrant } = platform.stores;
    expect([postgres, redis, qdrant].map((store) => 'host' in store && store.host)).toEqual([
      'postgres',
      'redis',
      'qdrant',
    ]);
    expect(Object.values(platform.services).map(({ name, replicas }) => [name, replicas.min, replicas.max])).toEqual([
      ['api', 2, 2],
      ['dashboard', 1, 1],
      ['mcp', 1, 1],
      ['worker', 1, 1],
    ]);
  });

  test('the tier for several nodes still has one of each store', () => {
    const { redis, qdrant } = resolvePlatform(compose({ tier: 'recommended' })).stores;
    expect(redis.topology).toEqual({ mode: 'standalone' });
    expect([qdrant.nodes, qdrant.replicationFactor, qdrant.writeConsistencyFactor]).toEqual([1, 1, 1]);
  });

  test('a container is replaced in place: no connections for a second one', () => {
    expect(platform.connections.consumers.map(({ surge }) => surge)).toEqual([0, 0, 0]);
  });

  test('ports of public services on this machine alone, one for each replica', () => {
    expect(platform.compose).toMatchObject({
      bind: '127.0.0.1',
      published: { api: { first: 3001, last: 3002 }, dashboard: { first: 3000, last: 3000 } },
    });
  });

  test.each([
    ['NEXT_PUBLIC_API_URL', 'dashboard', 'http://localhost:3001'],
    ['API_INTERNAL_URL', 'dashboard', 'http://memorai-api:3001'],
    ['CORS_ALLOWED_ORIGINS', 'api', 'http://localhost:3000'],
    ['QUEUE_URL', 'api', 'http://elasticmq:9324/000000000000/memorai-development-work'],
    ['QUEUE_URL', 'worker', 'http://elasticmq:9324/000000000000/memorai-development-work'],
    ['AWS_REGION', 'worker', 'elasticmq'],
    ['AWS_ACCESS_KEY_ID', 'worker', 'unused'],
    ['AWS_REGION', 'mcp', undefined],
    ['DATABASE_URL', 'api', 'composed'],
    ['QDRANT_URL', 'mcp', 'http://qdrant:6333'],
    ['REDIS_CLUSTER_MODE', 'mcp', 'false'],
  ])('%s of the %s is %s', (name, service, value) => {
    expect(literal(platform, service, name)).toBe(value);
  });

  test('nothing stands before the services, so nothing ends their requests', () => {
    expect(platform.services.api?.timeouts.gatewayMs).toBeUndefined();
  });

  test('another address to bind is the one that browsers use', () => {
    const bound = resolvePlatform(compose({ compose: { bind: '192.0.2.7' } }));
    expect(literal(bound, 'dashboard', 'NEXT_PUBLIC_API_URL')).toBe('http://192.0.2.7:3001');
  });
});

describe('restore tests', () => {
  const testsOf = (config: PlatformConfig) => resolvePlatform(config).compose?.backups?.restoreTest;
  const of = (backups: NonNullable<NonNullable<PlatformConfig['compose']>['backups']>) =>
    testsOf(compose({ compose: { backups } }));

  test.each([
    ['once a week', {}, '0 4 * * 0', 604_800],
    ['every day, where backups are gone within a week', { retentionDays: 6 }, '0 4 * * *', 86_400],
    ['as the config says', { restoreTest: { schedule: '15 5 1 * *' } }, '15 5 1 * *', 2_678_400],
  ])('are made %s', (_, backups, schedule, longestGapSeconds) => {
    expect(of(backups)).toEqual({ schedule, longestGapSeconds, database: 'memorai_restore_test' });
  });

  test('are not made where the config gives a reason, and where nothing is backed up', () => {
    expect(of({ restoreTest: { enabled: false, reason: 'another machine restores them' } })).toBeUndefined();
    expect(testsOf(compose())).toBeUndefined();
  });

  test.each([
    ['memorai', 'memorai_restore_test'],
    ['a'.repeat(50), `${'a'.repeat(50)}_restore_test`],
    ['a'.repeat(63), `${'a'.repeat(50)}_restore_test`],
  ])('restore %s into a name that PostgreSQL does not cut off', (database, expected) => {
    const config = compose({ stores: { postgres: { provider: 'cluster', database } }, compose: { backups: {} } });
    expect(testsOf(config)?.database).toBe(expected);
    expect(expected.length).toBeLessThanOrEqual(63);
  });
});

describe('behind a proxy', () => {
  const platform = resolvePlatform(compose({ compose: { proxy: caddy, ports: { mcp: 4000 } } }));

  test('only named services have ports of their own', () => {
    expect(platform.compose?.published).toEqual({ mcp: { first: 4000, last: 4000 } });
  });

  test('browsers use the public hosts', () => {
    expect(literal(platform, 'dashboard', 'NEXT_PUBLIC_API_URL')).toBe('https://api.dev.memorai.com');
    expect(literal(platform, 'api', 'CORS_ALLOWED_ORIGINS')).toBe('https://dashboard.dev.memorai.com');
  });

  test('the proxy ends the time-out chain', () => {
    expect(platform.services.api?.timeouts.gatewayMs).toBe(60_000);
  });
});

describe('the table of secrets', () => {
  const { variables, files } = composeSecrets(resolvePlatform(compose()));
  const kinds = (rows: typeof variables) => Object.fromEntries(rows.map(({ name, content }) => [name, content.kind]));

  test('variables are what services read', () => {
    expect(kinds(variables)).toEqual({
      DATABASE_URL: 'composed',
      DB_PASSWORD: 'generated',
      ENCRYPTION_KEY: 'generated',
      JWT_SECRET: 'generated',
      OPENAI_API_KEY: 'thirdParty',
      QDRANT_API_KEY: 'generated',
      REDIS_PASSWORD: 'generated',
      REDIS_URL: 'composed',
      SENDGRID_API_KEY: 'thirdParty',
      SESSION_SECRET: 'generated',
    });
  });

  test('files are what stores read, and those who watch them', () => {
    expect(kinds(files)).toEqual({
      DB_PASSWORD: 'generated',
      GRAFANA_ADMIN_PASSWORD: 'generated',
      POSTGRES_MONITOR_PASSWORD: 'generated',
      POSTGRES_PASSWORD: 'generated',
      QDRANT_API_KEY: 'generated',
      REDIS_MONITOR_PASSWORD: 'generated',
      REDIS_PASSWORD: 'generated',
    });
    const unwatched = composeSecrets(resolvePlatform(compose({ compose: { monitoring: { enabled: false } } })));
    expect(Object.keys(kinds(unwatched.files))).toEqual([
      'DB_PASSWORD',
      'POSTGRES_PASSWORD',
      'QDRANT_API_KEY',
      'REDIS_PASSWORD',
    ]);
  });

  test('a receiver of alerts has a file that a person fills in', () => {
    const monitoring = { receivers: { 'on-call': { kind: 'pagerduty' as const } } };
    const found = composeSecrets(resolvePlatform(compose({ monitoring })));
    expect(kinds(found.files).ALERTMANAGER_ON_CALL).toBe('thirdParty');
    expect(kinds(found.variables).ALERTMANAGER_ON_CALL).toBeUndefined();
  });

  test('the password of an external store is issued by somebody else', () => {
    const outside = composeSecrets(resolvePlatform(compose({ stores: { redis: { host: 'redis.memorai.com' } } })));
    expect(kinds(outside.variables).REDIS_PASSWORD).toBe('thirdParty');
    // The exporter is who the application is, as nobody else has an account there.
    expect(kinds(outside.files)).toMatchObject({ REDIS_PASSWORD: 'thirdParty' });
    expect(kinds(outside.files).REDIS_MONITOR_PASSWORD).toBeUndefined();
  });

  test('a connection string has its secrets by name, and all else encoded', () => {
    expect(variables.find(({ name }) => name === 'DATABASE_URL')?.content).toEqual({
      kind: 'composed',
      parts: [
        { text: 'postgresql://' },
        { text: 'memorai' },
        { text: ':' },
        { variable: 'DB_PASSWORD' },
        { text: '@' },
        { text: 'postgres' },
        { text: ':' },
        { text: '5432' },
        { text: '/' },
        { text: 'memorai' },
        { text: '?sslmode=disable' },
      ],
    });
  });

  test('SQS on AWS has neither a region nor a key among its settings', () => {
    const names = resolvePlatform(production()).services.api?.settings.map(({ name }) => name) ?? [];
    expect(names.filter((name) => name.startsWith('AWS_'))).toEqual([]);
  });
});

test.each([
  ['pgvector/pgvector:0.8.1-pg15', 'postgres:15.14-alpine'],
  ['pgvector/pgvector:0.8.1-pg17', 'postgres:17.6-alpine'],
  ['registry.memorai.com/postgres:18.0-memorai.1', 'postgres:18.0-alpine'],
  ['registry.memorai.com/postgres:stable', 'postgres:15.14-alpine'],
])('%s is dumped by %s', (server, image) => {
  const { compose: made } = resolvePlatform(
    compose({ stores: { postgres: { provider: 'cluster', image: server } }, compose: { backups: {} } }),
  );
  expect(made?.backups?.image).toBe(image);
});
