import { type BootstrapFacts, type BootstrapStatement, bootstrapStatements } from './bootstrap-sql';
import { identifier } from './quote';

/** Variable of the environment that psql reads the application's password from. */
export const passwordVariable = 'DB_PASSWORD';

/** What is there already is no news. */
const QUIET = "SET client_min_messages = 'warning';";

/**
 * What keeps the password out of the server's log and out of pg_stat_statements, which shows utility statements as they
 * were sent. Only a superuser may: this script is for servers of our own. A driver sends a verifier instead.
 */
const discreet = [
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
    `\\getenv password ${passwordVariable}`,
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
  const text = secret === undefined ? sql : sql.replace('$1', ":'password'");
  return [
    `-- ${title}`,
    unless === undefined ? `${text};` : `SELECT $guarded$${text}$guarded$ WHERE NOT EXISTS (${unless}) \\gexec`,
  ];
}
