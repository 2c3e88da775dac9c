import { createHash } from 'node:crypto';
import { identifier } from '../platform/database/quote';
import type { IndexStatement } from './index-statement';
import { SetupError } from './setup-error';
import { rowsOf, type SqlClient } from './sql-client';

/** `r`: an ordinary table, `p`: a partitioned one (pg_class.relkind). */
interface Table {
  readonly kind: string;
  readonly schema: string;
}

/** Longest name that PostgreSQL keeps. */
const LONGEST = 63;

/**
 * Makes one index without stopping writers (E59), and finishes what an earlier run left: CONCURRENTLY, which no
 * transaction may hold; on a partitioned table, which does not take that word, first an invalid index on the parent
 * alone, then one on each partition, each attached; the parent's is valid with the last.
 *
 * @returns what was done, a line each; nothing when all was there
 */
export async function createIndex(client: SqlClient, index: IndexStatement): Promise<readonly string[]> {
  const table = await tableOf(client, index.table);
  return table.kind === 'p' ? onPartitions(client, index, table) : onTable(client, index, table.schema);
}

/** @throws SetupError where there is none */
export async function tableOf(client: SqlClient, name: string): Promise<Table> {
  const [table] = await rowsOf<Table>(
    client,
    `SELECT c.relkind AS kind, n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = to_regclass($1)`,
    [name],
  );
  if (table === undefined) {
    throw new SetupError(`no table ${name}`, 'run migrate first: it makes the tables');
  }
  return table;
}

/** An index lives in the schema of its table. `undefined`: there is none of that name. */
async function isValid(client: SqlClient, schema: string, name: string): Promise<boolean | undefined> {
  const [row] = await rowsOf<{ valid: boolean }>(
    client,
    `SELECT i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  );
  return row?.valid;
}

async function onTable(client: SqlClient, index: IndexStatement, schema: string): Promise<readonly string[]> {
  const valid = await isValid(client, schema, index.name);
  if (valid === true) {
    return [];
  }
  // What a broken run leaves is never used, and costs every write.
  if (valid === false) {
    await client.query(`DROP INDEX CONCURRENTLY ${identifier(schema)}.${identifier(index.name)}`);
  }
  const unique = index.unique ? 'UNIQUE ' : '';
  await client.query(`CREATE ${unique}INDEX CONCURRENTLY ${identifier(index.name)} ON ${index.table} ${index.rest}`);
  return [`${index.name} on ${index.table}${valid === false ? ', after an invalid one was dropped' : ''}`];
}

async function onPartitions(client: SqlClient, index: IndexStatement, parent: Table): Promise<readonly string[]> {
  const said: string[] = [];
  const valid = await isValid(client, parent.schema, index.name);
  if (valid === true) {
    return [];
  }
  if (valid === undefined) {
    const unique = index.unique ? 'UNIQUE ' : '';
    await client.query(`CREATE ${unique}INDEX ${identifier(index.name)} ON ONLY ${index.table} ${index.rest}`);
  }
  const parentIndex = `${identifier(parent.schema)}.${identifier(index.name)}`;
  for (const partition of await unattachedPartitions(client, index.table, parentIndex)) {
    const name = shortened(`${index.name}_${partition.name}`);
    const table = `${identifier(partition.schema)}.${identifier(partition.name)}`;
    said.push(...(await createIndex(client, { ...index, name, table })));
    await client.query(
      `ALTER INDEX ${parentIndex} ATTACH PARTITION ${identifier(partition.schema)}.${identifier(name)}`,
    );
  }
  return [...said, `${index.name} on ${index.table}`];
}

/** Direct partitions without an index that belongs to the parent's. */
function unattachedPartitions(client: SqlClient, table: string, parentIndex: string) {
  return rowsOf<{ schema: string; name: string }>(
    client,
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE h.inhparent = to_regclass($1) AND NOT EXISTS (
        SELECT 1 FROM pg_index i JOIN pg_inherits hi ON hi.inhrelid = i.indexrelid
         WHERE i.indrelid = c.oid AND hi.inhparent = to_regclass($2))
      ORDER BY c.relname`,
    [table, parentIndex],
  );
}

/** The whole name where it fits; else its beginning and eight characters of its hash. */
function shortened(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 9)}_${hash}`;
}
