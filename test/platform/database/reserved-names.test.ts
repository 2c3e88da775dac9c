import type { PlatformConfig } from '../../../lib/config/schema/index';
import { plain, production, serverless } from '../../support/configs';
import { issues } from '../../support/issues';

type Postgres = NonNullable<NonNullable<PlatformConfig['stores']>['postgres']>;
const external = (own: object): PlatformConfig =>
  production({ stores: { postgres: { provider: 'external', host: 'db.internal', ...own } } });
const cluster = (own: object): PlatformConfig => plain({ stores: { postgres: { provider: 'cluster', ...own } } });
const operator = (own: object): PlatformConfig => cluster({ operator: 'cloudnative-pg', ...own });
const aurora = (own: object): PlatformConfig => production({ stores: { postgres: { provider: 'aurora', ...own } } });
const functions = (own: object): PlatformConfig =>
  serverless({ stores: { postgres: { provider: 'aurora', ...own } as Postgres } });

const administrator = (name: string, of: string) =>
  `stores.postgres.username: ${name} is the administrator of the ${of}: the bootstrap would give it the application's password (E51); choose another name`;
const given = "the server's own: the bootstrap would give it to the application; choose another name";

describe('a name is refused that', () => {
  test.each<[string, (own: object) => PlatformConfig, object, string]>([
    ['is the administrator', cluster, { username: 'postgres' }, administrator('postgres', 'server')],
    ['is the administrator of an operator', operator, { username: 'postgres' }, administrator('postgres', 'server')],
    ['is the administrator elsewhere', external, { username: 'postgres' }, administrator('postgres', 'server')],
    [
      'is the administrator of Aurora',
      aurora,
      { username: 'memorai_admin' },
      administrator('memorai_admin', 'cluster'),
    ],
    [
      "is the exporter's, where there is none yet",
      functions,
      { username: 'memorai_monitor' },
      'stores.postgres.username: memorai_monitor is the role of the exporter; choose another name',
    ],
    [
      'no role may have',
      cluster,
      { username: 'pg_app' },
      'stores.postgres.username: pg_app is of a form that PostgreSQL keeps for roles of its own (pg_…); choose another name',
    ],
    [
      'means everybody',
      external,
      { username: 'public' },
      'stores.postgres.username: public is a word of PostgreSQL, and no role; choose another name',
    ],
    [
      'is a role of Aurora',
      aurora,
      { username: 'rdsadmin' },
      'stores.postgres.username: rdsadmin is of a form that Aurora has roles of its own in (rds…); choose another name',
    ],
    [
      'is a role of the operator',
      operator,
      { username: 'streaming_replica' },
      'stores.postgres.username: streaming_replica is a role that CloudNativePG makes for itself; choose another name',
    ],
    [
      'is a database of the server',
      cluster,
      { database: 'postgres' },
      `stores.postgres.database: postgres is ${given}`,
    ],
    ['is a template', external, { database: 'template1' }, `stores.postgres.database: template1 is ${given}`],
    [
      'is a database of Aurora',
      aurora,
      { database: 'rdsadmin' },
      "stores.postgres.database: rdsadmin is Aurora's own; choose another name",
    ],
    [
      'Aurora makes no database of',
      aurora,
      { database: '_x' },
      'stores.postgres.database: _x is refused by Aurora: it must begin with a letter; choose another name',
    ],
    [
      'no schema may have',
      cluster,
      { schemas: ['memorai', 'pg_x'] },
      'stores.postgres.schemas[1]: pg_x is of a form that PostgreSQL keeps for schemas of its own (pg_…); choose another name',
    ],
    [
      'is a schema of the server',
      cluster,
      { schemas: ['information_schema'] },
      `stores.postgres.schemas[0]: information_schema is ${given}`,
    ],
    [
      'is a table outside of the schemas',
      cluster,
      { partitions: { tables: ['memories', 'other.x'] } },
      'stores.postgres.partitions.tables[1]: must be in a schema of this database (memorai, audit, analytics, public), got other.x',
    ],
  ])('%s', (_, config, own, expected) => {
    expect(issues(config(own))).toEqual([expected]);
  });
});

test.each<[string, (own: object) => PlatformConfig, object]>([
  ["a server of ours has none of Aurora's names", cluster, { username: 'memorai_admin', database: 'rdsadmin' }],
  ["nor of the operator's", cluster, { username: 'streaming_replica', database: '_x' }],
  ['Aurora has none of theirs', aurora, { username: 'streaming_replica' }],
  ['names that only begin alike', aurora, { username: 'postgres_app', database: 'pgvectors', schemas: ['pgx'] }],
  ['a table in any of the schemas', external, { partitions: { tables: ['memories', 'audit.events', 'public.old'] } }],
])('%s', (_, config, own) => {
  expect(issues(config(own))).toEqual([]);
});
