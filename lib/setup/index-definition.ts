import { identifier } from '../platform/database/quote';
import { tableOf } from './create-index';
import { codeOf, isMissingRight, messageOf } from './failures';
import type { IndexStatement } from './index-statement';
import { rowsOf, type SqlClient } from './sql-client';

/** Two runners at once wait for each other here; no transaction that makes it is ever committed. */
const SCRATCH = 'memorai_scratch';

interface Definition {
  readonly table: string;
  /** As the server writes it: `CREATE UNIQUE INDEX a ON memorai.t USING btree (x DESC) WHERE (y IS NOT NULL)`. */
  readonly text: string;
}

/**
 * What is wrong with the index that has this name, and the way out; undefined where it is the one of the file. The
 * server itself reads the file's: it makes it on an empty copy of the table, in a transaction that is taken back, and
 * says how it would write it; so `(a)`, `(a ASC)` and `USING btree (a)` are one.
 */
export async function indexFault(client: SqlClient, index: IndexStatement): Promise<string | undefined> {
  const { schema } = await tableOf(client, index.table);
  const [, table = index.table] = /\.(.+)$/.exec(index.table) ?? [];
  const there = await definitionOf(client, schema, index.name);
  if (there === undefined) {
    return `no index ${index.name} on ${index.table}: run index`;
  }
  const wayOut = 'give the one of the file another name, or drop the one that is there; then run index';
  if (there.table !== table) {
    return `index ${index.name} is on ${there.table}, its file says on ${table}: ${wayOut}`;
  }
  const wanted = await wantedText(client, index, schema, table);
  if ('refused' in wanted) {
    return `index ${index.name} of its file cannot be made any more: ${wanted.refused}`;
  }
  const [is, says] = [what(there.text), what(wanted.text)];
  return is === says ? undefined : `index ${index.name} on ${index.table} is ${is}, its file says ${says}: ${wayOut}`;
}

async function definitionOf(client: SqlClient, schema: string, name: string): Promise<Definition | undefined> {
  const [row] = await rowsOf<Definition>(
    client,
    `SELECT t.relname AS table, pg_get_indexdef(i.indexrelid) AS text
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_class t ON t.oid = i.indrelid WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  );
  return row;
}

/** The copy has the name of the table, as an expression may name it. */
async function wantedText(
  client: SqlClient,
  index: IndexStatement,
  schema: string,
  table: string,
): Promise<{ readonly text: string } | { readonly refused: string }> {
  const copy = `${SCRATCH}.${identifier(table)}`;
  await client.query('BEGIN');
  try {
    await client.query(`CREATE SCHEMA ${SCRATCH}`);
    await client.query(`CREATE TABLE ${copy} (LIKE ${identifier(schema)}.${identifier(table)})`);
    await client.query(
      `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${identifier(index.name)} ON ${copy} ${index.rest}`,
    );
    const made = await definitionOf(client, SCRATCH, index.name);
    return made ?? { refused: 'the server made none' };
  } catch (error) {
    if (isOfStatement(error)) return { refused: messageOf(error) };
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** Class 42 of PostgreSQL's codes: a column, a function or an operator class is not there. */
const isOfStatement = (error: unknown): boolean => codeOf(error)?.startsWith('42') === true && !isMissingRight(error);

/** All but the name and the table: `unique btree (what, id)`. */
function what(definition: string): string {
  const [, rest = definition] = / USING (.*)$/s.exec(definition) ?? [];
  return `${definition.startsWith('CREATE UNIQUE ') ? 'unique ' : ''}${rest}`;
}
