import { exitCodes } from './exit-codes';
import { SetupError } from './setup-error';

/** `CREATE INDEX` in its parts, so that it can be made in more than one step. */
export interface IndexStatement {
  readonly unique: boolean;
  readonly name: string;
  /** As written, with or without its schema. */
  readonly table: string;
  /** All that follows the table: method, columns, condition. */
  readonly rest: string;
}

const name = '[a-z_][a-z0-9_$]*';
const pattern = new RegExp(
  `^CREATE\\s+(?<unique>UNIQUE\\s+)?INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(?<name>${name})\\s+` +
    `ON\\s+(?:ONLY\\s+)?(?<table>(?:${name}\\.)?${name})\\s*(?<rest>(?:USING\\s|\\().*)$`,
  'is',
);

/**
 * The indexes of a file: `CREATE INDEX` statements, each ended by a semicolon, as the guide has them (L1077); other
 * statements belong into a migration. How each is made follows from its table: `createIndex`.
 *
 * @throws SetupError that names the file and the statement
 */
export function indexStatements(file: string, sql: string): readonly IndexStatement[] {
  return sql
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => {
      const parts = pattern.exec(statement)?.groups;
      if (parts?.name === undefined || parts.table === undefined || parts.rest === undefined) {
        throw new SetupError(
          `${file}: no index with a name: ${statement.split('\n')[0] ?? ''}`,
          'only CREATE INDEX <name> ON <table> … with names in lower case without quotes; the rest is a migration',
          exitCodes.usage,
        );
      }
      return {
        unique: parts.unique !== undefined,
        name: parts.name.toLowerCase(),
        table: parts.table.toLowerCase(),
        rest: parts.rest.trim(),
      };
    });
}
