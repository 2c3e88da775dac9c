import type { Platform, Service, Setting } from '../../lib/platform/types';
import { allObjects, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const platform = platformWith();
const workloads = [...Object.keys(platform.services), 'migrate', 'postgres-exporter', 'redis-exporter'];

interface Datum {
  secretKey: string;
  remoteRef: { key: string; property?: string };
  sourceRef?: { storeRef: { name: string } };
}
const spec = <T>(name: string, path: string) =>
  field<T>(find(platform, 'ExternalSecret', `memorai-${name}-secrets`), `spec.${path}`);
const template = (name: string) => spec<Record<string, string>>(name, 'target.template.data');

/** Written out, so that a secret that reaches one more service is seen here. */
const keysByWorkload: Record<string, string[]> = {
  api: [
    'DATABASE_URL',
    'DB_HOST',
    'DB_PASSWORD',
    'ENCRYPTION_KEY',
    'JWT_SECRET',
    'OPENAI_API_KEY',
    'QDRANT_API_KEY',
    'QUEUE_URL',
    'REDIS_PASSWORD',
    'REDIS_URL',
    'SENDGRID_API_KEY',
    'SESSION_SECRET',
  ],
  dashboard: ['JWT_SECRET', 'SESSION_SECRET'],
  mcp: [
    'DATABASE_URL',
    'DB_HOST',
    'DB_PASSWORD',
    'ENCRYPTION_KEY',
    'JWT_SECRET',
    'OPENAI_API_KEY',
    'QDRANT_API_KEY',
    'REDIS_PASSWORD',
    'REDIS_URL',
  ],
  worker: [
    'DATABASE_URL',
    'DB_HOST',
    'DB_PASSWORD',
    'ENCRYPTION_KEY',
    'OPENAI_API_KEY',
    'QDRANT_API_KEY',
    'QUEUE_URL',
    'REDIS_PASSWORD',
    'REDIS_URL',
    'SENDGRID_API_KEY',
  ],
  migrate: ['DATABASE_URL', 'DB_HOST', 'DB_PASSWORD', 'QDRANT_API_KEY'],
  'postgres-exporter': ['DATA_SOURCE_URI', 'DB_HOST', 'POSTGRES_MONITOR_PASSWORD'],
  'redis-exporter': ['REDIS_PASSWORD'],
};

test('every workload is in the table', () => {
  expect(namesOf(platform, 'ExternalSecret').sort()).toEqual(
    Object.keys(keysByWorkload)
      .map((name) => `memorai-${name}-secrets`)
      .sort(),
  );
});

describe.each(workloads)('%s', (name) => {
  test('its Secret has exactly its own keys', () => {
    expect(Object.keys(template(name))).toEqual(keysByWorkload[name]);
  });

  test('its Secret is made, kept and written whole', () => {
    expect(spec(name, 'target')).toMatchObject({
      name: `memorai-${name}-secrets`,
      creationPolicy: 'Owner',
      deletionPolicy: 'Retain',
      template: { engineVersion: 'v2', mergePolicy: 'Replace' },
    });
  });

  test('each value is fetched once, from a store that is there', () => {
    const data = spec<Datum[]>(name, 'data');
    const stores = namesOf(platform, 'SecretStore');
    expect(new Set(data.map(({ secretKey }) => secretKey)).size).toBe(data.length);
    for (const { sourceRef } of data) {
      expect(stores).toContain(sourceRef?.storeRef.name ?? spec<string>(name, 'secretStoreRef.name'));
    }
  });

  test('each template uses only what is fetched', () => {
    const fetched = spec<Datum[]>(name, 'data').map(({ secretKey }) => secretKey);
    const used = Object.values(template(name)).flatMap((text) =>
      [...text.matchAll(/\{\{ \.(\w+)/g)].map(([, key]) => key),
    );
    expect([...new Set(used)].sort()).toEqual(fetched.sort());
  });
});

test('secrets come from Secrets Manager, parameters from Parameter Store', () => {
  expect(find(platform, 'SecretStore', 'memorai-api-secrets').spec).toEqual({
    provider: { aws: { service: 'SecretsManager', region: 'us-east-1' } },
  });
  expect(find(platform, 'SecretStore', 'memorai-api-parameters').spec).toEqual({
    provider: { aws: { service: 'ParameterStore', region: 'us-east-1' } },
  });
  expect(namesOf(platform, 'SecretStore')).not.toContain('memorai-dashboard-parameters');
});

const fetchDefaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };

test.each([
  ['JWT_SECRET', { key: 'memorai/production/JWT_SECRET' }, undefined],
  ['DB_PASSWORD', { key: 'memorai/production/postgres', property: 'password' }, undefined],
  [
    'DB_HOST',
    { key: '/memorai/production/postgres/host' },
    { storeRef: { kind: 'SecretStore', name: 'memorai-api-parameters' } },
  ],
])('%s is fetched from %j', (secretKey, remoteRef, sourceRef) => {
  expect(spec<Datum[]>('api', 'data').find((datum) => datum.secretKey === secretKey)).toEqual({
    secretKey,
    remoteRef: { ...fetchDefaults, ...remoteRef },
    ...(sourceRef === undefined ? {} : { sourceRef }),
  });
});

test('a plain secret is copied', () => {
  expect(template('api').JWT_SECRET).toBe('{{ .JWT_SECRET }}');
});

test('a connection string is composed in the cluster, with every unknown part percent-encoded', () => {
  expect(template('api').DATABASE_URL).toBe(
    'postgresql://memorai:{{ .DB_PASSWORD | urlquery | replace "+" "%20" }}@{{ .DB_HOST | urlquery | replace "+" "%20" }}:5432/memorai?sslmode=require',
  );
});

test('values are read again as often as the config says', () => {
  const often = platformWith({ secrets: { provider: 'externalSecrets', refresh: '5m' } });
  expect(field(find(often, 'ExternalSecret', 'memorai-api-secrets'), 'spec.refreshInterval')).toBe('300s');
});

test('a service whose settings are all known has no Secret', () => {
  const withReports = platformWith({ services: { reports: { uses: [] } } });
  expect(withReports.services.reports?.settings.filter(({ source }) => source.from !== 'literal')).toEqual([]);
  const names = [...namesOf(withReports, 'SecretStore'), ...namesOf(withReports, 'ExternalSecret')];
  expect(names.filter((name) => name.startsWith('memorai-reports'))).toEqual([]);
});

test('existing secrets are referred to and never written', () => {
  const kinds = new Set(allObjects(genericPlatform()).map(({ kind }) => kind));
  expect(['Secret', 'SecretStore', 'ExternalSecret'].filter((kind) => kinds.has(kind))).toEqual([]);
});

/** The platform with one service, which has these settings. */
const withSettings = (settings: readonly Setting[]): Platform => ({
  ...platform,
  services: { api: { ...(platform.services.api as Service), settings } },
});
const remote: Setting = {
  name: 'DB_PASSWORD',
  kind: 'secret',
  scope: 'service',
  source: { from: 'secret', secretName: 'memorai/production/postgres' },
};
const composedOf = (part: string): Setting => ({
  name: 'DATABASE_URL',
  kind: 'secret',
  scope: 'service',
  source: { from: 'composed', parts: [{ text: 'x://' }, { setting: part }] },
});

test('a known part is percent-encoded here', () => {
  const user: Setting = {
    name: 'DB_USER',
    kind: 'config',
    scope: 'service',
    source: { from: 'literal', value: 'a b/c@d:e{{' },
  };
  const changed = withSettings([remote, user, composedOf('DB_USER')]);
  expect(field(find(changed, 'ExternalSecret', 'memorai-api-secrets'), 'spec.target.template.data.DATABASE_URL')).toBe(
    'x://a%20b%2Fc%40d%3Ae%7B%7B',
  );
});

test.each([
  ['does not exist', composedOf('NO_SUCH')],
  ['is composed itself', composedOf('DATABASE_URL')],
])('a part that %s is refused', (_, setting) => {
  expect(() => allObjects(withSettings([remote, setting]))).toThrow(
    'DATABASE_URL is composed of a setting that its service does not have, or that is composed itself',
  );
});

test('a secret part with a literal value is refused', () => {
  const password: Setting = { ...remote, source: { from: 'literal', value: 'hunter2' } };
  expect(() => allObjects(withSettings([{ ...remote, name: 'OTHER' }, password, composedOf('DB_PASSWORD')]))).toThrow(
    'secret DB_PASSWORD has a literal value',
  );
});

test('External Secrets without an AWS region is refused', () => {
  const { aws: _, ...withoutAws } = platform;
  const { migration: __, ...rest } = withoutAws;
  expect(() =>
    allObjects({ ...rest, stores: { ...rest.stores, postgres: genericPlatform().stores.postgres } }),
  ).toThrow('secrets come from AWS by External Secrets, but the platform has no aws section with a region');
});
