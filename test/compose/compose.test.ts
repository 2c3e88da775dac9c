import { load } from 'js-yaml';
import { composeArtifacts } from '../../lib/compose/artifacts';
import { composeProject } from '../../lib/compose/file';
import type { ComposeService } from '../../lib/compose/model';
import { composeYaml } from '../../lib/compose/text';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { compose, plain } from '../support/configs';

const everything = compose({
  environment: 'small',
  domain: 'memorai.com',
  compose: { proxy: { kind: 'caddy', email: 'ops@memorai.com', staging: true }, backups: { retentionDays: 14 } },
});
const services = (config: PlatformConfig) => composeProject(resolvePlatform(config)).file.services;
const development = services(compose());
const small = services(everything);
const one = (all: Readonly<Record<string, ComposeService>>, name: string): ComposeService => {
  const service = all[name];
  if (service === undefined) throw new Error(`no service ${name}; there are ${Object.keys(all).join(', ')}`);
  return service;
};
const content = (config: PlatformConfig, name: string) => {
  const artifact = composeArtifacts(resolvePlatform(config)).find(({ path }) => path === `compose/${name}`);
  if (artifact === undefined) throw new Error(`no file ${name}`);
  return artifact.content;
};

/** In the order in which they are made. */
const watchers = [
  'postgres-exporter',
  'redis-exporter',
  'prometheus',
  'alertmanager',
  'grafana',
  'node-exporter',
  'otel-collector',
  'jaeger',
];

describe('files', () => {
  const files = (config: PlatformConfig) =>
    composeArtifacts(resolvePlatform(config))
      .map(({ path }) => path.replace('compose/', ''))
      .sort();

  test('of development', () => {
    expect(files(compose())).toEqual([
      '.env.example',
      '.gitignore',
      'bootstrap.sql',
      'compose.yaml',
      'elasticmq.conf',
      'jaeger.yaml',
      'otel-collector.yaml',
      'qdrant.yaml',
      'redis-start.sh',
      'redis.conf',
    ]);
  });

  test('of a small production, the proxy and the backup besides', () => {
    expect(files(everything)).toEqual(
      [
        ...files(compose()),
        'Caddyfile',
        'backup-metrics.sh',
        'backup.sh',
        'restore-test-metrics.sh',
        'restore-test.sh',
      ].sort(),
    );
  });

  test('of stores that somebody else runs, nothing', () => {
    const outside = compose({
      stores: {
        postgres: { provider: 'external', host: 'db.memorai.com' },
        redis: { host: 'redis.memorai.com' },
        qdrant: { host: 'qdrant.memorai.com' },
      },
      queue: { provider: 'none' },
    });
    const unwatched = { ...outside, compose: { monitoring: { enabled: false } } };
    expect(files(unwatched)).toEqual(['.env.example', '.gitignore', 'compose.yaml']);
    expect(Object.keys(services(unwatched)).sort()).toEqual([
      'memorai-api',
      'memorai-dashboard',
      'memorai-mcp',
      'memorai-worker',
      'migrate',
    ]);
  });

  test('of an environment without Compose are refused', () => {
    expect(() => composeArtifacts(resolvePlatform(plain()))).toThrow('development is no environment of Compose');
  });

  test('what secrets init makes is kept out of repositories', () => {
    expect(content(compose(), '.gitignore')).toBe('/.env\n/secrets/\n');
  });
});

describe('every container', () => {
  const rows = [...Object.entries(small), ...Object.entries(development)];
  test.each(rows)('%s has the least rights', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
    });
  });

  test.each(rows)('%s has an end to its memory and CPU', (_, { deploy }) => {
    expect(deploy.resources.limits).toEqual({
      cpus: expect.stringMatching(/^[\d.]+$/),
      memory: expect.stringMatching(/^\d+m$/),
    });
  });

  test.each(rows)('%s has a pinned image', (_, { image }) => {
    expect(image).toMatch(/^[^:]+:v?\d+\.\d+[\w.-]*$/);
  });

  test('is started again after a restart of the machine, but for those that end', () => {
    const ending = Object.entries(small).filter(([, { restart }]) => restart === 'no');
    expect(ending.map(([name]) => name).sort()).toEqual(['bootstrap', 'migrate', 'psql', 'redis-cli']);
  });

  test('has capabilities only where its program cannot do without', () => {
    const capable = Object.entries(small).flatMap(([name, { cap_add }]) =>
      cap_add === undefined ? [] : [[name, cap_add]],
    );
    expect(capable).toEqual([
      ['backup', ['SETGID', 'SETUID']],
      ['proxy', ['NET_BIND_SERVICE']],
    ]);
  });
});

