import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alarmsOf } from '../../lib/aws/alarms';
import { awsCron } from '../../lib/aws/cron';
import type { PlatformConfig } from '../../lib/config/schema';
import { seeded, serverless, sql, unprotected } from './platforms';
import { at, ofType, only, type Template, templatesOf } from './templates';

const whole: Partial<PlatformConfig> = {
  stores: {
    postgres: { provider: 'aurora', partitions: { tables: [] } },
    redis: { host: 'redis.internal.memorai.com', cidr: '10.9.0.0/16' },
    qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.9.0.0/16' },
  },
};
const stackOf = (config: Partial<PlatformConfig> = {}): Template => templatesOf(serverless(config)).serverless;
const template = stackOf();
const [id = ''] = Object.entries(ofType(template, 'AWS::Lambda::Function'))
  .filter(([, { Properties }]) => Properties.FunctionName === 'memorai-serverless-migrate')
  .map(([logicalId]) => logicalId);
const dependsOn = (logicalId: string, of = template): unknown =>
  (of.Resources[logicalId] as { DependsOn?: unknown } | undefined)?.DependsOn;

const withoutQdrant = {
  services: { api: { uses: ['postgres'] }, worker: { uses: ['postgres'] } },
} satisfies Partial<PlatformConfig>;

test.each(['MemoraiApiAlias', 'MemoraiWorkerAlias'])(
  '%s moves after the collection, which comes after the database',
  (alias) => {
    expect([dependsOn(alias), dependsOn('MemoraiQdrantCollection')]).toEqual([
      ['MemoraiQdrantCollection'],
      ['MemoraiDatabaseMigration'],
    ]);
  },
);

test('also where all traffic moves at once', () => {
  expect(dependsOn('MemoraiApiAlias', stackOf(unprotected))).toEqual(['MemoraiQdrantCollection']);
});

test('without Qdrant after the database', () => {
  const without = stackOf(withoutQdrant);
  expect([dependsOn('MemoraiApiAlias', without), ofType(without, 'Custom::QdrantCollection')]).toEqual([
    ['MemoraiDatabaseMigration'],
    {},
  ]);
});

test('without SQL nothing waits, and nothing is made', () => {
  const without = stackOf({ migration: { enabled: false } });
  expect([
    dependsOn('MemoraiApiAlias', without),
    ofType(without, 'AWS::Lambda::LayerVersion'),
    ofType(without, 'Custom::QdrantCollection'),
  ]).toEqual([undefined, {}, {}]);
});

test.each<[string, Partial<PlatformConfig>, readonly string[]]>([
  ['as it is', {}, ['migrate', 'index', 'verify']],
  ['with seeds', { migration: { sql: seeded, seed: true } }, ['migrate', 'seed', 'index', 'verify']],
])('a deployment asks the function for its steps: %s', (_, config, steps) => {
  const stack = stackOf(config);
  expect([at(stack, 'MemoraiDatabaseMigration').Steps, at(stack, 'MemoraiQdrantCollection').Steps]).toEqual([
    steps,
    ['collection'],
  ]);
});

