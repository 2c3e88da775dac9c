import { bootstrapStatements, statementText } from '../../../lib/platform/database/bootstrap-sql';
import { psqlScript } from '../../../lib/platform/database/psql-script';
import { identifier, literal } from '../../../lib/platform/database/quote';
import { resolvePlatform } from '../../../lib/platform/resolve/index';

const { postgres } = resolvePlatform({ environment: 'x', version: '1', domain: 'memorai.test' }).stores;
const statements = bootstrapStatements(postgres);
const texts = (of = statements) => of.map(({ sql }) => sql);

test.each([
  ['memorai', '"memorai"'],
  ['order', '"order"'],
  ['a"b', '"a""b"'],
])('name %s is quoted as %s', (name, quoted) => {
  expect(identifier(name)).toBe(quoted);
});

test.each([
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ['a\\b', "E'a\\\\b'"],
])('text %s is quoted as %s', (text, quoted) => {
  expect(literal(text)).toBe(quoted);
});

test('no statement holds a meta-command of psql, and each is one statement (E55)', () => {
  for (const sql of texts()) expect(sql).not.toMatch(/^\\|\\gexec|;\s*\S.*;\s*$/);
  expect(statements.filter(({ sql }) => sql.includes('$1')).map(({ secret }) => secret)).toEqual([
    'applicationPassword',
    'monitorPassword',
  ]);
});

test('people get a role that reads, without a password, where there are tokens of IAM', () => {
  const people = { username: 'memorai_people', connections: 5 };
  const own = bootstrapStatements({ ...postgres, people }).filter(({ title }) => title.includes('memorai_people'));
  expect(own.map(({ sql }) => sql)).toEqual([
    'CREATE ROLE "memorai_people"',
    'ALTER ROLE "memorai_people" LOGIN CONNECTION LIMIT 5 PASSWORD NULL',
    'GRANT pg_read_all_data, pg_monitor TO "memorai_people"',
    'GRANT CONNECT ON DATABASE "memorai" TO "memorai_people"',
    expect.stringContaining('GRANT rds_iam TO "memorai_people"'),
  ]);
  expect(texts().join('\n')).not.toContain('rds_iam');
});

test('everything in the admin database comes before the application has one', () => {
  const databases = statements.map(({ database }) => database);
  expect(databases).toEqual([...databases].sort());
});

test('the database belongs to the application, and so do its schemas (E49)', () => {
  expect(texts()).toEqual(
    expect.arrayContaining([
      'CREATE DATABASE "memorai" OWNER "memorai"',
      'ALTER DATABASE "memorai" OWNER TO "memorai"',
      'CREATE SCHEMA IF NOT EXISTS "audit" AUTHORIZATION "memorai"',
      'ALTER DATABASE "memorai" SET search_path TO "memorai", "public"',
    ]),
  );
  expect(texts().join('\n')).not.toContain('GRANT ALL');
});

test.each(['uuid-ossp', 'vector', 'pg_stat_statements'] as const)('extension %s can be switched off', (name) => {
  const without = bootstrapStatements({
    ...postgres,
    extensions: postgres.extensions.filter((other) => other !== name),
  });
  expect(texts().join('\n')).toContain(`CREATE EXTENSION IF NOT EXISTS "${name}" WITH SCHEMA public`);
  expect(texts(without).join('\n')).not.toContain(name);
});

test('a password is put in as a literal, whatever it holds', () => {
  const [statement] = statements.filter(({ secret }) => secret !== undefined);
  if (statement === undefined) throw new Error('no statement takes the password');
  expect(statementText(statement, { applicationPassword: "$& '$1" })).toBe(
    `ALTER ROLE "memorai" LOGIN PASSWORD '$& ''$1'`,
  );
  expect(() => statementText(statement, { applicationPassword: '' })).toThrow(
    'password of memorai: applicationPassword is missing or empty',
  );
});

test('the script stops at the first error, and reads the password from the environment', () => {
  const lines = psqlScript(postgres).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '\\set ON_ERROR_STOP on',
    '\\getenv password DB_PASSWORD',
    '\\getenv monitor_password POSTGRES_MONITOR_PASSWORD',
  ]);
  expect(lines).toContain(`ALTER ROLE "memorai" LOGIN PASSWORD :'password';`);
  expect(lines.indexOf("SET log_statement = 'none';")).toBeLessThan(lines.findIndex((line) => line.includes(':')));
});

test("the exporter's role sees statistics, holds the connections that are kept for it, and owns nothing (E107)", () => {
  const own = texts().filter((sql) => sql.includes('memorai_monitor'));
  expect(own).toEqual([
    'CREATE ROLE "memorai_monitor"',
    'ALTER ROLE "memorai_monitor" LOGIN CONNECTION LIMIT 2 PASSWORD $1',
    'GRANT pg_monitor TO "memorai_monitor"',
    'GRANT CONNECT ON DATABASE "memorai" TO "memorai_monitor"',
    'ALTER ROLE "memorai_monitor" SET search_path TO public',
    `ALTER ROLE "memorai_monitor" SET statement_timeout TO '10s'`,
  ]);
});

test('without an exporter there is no such role', () => {
  const { monitor: _, ...without } = postgres;
  expect(texts(bootstrapStatements(without)).join('\n')).not.toContain('memorai_monitor');
  expect(psqlScript(without)).not.toContain('POSTGRES_MONITOR_PASSWORD');
});
