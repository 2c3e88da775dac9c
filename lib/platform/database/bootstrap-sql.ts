import type { Postgres, PostgresExtension } from '../types';
import { identifier, literal } from './quote';

/** What the administrator's statements follow from; every `Postgres` of a platform is one. */
export type BootstrapFacts = Pick<
  Postgres,
  'database' | 'username' | 'monitor' | 'people' | 'extensions' | 'schemas' | 'searchPath'
>;

/** Passwords of the roles that the administrator makes. */
export type BootstrapSecret = 'applicationPassword' | 'monitorPassword';

/** One statement of the administrator. Plain SQL for any driver: no meta-command of psql (E55), one statement each. */
export interface BootstrapStatement {
  /** Which database the session is in: one that every server has (`postgres`), or the application's. */
  readonly database: 'admin' | 'application';
  /** What it is for, in a few words: a log line. */
  readonly title: string;
  /** A query; where it returns a row there is nothing to do. Absent: the statement itself can be run again. */
  readonly unless?: string;
  readonly sql: string;
  /**
   * What stands for `$1` in `sql`, which no server takes as a parameter there: `statementText` puts it in. A value of
   * it never appears in an output.
   */
  readonly secret?: BootstrapSecret;
}

/** Other bootstraps of the same database wait for it: two of them at once would both find a role missing. */
const BOOTSTRAP_LOCK = 4_921_873;

/**
 * Everything that needs an administrator, in order; run as often as one likes (E49-E51, E55). Not among it are the
 * server's own settings (E52, E53): those are arguments of the server, `lib/platform/store-config/postgres-config.ts`,
 * or a parameter group.
 */
export function bootstrapStatements(facts: BootstrapFacts): readonly BootstrapStatement[] {
  return [...inAdminDatabase(facts), ...inApplicationDatabase(facts)];
}

/** The text to send. Throws where the statement needs a secret that is not given. */
export function statementText(
  statement: BootstrapStatement,
  secrets: Readonly<Partial<Record<BootstrapSecret, string | undefined>>>,
): string {
  if (statement.secret === undefined) {
    return statement.sql;
  }
  const value = secrets[statement.secret];
  if (value === undefined || value === '') {
    throw new Error(`${statement.title}: ${statement.secret} is missing or empty`);
  }
  // A function as replacement: a `$&` in a password is no pattern.
  return statement.sql.replace('$1', () => literal(value));
}

function inAdminDatabase({ database, username, monitor, people }: BootstrapFacts): readonly BootstrapStatement[] {
  const role = identifier(username);
  const common = { database: 'admin' as const };
  return [
    lock('admin'),
    made(username),
    // Every time, so that a rotated password reaches the server.
    {
      ...common,
      title: `password of ${username}`,
      sql: `ALTER ROLE ${role} LOGIN PASSWORD $1`,
      secret: 'applicationPassword',
    },
    {
      ...common,
      title: `right to act for ${username}`,
      // Who is no superuser (Aurora, E53) may only give things to a role that it is a member of.
      unless: 'SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper',
      sql: `GRANT ${role} TO CURRENT_USER`,
    },
    {
      ...common,
      title: `database ${database}`,
      unless: `SELECT 1 FROM pg_database WHERE datname = ${literal(database)}`,
      sql: `CREATE DATABASE ${identifier(database)} OWNER ${role}`,
    },
    // Compose and Aurora make the database themselves, for another owner (E50).
    { ...common, title: `owner of ${database}`, sql: `ALTER DATABASE ${identifier(database)} OWNER TO ${role}` },
    {
      ...common,
      title: 'nobody else makes schemas or temporary tables',
      sql: `REVOKE CREATE, TEMPORARY ON DATABASE ${identifier(database)} FROM PUBLIC`,
    },
    // Lets the application see the texts of its own slow statements (E57).
    { ...common, title: 'statistics', sql: `GRANT pg_read_all_stats TO ${role}` },
    ...(monitor === undefined ? [] : monitorRole(database, monitor)),
    ...(people === undefined ? [] : peopleRole(database, people)),
  ];
}

/** Makes a role, without any right, where there is none. */
const made = (username: string): BootstrapStatement => ({
  database: 'admin',
  title: `role ${username}`,
  unless: `SELECT 1 FROM pg_roles WHERE rolname = ${literal(username)}`,
  sql: `CREATE ROLE ${identifier(username)}`,
});

/** A scrape that takes longer has been given up by Prometheus (scrape_timeout, 10 s). */
const MONITOR_TIMEOUT = '10s';

/**
 * The exporter's role: every statistic and setting, and no table (pg_monitor); no more connections than the budget
 * keeps for it (E107).
 */
