import { execFileSync } from 'node:child_process';
import { load } from 'js-yaml';
import { functionEnvironment } from '../../../lib/aws/function-environment';
import { resolvePlatform } from '../../../lib/platform/index';
import { loadSettings } from '../../../lib/runtime/load-settings';
import { synthesize } from '../../../lib/synthesize';
import { APPLICATION_PASSWORD, memoraiDb, parts } from './memorai-db';
import { platformWith, serverArguments } from './platform';
import { installed, PostgresServer } from './postgres-server';
import { pingBy, RedisServer } from './redis-server';

interface ExternalSecret {
  readonly spec: { readonly target: { readonly template: { readonly data: Readonly<Record<string, string>> } } };
}

/** Passwords that break an address which is put together carelessly. */
const passwords = [APPLICATION_PASSWORD, "a b+c&d=e'f(g)*h!", 'é~日本', '%40', '{{ .x }}"\\$`'];

const own = platformWith({}, { redis: { provider: 'cluster', topology: { mode: 'standalone' } } });
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await PostgresServer.start(serverArguments(own));
});
afterAll(() => postgres?.close());

/** A platform whose secrets External Secrets composes, with its stores on loopback. */
const outside = (redisPort: number) =>
  resolvePlatform({
    environment: 'strings',
    version: '3.2.0',
    domain: 'memorai.test',
    cluster: { provider: 'eks' },
    aws: { region: 'us-east-1' },
    stores: {
      postgres: { provider: 'external', host: '127.0.0.1', port: postgres.port, tls: false },
      redis: { host: '127.0.0.1', port: redisPort, tls: false, topology: { mode: 'standalone' } },
      qdrant: { host: 'qdrant.internal' },
    },
  });

/** What External Secrets' own template package makes of the rendered ExternalSecret of the api. */
function composedInKubernetes(
  platform: ReturnType<typeof outside>,
  password: string,
): Readonly<Record<string, string>> {
  const file = synthesize(platform, { targets: ['kubernetes'] }).find(({ path }) =>
    path.endsWith('externalsecret-memorai-api-secrets.yaml'),
  );
  const { template } = (load(file?.content ?? '') as ExternalSecret).spec.target;
  const fetched = { DB_PASSWORD: password, REDIS_PASSWORD: password };
  const wanted = Object.entries(template.data).filter(([name]) => /^(DATABASE|REDIS)_URL$/.test(name));
  const input = JSON.stringify({ templates: Object.fromEntries(wanted), data: fetched });
  return JSON.parse(execFileSync(installed('MEMORAI_TEMPLATES'), { input, encoding: 'utf8' }));
}

/** What a function makes of the same settings at its start. */
function composedInFunction(platform: ReturnType<typeof outside>, password: string) {
  const settings = platform.services.api?.settings.filter(({ name }) => /^(DATABASE_URL|DB_|REDIS_)/.test(name)) ?? [];
  const environment = functionEnvironment('api', settings);
  return loadSettings(environment, { secret: async () => password, parameter: async () => '' });
}

describe.each(passwords)('a password of %s', (password) => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start(own, password);
    const settings = { ...parts(postgres.port, password), POSTGRES_PASSWORD: PostgresServer.adminPassword };
    expect(await memoraiDb(postgres.keeper, own, settings).run('bootstrap')).toMatchObject({ code: 0 });
  });
  afterAll(() => redis?.close());

  test.each(['Kubernetes', 'a function'])('composed in %s, connects to both stores', async (target) => {
    const platform = outside(redis.port);
    const made =
      target === 'Kubernetes' ? composedInKubernetes(platform, password) : await composedInFunction(platform, password);
    const libpq = await postgres.runPsql([made.DATABASE_URL ?? '', '-At', '-c', 'SELECT current_user'], {});
    expect([libpq.stdout, libpq.stderr]).toEqual(['memorai\n', '']);
    const node = await memoraiDb(postgres.keeper, own, { DATABASE_URL: made.DATABASE_URL ?? '' }).run('verify');
    expect(node.stderr).toContain('ok      role');
    expect(await pingBy(made.REDIS_URL ?? '')).toBe('+OK\r\n+PONG\r\n');
  });
});

test('put together without encoding, it connects to neither', async () => {
  const libpq = await postgres.runPsql(
    [`postgresql://memorai:${APPLICATION_PASSWORD}@127.0.0.1:${postgres.port}/memorai`, '-c', 'SELECT 1'],
    {},
  );
  expect(libpq.code).not.toBe(0);
});
