import type { PlatformConfig } from '../../lib/config/schema/index';
import { type Platform, resolvePlatform, type Setting } from '../../lib/platform/index';
import { plain, production, serverless } from '../support/configs';
import { issues } from '../support/issues';

describe('a config that contradicts itself fails when', () => {
  test.each<[string, PlatformConfig, string[]]>([
    [
      'min is above max',
      production({ services: { api: { replicas: { min: 5, max: 3 } } } }),
      ['services.api.replicas.min: must be at most max (3), got 5'],
    ],
    [
      'a request is above its limit',
      production({ services: { api: { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } } } }),
      ['services.api.resources.requests.cpu: must be at most the limit (1000m), got 2000m'],
    ],
    [
      'memory is above its limit',
      production({ services: { mcp: { resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } } } }),
      ['services.mcp.resources.requests.memory: must be at most the limit (1024Mi), got 2048Mi'],
    ],
    [
      'no pod may come or go',
      production({ services: { api: { rollout: { maxSurge: 0, maxUnavailable: 0 } } } }),
      ['services.api.rollout: maxSurge and maxUnavailable cannot both be 0: no pod could ever be replaced'],
    ],
    [
      'two services make one service account',
      production({
        services: { api: { serviceAccount: { name: 'team' } }, mcp: { serviceAccount: { name: 'team' } } },
      }),
      [
        'services.mcp.serviceAccount.name: team is already made by services.api; use another name, or create: false to share it',
      ],
    ],
    [
      'a service makes the service account of the migration',
      production({ services: { api: { serviceAccount: { name: 'memorai-migrate-sa' } } } }),
      [
        'services.api.serviceAccount.name: memorai-migrate-sa is already made by another part of the platform; use another name, or create: false to share it',
      ],
    ],
    [
      'an edge leads nowhere',
      production({ services: { api: { uses: ['postgress'] } } }),
      ['services.api.uses[0]: "postgress" is nothing that a service can use; did you mean "postgres"?'],
    ],
    [
      'an edge is there twice',
      production({ services: { api: { uses: ['redis', 'redis'] } } }),
      ['services.api.uses[1]: "redis" is listed twice'],
    ],
    [
      'an edge is a word that every object knows',
      production({ services: { api: { uses: ['constructor'] } } }),
      ['services.api.uses[0]: "constructor" is nothing that a service can use'],
    ],
    [
      'a machine type is a word that every object knows',
      production({ cluster: { nodePools: { application: { instanceType: 'constructor' } } } }),
      [
        'cluster.nodePools.application.instanceType: must be a machine type of eks, such as m5.xlarge, got "constructor"',
      ],
    ],
    [
      'a limit is too low for WAF',
      serverless({ services: { api: { expose: { requestsPerMinute: 9 } } } }),
      ['services.api.expose.requestsPerMinute: must be at least 10 when deployment is serverless (AWS WAF), got 9'],
    ],
    [
      'alarms have nothing to watch with',
      plain({ alarms: { email: ['ops@memorai.com'] } }),
      ['alarms: are alarms of CloudWatch, which need an aws section; add it, or remove them'],
    ],
    [
      'there is no REST API to set up',
      production({ aws: { api: { integrationTimeout: '20s' } } }),
      ['aws.api: has no meaning unless deployment is serverless; remove it'],
    ],
    [
      'a certificate is of another region',
      serverless({ aws: { api: { certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d' } } }),
      [
        'aws.api.certificateArn: a regional API takes a certificate of its own region (us-east-1), got one of eu-west-1',
      ],
    ],
    [
      'a group of rules is there twice',
      serverless({ aws: { api: { managedRules: ['common', 'common'] } } }),
      ['aws.api.managedRules[1]: "common" is listed twice'],
    ],
    [
      'the hosted zone is of another domain',
      serverless({ aws: { hostedZone: { id: 'Z0123456789ABCDEF', name: 'emorai.com' } } }),
      ['aws.hostedZone.name: must be memorai.com or a domain above it, got emorai.com'],
    ],
    [
      'a service uses itself',
      production({ services: { api: { uses: ['api'] } } }),
      ['services.api.uses[0]: a service cannot use itself'],
    ],
    [
      'a service has a taken name',
      production({ services: { postgres: { port: 1 } } }),
      ['services.postgres: "postgres" already means something else here; choose another name'],
    ],
    [
      'no service is left',
      production({
        services: Object.fromEntries(['api', 'dashboard', 'mcp', 'worker'].map((name) => [name, { enabled: false }])),
      }),
      ['services: leaves no service; at least one must be enabled'],
    ],
    [
      'two services share a host',
      production({ services: { dashboard: { expose: { subdomain: 'api' } } } }),
      ['services.dashboard.expose.subdomain: api.memorai.com already leads to api'],
    ],
    [
      'a pool size has no pool',
      production({ services: { dashboard: { poolSize: 5 } } }),
      ['services.dashboard.poolSize: has no meaning: the service does not use postgres'],
    ],
    [
      'a key is no key',
      production({ services: { api: { keys: ['JWT_SECRETS'] } } }),
      [
        'services.api.keys[0]: no setting "JWT_SECRETS" in the registry; a service\'s own secret goes under env as { secret: true }; did you mean "JWT_SECRET"?',
      ],
    ],
    [
      'a key comes with an edge',
      production({ services: { mcp: { keys: ['SENDGRID_API_KEY'] } } }),
      ['services.mcp.keys[0]: SENDGRID_API_KEY comes with an edge to sendgrid; it cannot be asked for by name'],
    ],
    [
      'a setting does not exist',
      production({ settings: { CACHE_TTLS: 60 } }),
      [
        'settings.CACHE_TTLS: no setting of this name; a service\'s own settings go under services.<name>.env; did you mean "CACHE_TTL"?',
      ],
    ],
    [
      'a setting follows from the platform',
      production({ settings: { QUERY_TIMEOUT: 30000 } }),
      ['settings.QUERY_TIMEOUT: follows from services.<name>.timeouts.statement; change it there'],
    ],
    [
      'a setting is a secret',
      production({ settings: { DATABASE_URL: 'postgresql://db/memorai' } }),
      ['settings.DATABASE_URL: a secret has no value in a config; its value is kept in the secret store'],
    ],
    [
      'a setting has another type',
      production({
        settings: { CACHE_TTL: '1h', ENABLE_ANALYTICS: 'yes', MAX_MEMORY_SIZE: 512, GRAFANA_ENDPOINT: 'grafana' },
      }),
      [
        'settings.CACHE_TTL: must be a whole number, got "1h"',
        'settings.ENABLE_ANALYTICS: must be true or false, got "yes"',
        'settings.MAX_MEMORY_SIZE: must be a size such as 512mb, got 512',
        'settings.GRAFANA_ENDPOINT: must be a URL without user and password, got "grafana"',
      ],
    ],
    [
      'an own secret takes a name of the registry',
      production({ services: { mcp: { env: { JWT_SECRET: { secret: true } } } } }),
      ['services.mcp.env.JWT_SECRET: JWT_SECRET is a setting of the registry; its source is decided there'],
    ],
    [
      'a machine type is unknown',
      production({ cluster: { nodePools: { application: { instanceType: 'm5.xlrge' } } } }),
      [
        'cluster.nodePools.application.instanceType: "m5.xlrge" is not known for eks; give its capacity: { cpu, memory }; did you mean "m5.xlarge"?',
      ],
    ],
    [
      'a pool of GKE has a machine of AWS',
      production({ cluster: { provider: 'gke', nodePools: { application: { instanceType: 'm5.xlarge' } } } }),
      [
        'cluster.nodePools.application.instanceType: must be a machine type of gke, such as n2-standard-4, got "m5.xlarge"',
      ],
    ],
    [
      'a pool has no machine',
      production({ cluster: { nodePools: { gpu: { maxNodes: 2 } } } }),
      ['cluster.nodePools.gpu.instanceType: is required: a machine type of eks'],
    ],
    [
      'a pool is upside down',
      production({ cluster: { nodePools: { application: { minNodes: 11 } } } }),
      ['cluster.nodePools.application.minNodes: must be at most maxNodes (10), got 11'],
    ],
    [
      'Aurora has no AWS',
      plain({ stores: { postgres: { provider: 'aurora' } } }),
      [
        'stores.postgres.provider: aurora needs an aws section with a region; add it, or use provider cluster or external',
      ],
    ],
    [
      'SQS has no AWS',
      plain({ queue: { provider: 'sqs' } }),
      ['queue.provider: sqs needs an aws section with a region; add it, or use provider none'],
    ],
    [
      'External Secrets has no AWS',
      plain({ secrets: { provider: 'externalSecrets' } }),
      [
        'secrets.provider: externalSecrets needs an aws section: values are kept in Secrets Manager; add it, or use existing',
      ],
    ],
    [
      'capacity units are not halves',
      production({ stores: { postgres: { provider: 'aurora', capacity: { kind: 'serverless', minAcu: 0.7 } } } }),
      ['stores.postgres.capacity.minAcu: must be a multiple of 0.5, got 0.7'],
    ],
    [
      'capacity is upside down',
      production({ stores: { postgres: { provider: 'aurora', capacity: { kind: 'serverless', minAcu: 9 } } } }),
      ['stores.postgres.capacity.minAcu: must be at most maxAcu (8), got 9'],
    ],
    [
      'a zone is elsewhere',
      production({ aws: { network: { kind: 'create', availabilityZones: ['us-east-1a', 'eu-west-1a'] } } }),
      ['aws.network.availabilityZones[1]: must be a zone of us-east-1, got "eu-west-1a"'],
    ],
    [
      'a network is too small',
      production({ aws: { network: { kind: 'create', cidr: '10.0.0.0/24' } } }),
      ['aws.network.cidr: must be between /16 and /22, so that nine subnets fit; got /24'],
    ],
    [
      'there are more gateways than zones',
      production({
        aws: { network: { kind: 'create', availabilityZones: ['us-east-1a', 'us-east-1b'], natGateways: 3 } },
      }),
      ['aws.network.natGateways: must be at most one a zone (2), got 3'],
    ],
    [
      'a proxy has no Aurora',
      production({ stores: { postgres: { provider: 'external', host: 'db.memorai.com' } }, aws: { proxy: true } }),
      ['aws.proxy: RDS Proxy needs Aurora; remove it, or use provider aurora for postgres'],
    ],
    [
      'functions have a cluster',
      serverless({ cluster: {}, secrets: { provider: 'existing' }, ingress: {}, migration: {} }),
      [
        'cluster: has no meaning when deployment is serverless; remove it',
        'secrets: has no meaning when deployment is serverless: functions read Secrets Manager; remove it',
        'ingress: has no meaning when deployment is serverless; remove it',
        'migration: needs sql: the folder with migrations, seeds and indexes; or enabled: false',
      ],
    ],
    [
      'pods have a function',
      production({ services: { api: { lambda: { timeout: '20s' } } } }),
      ['services.api.lambda: has no meaning unless deployment is serverless; remove it'],
    ],
    [
      'a function has no code',
      serverless({ services: { reports: { port: 3010 } } }),
      ['services.reports.lambda: needs code: a folder or zip with the code of this function'],
    ],
    [
      'a function has code without a handler',
      serverless({ services: { reports: { lambda: { code: 'reports.zip' } } } }),
      ['services.reports.lambda.handler: is required with code: file.export, such as index.handler'],
    ],
    [
      "a function's name is too long",
      serverless({
        environment: 'a-very-long-environment-name',
        services: { 'a-very-long-service-name-too': { lambda: { code: 'x.zip', handler: 'x.y' } } },
      }),
      [
        'services.a-very-long-service-name-too: the function\'s name "memorai-a-very-long-environment-name-a-very-long-service-name-too" has 65 characters, at most 64 are allowed; shorten the name of the service or of the environment',
      ],
    ],
    [
      'a migration has no database',
      production({ migration: { service: 'dashboard' } }),
      ['migration.service: must be a service that uses postgres, got "dashboard"'],
    ],
  ])('%s', (_, config, expected) => {
    expect(issues(config)).toEqual(expected);
  });
});

const setting = (platform: Platform, service: string, name: string): Setting | undefined =>
  platform.services[service]?.settings.find((one) => one.name === name);
const value = (platform: Platform, service: string, name: string): unknown => {
  const source = setting(platform, service, name)?.source;
  return source?.from === 'literal' ? source.value : source;
};

describe('settings', () => {
  const platform = resolvePlatform(production());

  test.each([
    ['api', 'MEMORAI_PORT', '3001'],
    ['worker', 'MEMORAI_PORT', '3003'],
    ['api', 'MEMORAI_VERSION', '3.2.0'],
    ['api', 'DATABASE_POOL_SIZE', '7'],
    ['api', 'DATABASE_TIMEOUT', '5000'],
    ['api', 'QUERY_TIMEOUT', '20000'],
    ['worker', 'QUERY_TIMEOUT', '120000'],
    ['api', 'REDIS_CLUSTER_MODE', 'true'],
    ['api', 'QDRANT_URL', 'https://qdrant.internal.memorai.com:6333'],
    ['api', 'NODE_OPTIONS', '--max-old-space-size=768 --heapsnapshot-signal=SIGUSR2 --diagnostic-dir=/tmp'],
    ['worker', 'NODE_OPTIONS', '--max-old-space-size=1536 --heapsnapshot-signal=SIGUSR2 --diagnostic-dir=/tmp'],
    ['api', 'MAX_MEMORY_SIZE', '512mb'],
    ['dashboard', 'MAX_MEMORY_SIZE', '256mb'],
    ['dashboard', 'NEXT_PUBLIC_API_URL', 'https://api.memorai.com'],
    ['dashboard', 'API_INTERNAL_URL', 'http://memorai-api-service'],
    ['api', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://jaeger.monitoring:4318'],
  ])('%s gets %s=%s', (service, name, expected) => {
    expect(value(platform, service, name)).toBe(expected);
  });

  test.each([
    ['dashboard', 'DATABASE_URL'],
    ['dashboard', 'OPENAI_API_KEY'],
    ['mcp', 'SENDGRID_API_KEY'],
    ['mcp', 'QUEUE_URL'],
    ['worker', 'JWT_SECRET'],
    ['api', 'AWS_ACCESS_KEY_ID'],
  ])('%s does not get %s', (service, name) => {
    expect(setting(platform, service, name)).toBeUndefined();
  });

  test('long-lived keys come only when asked for, and only to users of the queue', () => {
    const asked = resolvePlatform(
      production({ aws: { staticCredentials: { reason: 'no pod identity in this cluster' } } }),
    );
    const holders = Object.keys(asked.services).filter(
      (name) => setting(asked, name, 'AWS_SECRET_ACCESS_KEY') !== undefined,
    );
    expect(holders).toEqual(['api', 'worker']);
  });

  test('the password of the database is a property of the role that applications share', () => {
    expect(value(platform, 'api', 'DB_PASSWORD')).toEqual({
      from: 'secret',
      secretName: 'memorai/production/postgres',
      property: 'password',
    });
  });

  test('functions connect to the proxy', () => {
    expect(value(resolvePlatform(serverless()), 'api', 'DB_HOST')).toEqual({
      from: 'parameter',
      parameterName: '/memorai/serverless/postgres/proxy-host',
    });
  });

  test('what every service reads with one value is shared, and nothing else is', () => {
    expect(Object.keys(platform.sharedSettings)).toEqual([
      'ENABLE_AI_FEATURES',
      'ENABLE_ANALYTICS',
      'ENABLE_AUDIT_LOGGING',
      'ENABLE_RATE_LIMITING',
      'GRAFANA_ENDPOINT',
      'HOME',
      'JAEGER_ENDPOINT',
      'MAX_CONCURRENT_REQUESTS',
      'MEMORAI_ENV',
      'MEMORAI_HOST',
      'MEMORAI_VERSION',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'PROMETHEUS_ENDPOINT',
    ]);
  });

  test.each(['DATABASE_POOL_SIZE', 'DB_PORT', 'REDIS_CLUSTER_MODE', 'CACHE_TTL', 'QDRANT_URL'])(
    'the dashboard, which has no store, gets no %s; the api does',
    (name) => {
      expect([setting(platform, 'api', name), setting(platform, 'dashboard', name)]).toEqual([
        expect.objectContaining({ scope: 'service' }),
        undefined,
      ]);
    },
  );

  test.each<[string, NonNullable<NonNullable<PlatformConfig['services']>[string]>['env'], string | undefined]>([
    ['another value', { ENABLE_ANALYTICS: false }, 'false'],
    ['none', { ENABLE_ANALYTICS: null }, undefined],
  ])('a setting of which one service has %s leaves the shared map', (_, env, own) => {
    const one = resolvePlatform(production({ services: { mcp: { env } } }));
    expect(one.sharedSettings.ENABLE_ANALYTICS).toBeUndefined();
    expect([value(one, 'api', 'ENABLE_ANALYTICS'), value(one, 'mcp', 'ENABLE_ANALYTICS')]).toEqual(['true', own]);
  });

  test('one service more changes nothing for the others', () => {
    const more = resolvePlatform(production({ services: { reports: { image: { repository: 'memorai/reports' } } } }));
    expect(more.sharedSettings).toEqual(platform.sharedSettings);
  });

  test.each([
    ['the default of what watches servers', {}, undefined],
    ['a collector of its own', { JAEGER_ENDPOINT: 'http://collector.internal:4318' }, 'http://collector.internal:4318'],
  ])('functions get no address that leads nowhere: %s', (_, settings, expected) => {
    const functions = resolvePlatform(serverless({ settings }));
    expect(value(functions, 'api', 'OTEL_EXPORTER_OTLP_ENDPOINT')).toBe(expected);
    expect(setting(functions, 'api', 'PROMETHEUS_ENDPOINT')).toBeUndefined();
  });

  test('a cache without a password has a plain address', () => {
    const open = resolvePlatform(plain({ stores: { redis: { host: 'redis', auth: false, tls: false } } }));
    expect(value(open, 'api', 'REDIS_URL')).toBe('redis://redis:6379');
    expect(setting(open, 'api', 'REDIS_PASSWORD')).toBeUndefined();
  });

  test('an own secret has a place in the secret store', () => {
    const team = resolvePlatform(
      production({ services: { reports: { env: { REPORTS_TOKEN: { secret: true }, LEVEL: 3 } } } }),
    );
    expect(value(team, 'reports', 'REPORTS_TOKEN')).toEqual({
      from: 'secret',
      secretName: 'memorai/production/REPORTS_TOKEN',
    });
    expect(value(team, 'reports', 'LEVEL')).toBe('3');
    expect(team.managedSecrets.find((secret) => secret.name.endsWith('REPORTS_TOKEN'))?.content).toEqual({
      kind: 'thirdParty',
    });
  });
});

describe('platform', () => {
  test('is frozen all the way down', () => {
    const open: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      if (!Object.isFrozen(node)) open.push(path);
      for (const [key, member] of Object.entries(node)) walk(member, `${path}.${key}`);
    };
    walk(resolvePlatform(production()), 'platform');
    expect(open).toEqual([]);
  });

  test.each([
    ['minimum', 200, 8192, 0, 'standalone', 1],
    ['recommended', 200, 16384, 2, 'cluster', 3],
  ] as const)('tier %s sizes the stores', (tier, maxConnections, memoryMiB, readers, mode, nodes) => {
    const { stores } = resolvePlatform(production({ tier }));
    expect(stores.postgres).toMatchObject({ maxConnections, memoryMiB, readers });
    expect(stores.redis.topology.mode).toBe(mode);
    expect(stores.qdrant.nodes).toBe(nodes);
  });

  test('a service of a team needs one block', () => {
    const { services } = resolvePlatform(
      production({
        services: { reports: { image: { repository: 'memorai/reports' }, port: 3010, uses: ['postgres', 'redis'] } },
      }),
    );
    expect(services.reports).toMatchObject({
      fullName: 'memorai-reports',
      port: 3010,
      image: { reference: 'memorai/reports:3.2.0' },
      placement: 'application',
      serviceObjectName: 'memorai-reports-service',
    });
    expect(services.reports?.poolSize).toBe(6);
    expect(services.reports?.exposure).toBeUndefined();
  });

  test('a service may have a name that every object knows', () => {
    const { services } = resolvePlatform(production({ services: { constructor: { port: 3010, uses: ['redis'] } } }));
    expect(Object.entries(services).find(([name]) => name === 'constructor')?.[1]).toMatchObject({
      port: 3010,
      poolSize: 0,
    });
  });

  test('each value knows where it came from', () => {
    const { origins } = resolvePlatform(production({ services: { api: { replicas: { max: 9 } } } }));
    expect(origins['services.api.replicas.max']).toEqual({
      value: 9,
      origin: { kind: 'config', path: 'services.api.replicas.max' },
    });
    expect(origins['services.api.replicas.min']?.origin.kind).toBe('default');
    expect(origins['stores.postgres.memory']?.origin).toEqual({
      kind: 'tier',
      tier: 'recommended',
      source: 'guide L188-210, E34, E35',
    });
    expect(origins['services.api.poolSize']?.origin.kind).toBe('derived');
  });

  test.each<[string, PlatformConfig, Record<string, number>]>([
    ['through the proxy', serverless(), { api: 82, worker: 10 }],
    [
      'without it, where frozen sandboxes keep their connections',
      serverless({ aws: { proxy: false } }),
      { api: 36, worker: 10 },
    ],
    [
      'the rest of what is set',
      serverless({ services: { worker: { lambda: { concurrency: 40 } } } }),
      { api: 52, worker: 40 },
    ],
    ['with another pool', serverless({ services: { api: { poolSize: 1 } } }), { api: 100, worker: 10 }],
    [
      'no more than a tenth of an account',
      serverless({ stores: { postgres: { maxConnections: 5000 } } }),
      { api: 100, worker: 10 },
    ],
    ['no less than two', serverless({ stores: { postgres: { maxConnections: 30 } } }), { api: 2, worker: 10 }],
    ['without the database, a start', serverless({ services: { api: { uses: ['redis'] } } }), { api: 50, worker: 10 }],
    [
      'shared by all that serve requests',
      serverless({ services: { own: { uses: ['postgres'], lambda: { code: 'own.zip', handler: 'own.handler' } } } }),
      { api: 41, own: 41, worker: 10 },
    ],
  ])('sandboxes at once follow from the connections: %s', (_, config, expected) => {
    const { services } = resolvePlatform(config);
    expect(Object.fromEntries(Object.values(services).map(({ name, lambda }) => [name, lambda?.concurrency]))).toEqual(
      expected,
    );
  });

  test('sandboxes at once say how they were found', () => {
    expect(resolvePlatform(serverless()).origins['services.api.lambda.concurrency']).toEqual({
      value: 82,
      origin: {
        kind: 'derived',
        from: 'connections: (195 usable - 10 reserve - 20 of others) / 2 a sandbox through the proxy, between 2 and 100 (E26, E32)',
      },
    });
  });

  test('the visibility of the queue follows from its slowest consumer', () => {
    expect(resolvePlatform(serverless()).queue).toMatchObject({ visibilityTimeoutSeconds: 1800 });
    expect(resolvePlatform(production()).queue).toMatchObject({ visibilityTimeoutSeconds: 1620 });
  });

  test.each([
    ['60s', 54_000, 43_200],
    ['900s', 270_000, 120_000],
  ])('a worker of %s gives its jobs less than that', (timeout, requestMs, statementMs) => {
    const { services } = resolvePlatform(serverless({ services: { worker: { lambda: { timeout } } } }));
    expect(services.worker?.timeouts).toMatchObject({ requestMs, statementMs });
  });

  test('nothing of AWS is resolved without an aws section', () => {
    const platform = resolvePlatform(plain());
    expect([platform.aws, platform.queue, platform.secrets, platform.targets]).toEqual([
      undefined,
      { provider: 'none' },
      { provider: 'existing', reloader: false },
      ['kubernetes', 'monitoring', 'operations'],
    ]);
  });
});
