import { ConfigError, checkOutput, checkPlatform } from '../../../lib';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { expectedSecrets } from '../../../lib/platform/expected-secrets';
import { resolvePlatform } from '../../../lib/platform/resolve/index';
import type { Platform } from '../../../lib/platform/types';
import { allObjects, find } from '../platforms';

type Stores = NonNullable<PlatformConfig['stores']>;

const named = {
  DB_PASSWORD: { name: 'team-postgres', key: 'app' },
  POSTGRES_PASSWORD: { name: 'team-postgres', key: 'admin' },
  POSTGRES_MONITOR_PASSWORD: { name: 'team-postgres', key: 'monitor' },
  REDIS_PASSWORD: { name: 'team-redis', key: 'app' },
  REDIS_MONITOR_PASSWORD: { name: 'team-redis', key: 'monitor' },
  QDRANT_API_KEY: { name: 'team-qdrant', key: 'key' },
};
/** What the operator reads of any Secret. */
const operatorKeys = {
  DB_PASSWORD: { name: 'team-owner', key: 'password' },
  POSTGRES_PASSWORD: { name: 'team-administrator', key: 'password' },
  POSTGRES_MONITOR_PASSWORD: { name: 'team-monitor', key: 'password' },
};
const small: Stores = {
  postgres: { provider: 'cluster' },
  redis: { provider: 'cluster', topology: { mode: 'standalone' } },
  qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1 },
};

const platformOf = (keys: object, stores: Partial<Stores> = {}): Platform =>
  resolvePlatform({
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    cluster: { provider: 'generic', version: '1.35' },
    stores: { ...small, ...stores },
    secrets: { provider: 'existing', keys } as NonNullable<PlatformConfig['secrets']>,
  });

/** Every key of a Secret that anything in the output reads, as `Kind/object secret/key`. */
function read(platform: Platform): string[] {
  const found: string[] = [];
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { secretKeyRef, secret } = value as { secretKeyRef?: { name: string; key: string }; secret?: unknown };
    if (secretKeyRef !== undefined) found.push(`${at} ${secretKeyRef.name}/${secretKeyRef.key}`);
    const { secretName, items = [] } = (secret ?? {}) as { secretName?: string; items?: { key: string }[] };
    for (const { key } of items) found.push(`${at} ${secretName}/${key}`);
    for (const member of Object.values(value)) walk(member, at);
  };
  for (const object of allObjects(platform)) walk(object, `${object.kind}/${object.metadata.name}`);
  return [...new Set(found)].sort();
}

const passwords = /(DB|POSTGRES|MONITOR|REDIS)_PASSWORD|QDRANT_API_KEY/;
const errors = (platform: Platform) =>
  [...checkPlatform(platform), ...checkOutput(platform)].filter(({ severity }) => severity === 'error');

test.each([
  ['one server each', {}],
  [
    'a cluster of Redis',
    { redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 3 } } } as Partial<Stores>,
  ],
])('%s: clients and servers read the same keys', (_, stores) => {
  const all = read(platformOf(named, stores));
  expect(all.filter((one) => passwords.test(one))).toEqual([]);
  for (const [kind, name] of Object.entries({
    'StatefulSet/memorai-redis': 'team-redis/app',
    'StatefulSet/memorai-postgres': 'team-postgres/admin',
    'StatefulSet/memorai-qdrant': 'team-qdrant/key',
    'Job/memorai-bootstrap': 'team-postgres/monitor',
    'Deployment/memorai-redis-exporter': 'team-redis/monitor',
  })) {
    expect(all).toContainEqual(expect.stringMatching(new RegExp(`^${kind}\\S* ${name}$`)));
  }
  expect(errors(platformOf(named, stores))).toEqual([]);
});

test('unnamed, each keeps its own Secret', () => {
  expect(read(platformOf({}))).toContain('StatefulSet/memorai-redis memorai-redis-secrets/REDIS_PASSWORD');
});

describe('of the operator', () => {
  const stores: Partial<Stores> = { postgres: { provider: 'cluster', operator: 'cloudnative-pg', instances: 2 } };

  test('the Secrets are those that are named', () => {
    const platform = platformOf(operatorKeys, stores);
    expect(find(platform, 'Cluster', 'memorai-postgres').spec).toMatchObject({
      bootstrap: { initdb: { secret: { name: 'team-owner' } } },
      superuserSecret: { name: 'team-administrator' },
      managed: { roles: [{ passwordSecret: { name: 'team-monitor' } }] },
    });
    expect(errors(platform)).toEqual([]);
  });

  test('one key has the name that it reads', () => {
    const keys = { ...operatorKeys, DB_PASSWORD: { name: 'team-owner', key: 'pw' } };
    const failed = () => platformOf(keys, stores);
    expect(failed).toThrow(ConfigError);
    expect(failed).toThrow(
      'secrets.keys.DB_PASSWORD.key  must be password with operator cloudnative-pg, got "pw": it reads username and password of a Secret of type kubernetes.io/basic-auth',
    );
  });

  test('three roles have three Secrets', () => {
    const keys = { ...operatorKeys, POSTGRES_PASSWORD: { name: 'team-owner', key: 'password' } };
    expect(() => platformOf(keys, stores)).toThrow(
      'secrets.keys.POSTGRES_PASSWORD.name  team-owner is already the Secret of DB_PASSWORD, whose user is memorai; name another, with the user postgres',
    );
  });

  test('what a person makes has a user and a password', () => {
    const all = expectedSecrets(platformOf({}, stores));
    expect(all).toContainEqual({
      name: 'memorai-postgres-owner',
      keys: ['password', 'username'],
      readBy: ['postgres'],
      username: 'memorai',
    });
    expect(all.map(({ name }) => name)).not.toContain('memorai-postgres-secrets');
  });
});

describe('what a person makes', () => {
  test('is what the output reads, with every key', () => {
    const platform = platformOf({ REDIS_PASSWORD: { name: 'team', key: 'redis' } });
    const listed = expectedSecrets(platform).flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
    const asked = read(platform).map((one) => one.split(' ')[1]);
    expect(listed.sort()).toEqual([...new Set(asked)].sort());
  });

  test('says who reads it', () => {
    const platform = platformOf({ REDIS_PASSWORD: { name: 'team', key: 'redis' } });
    expect(expectedSecrets(platform)).toContainEqual({
      name: 'team',
      keys: ['redis'],
      readBy: ['api', 'mcp', 'redis', 'worker'],
    });
  });

  test('is nothing where values are fetched', () => {
    const { secrets: _, ...rest } = platformOf({});
    expect(
      expectedSecrets({ ...rest, secrets: { provider: 'externalSecrets', refreshSeconds: 60, reloader: false } }),
    ).toEqual([]);
  });
});
