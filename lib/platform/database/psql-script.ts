import {
  type BootstrapFacts,
  type BootstrapSecret,
  type BootstrapStatement,
  bootstrapStatements,
} from './bootstrap-sql';
import { identifier } from './quote';

/** Where a password is: its variable in the environment of psql, which is also its name as a secret; and one of psql. */
const passwords: Readonly<Record<BootstrapSecret, { readonly variable: string; readonly psql: string }>> = {
  applicationPassword: { variable: 'DB_PASSWORD', psql: 'password' },
  monitorPassword: { variable: 'POSTGRES_MONITOR_PASSWORD', psql: 'monitor_password' },
};

/** Variables of the environment that the script reads. */
export const passwordVariables = (facts: BootstrapFacts): readonly string[] =>
  secretsOf(facts).map((secret) => passwords[secret].variable);

const secretsOf = ({ monitor }: BootstrapFacts): readonly BootstrapSecret[] =>
  monitor === undefined ? ['applicationPassword'] : ['applicationPassword', 'monitorPassword'];

/** What is there already is no news. */
const QUIET = "SET client_min_messages = 'warning';";

/**
 * What keeps the passwords out of the server's log and out of pg_stat_statements, which shows utility statements as they
 * were sent. Only a superuser may: this script is for servers of our own. A driver sends a verifier instead.
 */
export const discreet = [
  "SET log_statement = 'none';",
  'SET log_min_duration_statement = -1;',
  "SET log_min_error_statement = 'panic';",
  "SET pg_stat_statements.track_utility = 'off';",
];

/**
 * The bootstrap as a script for psql 14 or newer, connected to the admin database as a superuser: ends with the first
 * error, can be run again. It holds no secret.
 */
export function psqlScript(facts: BootstrapFacts): string {
  const statements = bootstrapStatements(facts);
  const inside = (database: BootstrapStatement['database']) =>
    statements.filter((statement) => statement.database === database).flatMap(lines);
  return `${[
    '\\set ON_ERROR_STOP on',
    ...secretsOf(facts).map((secret) => `\\getenv ${passwords[secret].psql} ${passwords[secret].variable}`),
    QUIET,
    ...discreet,
    ...inside('admin'),
    `\\connect ${identifier(facts.database)}`,
    QUIET,
    ...inside('application'),
  ].join('\n')}\n`;
}

/** A guarded statement is the answer of a query, which `\gexec` runs: CREATE DATABASE may stand in no block (E50). */
function lines({ title, unless, sql, secret }: BootstrapStatement): readonly string[] {
  const text = secret === undefined ? sql : sql.replace('$1', `:'${passwords[secret].psql}'`);
  return [
    `-- ${title}`,
    unless === undefined ? `${text};` : `SELECT $guarded$${text}$guarded$ WHERE NOT EXISTS (${unless}) \\gexec`,
  ];
}
