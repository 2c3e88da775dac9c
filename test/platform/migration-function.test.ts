import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/resolve';
import { production, serverless } from '../support/configs';
import { issues } from '../support/issues';

const migrationOf = (config: PlatformConfig) => {
  const migration = resolvePlatform(config).aws?.migration;
  if (migration?.kind !== 'function') throw new Error('no function that migrates');
  return migration;
};
const sql = 'database';
const settingsOf = (config: PlatformConfig) =>
  Object.fromEntries(migrationOf(config).settings.map(({ name, source }) => [name, source]));

test('it is the application, on the writer itself, and verifies it', () => {
  expect(settingsOf(serverless({ migration: { sql } }))).toMatchObject({
    DB_HOST: { from: 'parameter', parameterName: '/memorai/serverless/postgres/host' },
    DB_USER: { from: 'literal', value: 'memorai' },
    DB_PASSWORD: { from: 'secret', secretName: 'memorai/serverless/postgres', property: 'password' },
    PGSSLMODE: { from: 'literal', value: 'verify-full' },
    QDRANT_API_KEY: { from: 'secret', secretName: 'memorai/serverless/QDRANT_API_KEY' },
  });
});

test("of its services' settings it has the database's and Qdrant's, and no other", () => {
  expect(Object.keys(settingsOf(serverless({ migration: { sql } })))).toEqual([
    'DB_HOST',
    'DB_NAME',
    'DB_PASSWORD',
    'DB_PORT',
    'DB_USER',
    'MEMORAI_STORES',
    'PGSSLMODE',
    'PGSSLROOTCERT',
    'QDRANT_API_KEY',
    'QDRANT_COLLECTION',
    'QDRANT_URL',
    'SQL_FOLDER',
  ]);
});

test.each<[string, PlatformConfig, string[]]>([
  ['everything', serverless({ migration: { sql } }), ['migrate', 'index', 'verify', 'collection']],
  ['a seed', serverless({ migration: { sql, seed: true } }), ['migrate', 'seed', 'index', 'verify', 'collection']],
  [
    'no Qdrant',
    serverless({ migration: { sql }, services: { api: { uses: ['postgres'] }, worker: { uses: ['postgres'] } } }),
    ['migrate', 'index', 'verify'],
  ],
])('the steps of a release, with %s', (_, config, steps) => {
  expect(migrationOf(config).steps).toEqual(steps);
});

test.each([
  ['with TLS', true, 'require'],
  ['without TLS', false, 'disable'],
])("somebody else's server %s", (_, tls, mode) => {
  const stores = { postgres: { provider: 'external', host: 'db.memorai.com', tls } } as const;
  const { DB_HOST, PGSSLMODE } = settingsOf(serverless({ migration: { sql }, stores }));
  expect([DB_HOST, PGSSLMODE]).toEqual([
    { from: 'literal', value: 'db.memorai.com' },
    { from: 'literal', value: mode },
  ]);
});

describe('partitions', () => {
  test.each<[string, PlatformConfig, string | undefined]>([
    [
      'no table',
      serverless({ migration: { sql }, stores: { postgres: { provider: 'aurora', partitions: { tables: [] } } } }),
      undefined,
    ],
    ['a table', serverless({ migration: { sql } }), '17 3 * * 1'],
    ['at another time', serverless({ migration: { sql, maintenance: { schedule: '5 4 * * *' } } }), '5 4 * * *'],
    ['by nobody', serverless({ migration: { sql, maintenance: { enabled: false } } }), undefined],
  ])('are kept ahead: %s', (_, config, schedule) => {
    expect(migrationOf(config).schedule).toBe(schedule);
  });
});

test('switched off is said', () => {
  expect(resolvePlatform(serverless({ migration: { enabled: false } })).aws?.migration).toEqual({ kind: 'none' });
  expect(resolvePlatform(serverless()).aws?.migration).toBeUndefined();
});

describe('a config is refused where', () => {
  test.each<[string, PlatformConfig, string[]]>([
    [
      'a function has what only a Job has',
      serverless({
        migration: {
          sql,
          service: 'api',
          command: ['x'],
          resources: { requests: { cpu: 1 } },
          backoffLimit: 1,
          maintenance: { command: ['x'] },
        },
      }),
      [
        ...['service', 'command', 'resources', 'backoffLimit'].map(
          (key) => `migration.${key}: has no meaning when deployment is serverless; remove it`,
        ),
        'migration.maintenance.command: has no meaning when deployment is serverless; remove it',
      ],
    ],
    [
      'a Job has SQL beside its image',
      production({ migration: { sql } }),
      ['migration.sql: has no meaning unless deployment is serverless, as the image has the SQL; remove it'],
    ],
    [
      'it takes longer than a function runs',
      serverless({ migration: { sql, deadline: '16m' } }),
      [
        'migration.deadline: must be at most 15m, the longest that a function runs, got 960s; run what takes longer with memorai-db from inside the network',
      ],
    ],
    [
      'a server that starts could not be waited for',
      serverless({ migration: { sql, deadline: '110s' } }),
      [
        'migration.deadline: must be at least 2m when deployment is serverless, got 110s: a server is waited for 60 s, its last answer 30 s, and 20 s are kept to tell the stack; leave it out for 15m',
      ],
    ],
    [
      'steps are said twice',
      production({ migration: { command: ['pnpm', 'db:all'], seed: true } }),
      ['migration.seed: has no meaning beside migration.command, which says all steps; remove one'],
    ],
    [
      'no service has a database',
      serverless({ migration: { sql }, services: { api: { uses: [] }, worker: { uses: ['queue.consume'] } } }),
      ['migration.sql: has no database: no service uses postgres; remove it'],
    ],
    [
      'a day is no day for both',
      serverless({
        migration: { sql, maintenance: { schedule: '5 4 1 * 1' } },
      }),
      [
        'migration.maintenance.schedule: must leave the day of the month or of the week to *, and name days of the week one by one, got "5 4 1 * 1"',
      ],
    ],
  ])('%s', (_, config, expected) => {
    expect(issues(config)).toEqual(expected);
  });
});
