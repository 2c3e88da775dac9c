import { checkOutput } from '../../../lib/check-output';
import { loadEnvironments } from '../../../lib/cli/environments';
import { ConfigError } from '../../../lib/config/errors';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { artifactRules } from '../../../lib/rules/output/index';
import { weighs } from '../../../lib/rules/reads';
import { renderPlatform } from '../../../lib/synthesize';
import { cases } from '../cases/index';
import { faults } from './faults';
import { plant, renderings } from './planted';

test.each(faults.map((fault) => [`${fault.rule}: ${fault.what}`, fault] as const))('%s', (_, fault) => {
  const { found } = plant(fault);
  expect(found.after.map(({ path, message }) => `${path}: ${message}`)).toEqual(fault.found);
  expect(found.before).toEqual([]);
});

/** What the operator is told to scrape, in two environments: each as if it were not there. */
const scrapes = ['operated', 'watched'].flatMap((environment) =>
  (renderings.get(environment)?.documents ?? [])
    .filter(({ path }) => /\/(?:podmonitor|scrapeconfig|servicemonitor)-[^/]+$/.test(path))
    .map((document) => [`${environment}: ${document.path}`, environment, document] as const),
);

test('both have objects of each kind', () => {
  const kinds = scrapes.map(([, , { value }]) => (value as { kind: string }).kind);
  expect(new Set(kinds)).toEqual(new Set(['PodMonitor', 'ScrapeConfig', 'ServiceMonitor']));
  expect(scrapes.length).toBeGreaterThan(8);
});

test.each(scrapes)('a metric or a job that nothing scrapes is found without %s', (_, environment, before) => {
  const after = { ...before, value: { ...(before.value as object), kind: 'Nothing' } };
  const found = renderings.get(environment)?.findings({ before, after }) ?? [];
  expect(found.filter(({ rule }) => rule === 'known-metrics')).not.toEqual([]);
});

test('every rule of the output has a fault that it finds', () => {
  // What only a patch or an extra object can do is shown by configs.
  const shown = cases.filter(({ finds }) => finds.length > 0);
  const tested = new Set([...[...faults, ...shown].map(({ rule }) => rule)]);
  expect(artifactRules.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

test.each(
  loadEnvironments({ folder: 'examples/environments', names: [] }).map(
    ({ platform }) => [platform.environment, platform] as const,
  ),
)('the example %s has no fault in its output', (_, platform) => {
  expect(checkOutput(platform)).toEqual([]);
});

test.each(faults)('$rule finds fault with what it reads: $what', ({ rule, found }) => {
  const reads = artifactRules.find(({ id }) => id === rule)?.reads ?? [];
  const paths = found.map((one) => one.slice(0, one.indexOf(':')));
  // What nobody patched is the library's, and the finding says so by naming no patch; a text may hold anybody's value.
  expect(paths.filter((path) => !['patches', ''].includes(path) && !weighs({ reads }, path))).toEqual([]);
});

describe('secrets', () => {
  const small = renderings.get('small')?.platform as Platform;
  const { artifacts, facts } = renderPlatform(small);
  const found = (content: string) =>
    checkOutput(small, { rendered: { facts, artifacts: [...artifacts, { path: 'compose/notes', content }] } });

  test('the text of every artifact is searched', () => {
    expect(found('first\nurl: postgresql://memorai:canary@postgres:5432/memorai\n')).toEqual([
      {
        rule: 'no-secrets',
        severity: 'error',
        path: 'settings',
        message:
          'compose/notes: line 2 holds a URL with a password; no output may hold a secret: keep it in the secret store, and declare its name as { secret: true } under env of the service that reads it',
      },
    ]);
  });

  test.each([
    ['an access key', `key: AKIA${'ABCDEFGHIJKLMNOP'}`],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['an API key', `token: sk-${'a1b2c3d4e5f6g7h8'}`],
    ['an argument', '- --db-password=hunter2'],
    ['a property of a template', '"MasterUserPassword": "hunter2",'],
    ['a property of a text in a template', String.raw`"SecretString": "{\"password\":\"hunter2\"}"`],
    ['a variable of a script', "export PGPASSWORD='hunter2'"],
    ['a connection string', 'value: AccountName=memorai;AccountKey=aHVudGVyMg==;'],
    ['a header', 'Authorization: Basic dXNlcjpodW50ZXIy'],
  ])('%s is found', (_, line) => {
    expect(found(`${line}\n`).map(({ rule }) => rule)).toEqual(['no-secrets']);
  });

  test.each([
    [
      'filled in by the operator',
      'url: postgresql://memorai:{{ .DB_PASSWORD | urlquery }}@{{ .DB_HOST }}:5432/memorai',
    ],
    ['filled in by the function', 'url: postgresql://{DB_USER}:{DB_PASSWORD}@{DB_HOST}:5432/memorai'],
    ['filled in by Compose', 'url: redis://:${REDIS_PASSWORD:?missing or empty in .env}@redis:6379'],
    ['read when a script runs', 'PGPASSWORD="$(cat /run/secrets/db)" password=$PGPASSWORD'],
    ['the key of a secret', '"DB_PASSWORD_SECRET_KEY": "password",'],
    ['a header that says so', `"Access-Control-Allow-Credentials": "'true'"`],
    ['a hash of content', `hash: ${'0a1b2c3d'.repeat(8)}`],
  ])('what is %s is none', (_, line) => {
    expect(found(`${line}\n`)).toEqual([]);
  });
});

/** Routes by which a person may give a value: a key by its form, and one within a text. */
const eks = { cluster: { provider: 'eks' }, aws: { region: 'us-east-1' } };
const routesOf = (canary: string): readonly (readonly [string, object])[] => [
  ['a setting', { settings: { CACHE_TTL: canary } }],
  ['a variable of a service', { services: { api: { env: { TEAM_KEY: canary } } } }],
  ['an argument', { services: { api: { args: [`--key=${canary}`] } } }],
  ['an annotation', { services: { api: { pod: { annotations: { 'team.example/key': canary } } } } }],
  ['a sidecar', { services: { api: { sidecars: [{ name: 'proxy', env: { KEY: canary } }] } } }],
  ['a tag of AWS', { aws: { region: 'us-east-1', tags: { key: canary } } }],
  [
    'a patch',
    { patches: [{ target: { kind: 'ConfigMap', name: 'memorai-config' }, merge: { data: { TEAM_KEY: canary } } }] },
  ],
  [
    'an object of its own',
    { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'team' }, data: { key: canary } }] },
  ],
];

const routes = [`sk-${'canary0canary0canary'}`, 'x --password=canary0', '{"password":"canary0"}'].flatMap((canary) =>
  routesOf(canary).map(([route, config]) => [canary, route, config] as const),
);

test.each(routes)('%s in %s is refused before it is written', (_canary, _route, config) => {
  const written = {
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    stores: {
      postgres: { provider: 'aurora' },
      redis: { provider: 'elasticache' },
      qdrant: { host: 'qdrant.internal' },
    },
    ...eks,
    ...config,
  } as PlatformConfig;
  const refused = (): boolean => {
    try {
      return checkOutput(resolvePlatform(written)).some(({ severity }) => severity === 'error');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return true;
    }
  };
  expect(refused()).toBe(true);
});
