import { identifier, literal } from '../platform/database/quote';
import { SetupError } from './setup-error';
import { rowsOf, type SqlClient } from './sql-client';

/** Months of one partitioned table: which there are to be, and which there are. */
export interface MonthlyPartitions {
  /** `memorai.memories` */
  readonly table: string;
  /** In quotes where it needs them; absent: there is none. */
  readonly defaultPartition?: string;
  /** From this month on, in order. */
  readonly months: readonly Month[];
}

interface Month {
  /** `memories_2025_01`, as the guide names them (L1088). */
  readonly partition: string;
  /** First day, UTC; the next month's first day is no part of it. */
  readonly from: string;
  readonly to: string;
  readonly exists: boolean;
}

/**
 * What is there of the months from now on. `undefined` where there is no such table, as the application may have none.
 *
 * @throws SetupError where the table is not partitioned by range over one column of a date or time
 */
export async function monthlyPartitions(
  client: SqlClient,
  table: string,
  monthsAhead: number,
): Promise<MonthlyPartitions | undefined> {
  const [found] = await rowsOf<{ kind: string; key: string | null }>(
    client,
    `SELECT c.relkind AS kind, pg_get_partkeydef(c.oid) AS key FROM pg_class c WHERE c.oid = to_regclass($1)`,
    [table],
  );
  if (found === undefined) {
    return undefined;
  }
  if (found.kind !== 'p' || !/^RANGE \([^,()]+\)$/.test(found.key ?? '')) {
    throw new SetupError(
      `${table} ${found.key === null ? 'is not partitioned' : `is partitioned by ${found.key}`}`,
      'make it with PARTITION BY RANGE (created_at) and that column in its primary key: a table cannot be changed into one; or take it out of stores.postgres.partitions.tables',
    );
  }
  const [short = table] = table.split('.').slice(-1);
  const months = await inUtc(client, () =>
    rowsOf<{ suffix: string; from: string; to: string; exists: boolean }>(client, MONTHS, [table, monthsAhead]),
  );
  const defaultPartition = await defaultOf(client, table);
  return {
    table,
    ...(defaultPartition === undefined ? {} : { defaultPartition }),
    months: months.map(({ suffix, ...month }) => ({ ...month, partition: `${short}_${suffix}` })),
  };
}

/** The server's clock, in UTC: two runners in two time zones make the same months. */
const MONTHS = `
  WITH wanted AS (
    SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n))::date AS first
      FROM generate_series(0, $2::int) AS n
  ), bounds AS (
    SELECT regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)') AS bound
      FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE h.inhparent = to_regclass($1)
  )
  SELECT to_char(first, 'YYYY_MM') AS suffix, first::text AS "from", (first + interval '1 month')::date::text AS "to",
         EXISTS (SELECT 1 FROM bounds WHERE bound[1]::timestamptz <= first AND bound[2]::timestamptz >= first + interval '1 month') AS "exists"
    FROM wanted ORDER BY first`;

/**
 * Makes what is missing: the default partition, without which a month that nobody made rejects inserts, and the months
 * ahead (E60). Each in a transaction; rows that the default partition has taken for a month are moved into it, as they
 * would block it.
 *
 * @returns names of what was made
 */
export async function makePartitions(client: SqlClient, partitions: MonthlyPartitions): Promise<readonly string[]> {
  const { table } = partitions;
  const [schema = '', short = ''] = table.split('.');
  const whole = (name: string) => `${identifier(schema)}.${identifier(name)}`;
  const made: string[] = [];
  if (partitions.defaultPartition === undefined) {
    await client.query(`CREATE TABLE ${whole(`${short}_default`)} PARTITION OF ${whole(short)} DEFAULT`);
    made.push(`${short}_default`);
  }
  const fallback = partitions.defaultPartition ?? whole(`${short}_default`);
  const column = identifier(await partitionColumn(client, table));
  for (const { partition, from, to } of partitions.months.filter(({ exists }) => !exists)) {
    await inUtc(client, async () => {
      // A copy that is attached: CREATE … PARTITION OF would stop readers of the whole table.
      await client.query(
        `CREATE TABLE ${whole(partition)} (LIKE ${whole(short)} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION)`,
      );
      const range = `${column} >= ${literal(from)} AND ${column} < ${literal(to)}`;
      await client.query(
        `WITH moved AS (DELETE FROM ${fallback} WHERE ${range} RETURNING *) INSERT INTO ${whole(partition)} SELECT * FROM moved`,
      );
      await client.query(
        `ALTER TABLE ${whole(short)} ATTACH PARTITION ${whole(partition)} FOR VALUES FROM (${literal(from)}) TO (${literal(to)})`,
      );
    });
    made.push(partition);
  }
  return made;
}

async function defaultOf(client: SqlClient, table: string): Promise<string | undefined> {
  const [row] = await rowsOf<{ name: string }>(
    client,
    `SELECT c.oid::regclass::text AS name FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
      WHERE h.inhparent = to_regclass($1) AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'`,
    [table],
  );
  return row?.name;
}

async function partitionColumn(client: SqlClient, table: string): Promise<string> {
  const [row] = await rowsOf<{ name: string }>(
    client,
    `SELECT a.attname AS name FROM pg_partitioned_table p JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
      WHERE p.partrelid = to_regclass($1)`,
    [table],
  );
  if (row === undefined) {
    throw new SetupError(`${table} is partitioned by an expression`, 'partition it by one column of a date or time');
  }
  return row.name;
}

/**
 * A transaction whose bounds are days in UTC, whatever the zone of the session is: the server reads and writes them in
 * that zone.
 */
export async function inUtc<Result>(client: SqlClient, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL TimeZone = 'UTC'");
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