function monitorRole(database: string, monitor: NonNullable<BootstrapFacts['monitor']>): readonly BootstrapStatement[] {
  const { username, connections } = monitor;
  const role = identifier(username);
  const common = { database: 'admin' as const };
  return [
    made(username),
    {
      ...common,
      title: `password of ${username}`,
      sql: `ALTER ROLE ${role} LOGIN CONNECTION LIMIT ${connections} PASSWORD $1`,
      secret: 'monitorPassword',
    },
    { ...common, title: `statistics for ${username}`, sql: `GRANT pg_monitor TO ${role}` },
    {
      ...common,
      title: `connections of ${username}`,
      sql: `GRANT CONNECT ON DATABASE ${identifier(database)} TO ${role}`,
    },
    // pg_stat_statements is there, whatever the search path of the application.
    { ...common, title: `search path of ${username}`, sql: `ALTER ROLE ${role} SET search_path TO public` },
    {
      ...common,
      title: `end of slow statements of ${username}`,
      sql: `ALTER ROLE ${role} SET statement_timeout TO ${literal(MONITOR_TIMEOUT)}`,
    },
  ];
}

/** Group of RDS: a token of IAM is the only password of its members (Aurora user guide, "Creating a database account"). */
const IAM_GROUP = 'rds_iam';

/**
 * The role that people take with a token of IAM: reads everything and changes nothing. It has no password, so that where
 * the group is missing, on any server but RDS, nobody signs in as it. A member of a member is one too: whoever administers
 * this role would be shut out with his password, and is told before.
 */
function peopleRole(database: string, people: NonNullable<BootstrapFacts['people']>): readonly BootstrapStatement[] {
  const { username, connections } = people;
  const role = identifier(username);
  const common = { database: 'admin' as const };
  return [
    made(username),
    {
      ...common,
      title: `connections of ${username}`,
      sql: `ALTER ROLE ${role} LOGIN CONNECTION LIMIT ${connections} PASSWORD NULL`,
    },
    { ...common, title: `what ${username} reads`, sql: `GRANT pg_read_all_data, pg_monitor TO ${role}` },
    {
      ...common,
      title: `database of ${username}`,
      sql: `GRANT CONNECT ON DATABASE ${identifier(database)} TO ${role}`,
    },
    {
      ...common,
      title: `tokens of IAM for ${username}`,
      unless: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ${literal(IAM_GROUP)})`,
      sql: `DO $do$ BEGIN GRANT ${IAM_GROUP} TO ${role}; IF pg_has_role(current_user, ${literal(IAM_GROUP)}, 'MEMBER') THEN RAISE EXCEPTION ${literal(
        `the administrator is a member of ${username}, and would be let in by tokens only`,
      )} USING HINT = ${literal(`REVOKE ${role} FROM CURRENT_USER`)}; END IF; END $do$`,
    },
  ];
}

function inApplicationDatabase(facts: BootstrapFacts): readonly BootstrapStatement[] {
  const role = identifier(facts.username);
  const common = { database: 'application' as const };
  return [
    lock('application'),
    ...facts.extensions.flatMap((name) => [extensionAvailable(name), extension(name)]),
    ...facts.schemas.flatMap((schema) => [
      {
        ...common,
        title: `schema ${schema}`,
        sql: `CREATE SCHEMA IF NOT EXISTS ${identifier(schema)} AUTHORIZATION ${role}`,
      },
      { ...common, title: `owner of schema ${schema}`, sql: `ALTER SCHEMA ${identifier(schema)} OWNER TO ${role}` },
    ]),
    {
      ...common,
      title: 'search path',
      sql: `ALTER DATABASE ${identifier(facts.database)} SET search_path TO ${facts.searchPath.map(identifier).join(', ')}`,
    },
  ];
}

const lock = (database: BootstrapStatement['database']): BootstrapStatement => ({
  database,
  title: 'wait for other bootstraps',
  // A block, as psql would print the row of a query.
  sql: `DO $do$ BEGIN PERFORM pg_advisory_lock(${BOOTSTRAP_LOCK}); END $do$`,
});

/** Schema `public` by name: a database that has its search path already would put it elsewhere. */
const extension = (name: PostgresExtension): BootstrapStatement => ({
  database: 'application',
  title: `extension ${name}`,
  sql: `CREATE EXTENSION IF NOT EXISTS ${identifier(name)} WITH SCHEMA public`,
});

/** The server's own words (`could not open extension control file`) name no way out. */
function extensionAvailable(name: PostgresExtension): BootstrapStatement {
  const message = `the server has no extension "${name}"`;
  return {
    database: 'application',
    title: `extension ${name} is to be had`,
    unless: `SELECT 1 FROM pg_available_extensions WHERE name = ${literal(name)}`,
    sql: `DO $do$ BEGIN RAISE EXCEPTION ${literal(message)} USING ERRCODE = 'feature_not_supported', HINT = ${literal(
      `${wayOut[name]}, or switch it off: stores.postgres.extensions.${name}: false`,
    )}; END $do$`,
  };
}

const contrib = 'take an image with the contrib modules, such as postgres:15';
const wayOut: Readonly<Record<PostgresExtension, string>> = {
  'uuid-ossp': contrib,
  pg_stat_statements: contrib,
  vector: 'take an image that has it, such as pgvector/pgvector:0.8.1-pg15',
};