test('seeds that are asked for have to be there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'memorai-sql-'));
  try {
    cpSync(join(sql, 'migrations'), join(folder, 'migrations'), { recursive: true });
    expect(() => stackOf({ migration: { sql: folder, seed: true } })).toThrow(
      `migration.sql  must be there, and there is no ${join(folder, 'seeds')}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('it runs in the private subnets, with the SQL in a layer, as long as a function may', () => {
  expect(at(template, id)).toMatchObject({
    Runtime: 'nodejs24.x',
    Timeout: 900,
    Layers: [{ Ref: Object.keys(ofType(template, 'AWS::Lambda::LayerVersion'))[0] }],
    Environment: { Variables: { SQL_FOLDER: '/opt', PGSSLMODE: 'verify-full' } },
  });
  for (const resource of ['MemoraiDatabaseMigration', 'MemoraiQdrantCollection']) {
    expect(at(template, resource)).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [id, 'Arn'] },
      ServiceTimeout: 960,
    });
  }
});

test('it connects as a client of the database, to Qdrant, and to APIs', () => {
  const { SecurityGroupIds } = at(template, id).VpcConfig as { SecurityGroupIds: unknown[] };
  expect(SecurityGroupIds).toContainEqual({ Ref: 'MemoraiPostgresClientSecurityGroup' });
  const [group] = Object.entries(ofType(template, 'AWS::EC2::SecurityGroup'))
    .filter(([logicalId]) => logicalId.startsWith('Migration'))
    .map(([, { Properties }]) => Properties);
  expect([group?.SecurityGroupIngress, group?.SecurityGroupEgress]).toEqual([
    undefined,
    [expect.objectContaining({ FromPort: 443 }), expect.objectContaining({ FromPort: 6333, CidrIp: '10.9.0.0/16' })],
  ]);
});

test('it may read the secrets of its settings, and no other', () => {
  const policies = Object.entries(ofType(template, 'AWS::IAM::Policy')).filter(([name]) =>
    name.startsWith('Migration'),
  );
  expect(JSON.stringify(policies).match(/secret:memorai\/serverless\/[\w-]+-\?{6}/g)).toEqual([
    'secret:memorai/serverless/QDRANT_API_KEY-??????',
    'secret:memorai/serverless/postgres-??????',
  ]);
});

describe('it runs again', () => {
  const revisions = (config: Partial<PlatformConfig>) => {
    const stack = stackOf(config);
    return ['MemoraiDatabaseMigration', 'MemoraiQdrantCollection'].map((name) => at(stack, name).Revision);
  };
  const revision = (config: Partial<PlatformConfig>) => revisions(config)[0];
  const [before, collectionBefore] = revisions({});
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'memorai-sql-'));
    cpSync(sql, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const qdrant = (more: object): Partial<PlatformConfig> => ({
    stores: {
      postgres: { provider: 'aurora' },
      redis: { host: 'redis.internal.memorai.com', cidr: '10.9.0.0/16' },
      qdrant: { host: 'qdrant.internal.memorai.com', cidr: '10.9.0.0/16', ...more },
    },
  });

  test.each<[string, Partial<PlatformConfig>, boolean, boolean]>([
    ['the version changes', { version: '3.2.1' }, true, true],
    ['no table is kept in months', whole, true, false],
    ['seeds are asked for', { migration: { sql: seeded, seed: true } }, true, false],
    ['the collection is another', qdrant({ collection: 'v2' }), false, true],
    ['the collection is tuned', qdrant({ optimizers: { defaultSegmentNumber: 4 } }), false, true],
    ['nothing changes', {}, false, false],
    ['more run at once', { services: { api: { lambda: { concurrency: 5 } } } }, false, false],
  ])('where %s', (_, config, database, collection) => {
    const [now, collectionNow] = revisions(config);
    expect([now !== before, collectionNow !== collectionBefore]).toEqual([database, collection]);
  });

  test('where the SQL changes, and not for its place', () => {
    expect(revision({ migration: { sql: folder } })).toBe(before);
    writeFileSync(join(folder, 'migrations', '002_more.sql'), 'CREATE TABLE more (id int);');
    expect(revision({ migration: { sql: folder } })).not.toBe(before);
  });

  test('not where a function gets more memory', () => {
    expect(revision({ migration: { sql, deadline: '5m' } })).toBe(before);
  });
});

describe('between releases', () => {
  test('partitions are made every week', () => {
    expect(only(template, 'AWS::Events::Rule')).toMatchObject({
      ScheduleExpression: 'cron(17 3 ? * MON *)',
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] }, Input: '{"steps":["index"]}' }],
    });
    expect(ofType(stackOf(whole), 'AWS::Events::Rule')).toEqual({});
  });

  test('a failure rings', () => {
    const [of, without] = [{}, whole].map((config) =>
      alarmsOf(serverless(config))
        .map(({ id: name }) => name)
        .filter((name) => name.startsWith('migrate')),
    );
    expect([of, without]).toEqual([['migrate-errors'], []]);
  });
});

test.each([
  ['30 4 * * 0', 'cron(30 4 ? * SUN *)'],
  ['30 4 * * 7', 'cron(30 4 ? * SUN *)'],
  ['30 4 * * 1-5', 'cron(30 4 ? * MON-FRI *)'],
  ['30 4 * * SAT,1', 'cron(30 4 ? * SAT,MON *)'],
  ['30 4 1 * *', 'cron(30 4 1 * ? *)'],
])('the schedule %s is %s', (schedule, expected) => {
  expect(awsCron(schedule)).toBe(expected);
});

test('what a person does once is printed, unless the deployment does it', () => {
  expect(template.Outputs?.SeedDatabase).toMatchObject({
    Value: expect.stringContaining(`--function-name memorai-serverless-migrate`),
  });
  const { Outputs = {} } = stackOf({ migration: { sql: seeded, seed: true } });
  expect(Outputs.SeedDatabase).toBeUndefined();
});

test('SQL that is not there is said with its key', () => {
  expect(() => stackOf({ migration: { sql: 'nowhere' } })).toThrow(
    `migration.sql  must be there, and there is no ${join(process.cwd(), 'nowhere')}; paths start at the working folder`,
  );
});