describe('services', () => {
  const api = one(development, 'memorai-api');

  test('wait for what they use (E6)', () => {
    expect(api.depends_on).toEqual({
      bootstrap: { condition: 'service_completed_successfully' },
      elasticmq: { condition: 'service_healthy' },
      migrate: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
      qdrant: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
    expect(one(development, 'memorai-dashboard').depends_on).toEqual({
      'memorai-api': { condition: 'service_healthy' },
    });
  });

  test('that use each other do not wait for each other', () => {
    const mutual = services(compose({ services: { a: { uses: ['b'] }, b: { uses: ['c'] }, c: { uses: ['a'] } } }));
    expect(['a', 'b', 'c'].map((name) => one(mutual, `memorai-${name}`).depends_on)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('have a network in common with those that they use', () => {
    const internal = services(compose({ services: { a: { uses: ['b'] }, b: {} } }));
    expect([one(internal, 'memorai-a').networks, one(internal, 'memorai-b').networks]).toEqual([
      ['monitoring', 'services'],
      ['monitoring', 'services'],
    ]);
    expect(one(development, 'memorai-dashboard').networks).toEqual(['front', 'monitoring']);
  });

  test('that only reach out have a way out, and no way in', () => {
    expect(one(development, 'memorai-worker').networks).toEqual(['back', 'monitoring', 'outside']);
    expect(composeProject(resolvePlatform(compose())).file.networks).toEqual({
      back: { internal: true },
      front: {},
      monitoring: { internal: true },
      outside: {},
      watch: {},
    });
  });

  test('are asked with Node, which their image has (E5), in the numbers of the guide', () => {
    expect(api.healthcheck).toEqual({
      test: [
        'CMD',
        'node',
        '-e',
        "fetch('http://127.0.0.1:3001/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
      ],
      interval: '30s',
      timeout: '10s',
      retries: 3,
      start_period: '150s',
      start_interval: '5s',
    });
  });

  test('that have replicas have a range of ports, on this machine alone (E1, E3)', () => {
    expect(api.ports).toEqual([{ host_ip: '127.0.0.1', published: '3001-3002', target: 3001 }]);
    expect(api.deploy.replicas).toBe(2);
    expect(one(small, 'memorai-api').ports).toBeUndefined();
  });

  test('have values where they are known, and variables where they are secret', () => {
    expect(api.environment).toMatchObject({
      DB_HOST: 'postgres',
      MEMORAI_VERSION: '3.2.0',
      DATABASE_URL: {
        variable: 'DATABASE_URL',
        message: 'missing or empty in .env; run memorai secrets init, and fill in what it names',
      },
    });
  });

  test('have only their own secrets (E41)', () => {
    const secretsOf = (name: string) =>
      Object.entries(one(development, name).environment ?? {}).flatMap(([key, value]) =>
        typeof value === 'string' ? [] : [key],
      );
    expect(secretsOf('memorai-dashboard').sort()).toEqual(['JWT_SECRET', 'SESSION_SECRET']);
    expect(secretsOf('migrate').sort()).toEqual(['DATABASE_URL', 'DB_PASSWORD', 'QDRANT_API_KEY']);
  });

  test('run as they say, with the rights that they ask for', () => {
    const security = {
      user: 1000,
      addCapabilities: ['NET_BIND_SERVICE' as const],
      readOnlyRootFilesystem: { enabled: false as const, reason: 'made by a test' },
    };
    const own = services(compose({ services: { mcp: { command: ['node'], args: ['mcp.js'], security } } }));
    expect(one(own, 'memorai-mcp')).toMatchObject({
      entrypoint: ['node'],
      command: ['mcp.js'],
      user: '1000:10001',
      cap_add: ['NET_BIND_SERVICE'],
      read_only: false,
    });
  });

  test('have no limit above the processors of the machine', () => {
    const limits = (host?: { cpu: number; memory: string }) =>
      one(services(compose({ compose: host === undefined ? {} : { host } })), 'postgres').deploy.resources.limits.cpus;
    expect([limits(), limits({ cpu: 2, memory: '64Gi' })]).toEqual(['8', '2']);
  });
});

describe('stores', () => {
  test.each([
    ['postgres', ['back'], ['POSTGRES_PASSWORD'], ['postgres_data:/var/lib/postgresql/data']],
    ['redis', ['back'], ['REDIS_MONITOR_PASSWORD', 'REDIS_PASSWORD'], ['redis_data:/data']],
    ['qdrant', ['back'], ['QDRANT_API_KEY'], ['qdrant_data:/qdrant/storage', 'qdrant_snapshots:/qdrant/snapshots']],
  ])('%s: no network but its users, its secret from a file, its volumes', (name, networks, secrets, volumes) => {
    const service = one(development, name);
    expect([
      service.networks,
      service.secrets,
      (service.volumes ?? []).map((mount) => `${mount.source}:${mount.target}`),
      service.ports,
    ]).toEqual([networks, secrets, volumes, undefined]);
  });

  test('hold no secret in their environment (E9)', () => {
    const values = ['postgres', 'redis', 'qdrant', 'bootstrap', 'psql', 'redis-cli'].flatMap((name) =>
      Object.values(one(development, name).environment ?? {}),
    );
    expect(values.filter((value) => typeof value !== 'string')).toEqual([]);
    expect(one(development, 'postgres').environment).toEqual({
      POSTGRES_INITDB_ARGS: '--data-checksums',
      POSTGRES_PASSWORD_FILE: '/run/secrets/POSTGRES_PASSWORD',
    });
  });

  test.each([
    ['postgres', 'pg_isready -h 127.0.0.1 -U postgres -d postgres'],
    [
      'redis',
      'REDISCLI_AUTH=$(cat /run/secrets/REDIS_PASSWORD); export REDISCLI_AUTH; redis-cli -p 6379 ping | grep -q PONG',
    ],
    [
      'qdrant',
      `bash -c 'exec 3<>/dev/tcp/127.0.0.1/6333 && printf "GET /readyz HTTP/1.0\\r\\n\\r\\n" >&3 && head -n 1 <&3 | grep -q " 200 "'`,
    ],
  ])('%s is asked with what its image has (E5)', (name, script) => {
    expect(one(development, name).healthcheck).toEqual({
      test: ['CMD-SHELL', script],
      interval: '10s',
      timeout: '5s',
      retries: 5,
      start_period: '60s',
      start_interval: '1s',
    });
  });

  test('Redis has a bound and a policy (E10)', () => {
    expect(content(compose(), 'redis.conf').split('\n')).toEqual(
      expect.arrayContaining(['appendonly yes', 'maxmemory 4096mb', 'maxmemory-policy allkeys-lru']),
    );
  });

  test('PostgreSQL has a share of the memory that its container has (E31)', () => {
    const command = one(
      services(compose({ stores: { postgres: { provider: 'cluster', resources: { memory: '1Gi' } } } })),
      'postgres',
    ).command;
    expect(command).toEqual(
      expect.arrayContaining(['shared_buffers=256MB', 'effective_cache_size=768MB', 'max_connections=200']),
    );
  });

  test('another content of a file makes another container', () => {
    const label = (config: PlatformConfig) => one(services(config), 'redis').labels['memorai.com/configuration'];
    const other = compose({ stores: { redis: { provider: 'cluster', eviction: 'noeviction' } } });
    expect(label(compose())).toBe(label(compose()));
    expect(label(other)).not.toBe(label(compose()));
  });
});

describe('the queue', () => {
  test('has its dead-letter queue and a visibility from the same facts as SQS (E20, E21)', () => {
    expect(content(compose(), 'elasticmq.conf')).toContain(`queues {
  "memorai-development-work-dead" {}
  "memorai-development-work" {
    defaultVisibilityTimeout = 1620 seconds
    deadLettersQueue { name = "memorai-development-work-dead", maxReceiveCount = 5 }
  }
}`);
  });
});

describe('the proxy', () => {
  test('is the only one with ports that others reach', () => {
    const open = Object.entries(small).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port.host_ip}:${port.published}/${port.protocol ?? 'tcp'}`),
    );
    expect(open.filter((port) => !port.includes(' 127.0.0.1:'))).toEqual([
      'proxy 0.0.0.0:80/tcp',
      'proxy 0.0.0.0:443/tcp',
      'proxy 0.0.0.0:443/udp',
    ]);
  });

  test('reaches no store', () => {
    expect(one(small, 'proxy').networks).toEqual(['front']);
  });

  test('is a Caddy that leads to the public services, without what is no business of others (E79)', () => {
    expect(content(everything, 'Caddyfile')).toMatchInlineSnapshot(`
"# Generated by memorai-infra for the environment small: do not edit.
# Change its config, and run synth again.
{
	admin 127.0.0.1:2019
	email ops@memorai.com
	acme_ca https://acme-staging-v02.api.letsencrypt.org/directory
}

api.memorai.com {
	encode zstd gzip
	header Strict-Transport-Security "max-age=15768000"
	@hidden path /live /live/* /metrics /metrics/* /ready /ready/*
	handle @hidden {
		respond 404
	}
	handle {
		reverse_proxy {
			dynamic a memorai-api 3001 {
				refresh 5s
			}
			lb_try_duration 5s
			transport http {
				dial_timeout 2s
				response_header_timeout 60000ms
			}
		}
	}
	log
}

dashboard.memorai.com {
	encode zstd gzip
	header Strict-Transport-Security "max-age=15768000"
	@hidden path /api/metrics /api/metrics/* /live /live/* /metrics /metrics/* /ready /ready/*
	handle @hidden {
		respond 404
	}
	handle {
		reverse_proxy {
			dynamic a memorai-dashboard 3000 {
				refresh 5s
			}
			lb_try_duration 5s
			transport http {
				dial_timeout 2s
				response_header_timeout 60000ms
			}
		}
	}
	log
}
"
`);
  });
});

describe('one-shots and tools', () => {
  test('the migration waits for roles and databases, and runs with the image of the api', () => {
    expect(one(development, 'migrate')).toMatchObject({
      image: 'memorai/api:3.2.0',
      command: ['/bin/sh', '-c', 'pnpm db:migrate && pnpm db:index && pnpm db:verify && pnpm db:collection'],
      depends_on: {
        bootstrap: { condition: 'service_completed_successfully' },
        qdrant: { condition: 'service_healthy' },
      },
      restart: 'no',
    });
  });

  test('tools only start when they are asked for', () => {
    expect(
      Object.entries(small).flatMap(([name, { profiles }]) => (profiles === undefined ? [] : [[name, profiles]])),
    ).toEqual([['psql', ['tools']], ['redis-cli', ['tools']], ...watchers.map((name) => [name, ['monitoring']])]);
  });
});

describe('sources of the machine', () => {
  const config = compose({
    protection: { level: 'none', reason: 'made by a test' },
    compose: { sources: { 'my-team': { target: '/app', command: ['pnpm', 'dev'] } } },
    services: { 'my-team': {} },
  });

  test('are laid over the compose file, which does not know them', () => {
    expect(load(content(config, 'compose.sources.yaml'))).toEqual({
      services: {
        'memorai-my-team': {
          command: ['pnpm', 'dev'],
          volumes: [
            {
              type: 'bind',
              source: '${MY_TEAM_SOURCE:?it is not in .env: the folder of the sources of my-team}',
              target: '/app',
              bind: { create_host_path: false },
            },
          ],
        },
      },
    });
    expect(content(config, 'compose.yaml')).not.toContain('MY_TEAM_SOURCE');
  });

  test('are named in .env.example, where nobody has to fill them in', () => {
    expect(content(config, '.env.example')).toContain('# MY_TEAM_SOURCE=\n');
  });
});

test('.env.example has every variable that the file asks for, with a line on it, and no value', () => {
  const asked = [...content(everything, 'compose.yaml').matchAll(/\$\{(\w+):\?/g)].map((match) => match[1]);
  const lines = content(everything, '.env.example').split('\n');
  const named = lines.flatMap((line, index) =>
    /^\w+=''$/.test(line) && /^# \w/.test(lines[index - 1] ?? '') ? [line.slice(0, -3)] : [],
  );
  expect(named).toEqual([...new Set(asked)].sort());
  // Between the quotes a person writes whatever was issued: Compose expands a $ in any other place.
  expect(lines.filter((line) => /^\w+=(?!''$)/.test(line))).toEqual([]);
});

test('a text means itself to Compose, and only a variable is filled in', () => {
  const value = { text: '$HOME ${x} $$', list: ['$(cat)'], filled: { variable: 'NAME', message: 'why' } };
  expect(load(composeYaml(value, []))).toEqual({
    text: '$$HOME $${x} $$$$',
    list: ['$$(cat)'],
    filled: '${NAME:?why}',
  });
});

test.each([
  ['the default', compose()],
  ['everything on', everything],
])('%s', (_, config) => {
  expect(content(config, 'compose.yaml')).toMatchSnapshot();
});
