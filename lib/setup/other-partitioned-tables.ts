import { inUtc } from './partitions';
import { rowsOf, type SqlClient } from './sql-client';

/** A partitioned table that the platform does not keep. Times are seconds since 1970, UTC; unbounded: infinite. */
export interface OtherTable {
  /** `audit.events` */
  readonly table: string;
  /** `RANGE (happened_at)` */
  readonly key: string;
  /** By range over one column of a date or time. */
  readonly isOfTime: boolean;
  readonly hasDefault: boolean;
  /** Of each partition that is not the default one; of another key than a time only their number says something. */
  readonly bounds: readonly { readonly from: number; readonly to: number }[];
  /** The server's clock, and a month later. */
  readonly now: number;
  readonly ahead: number;
}

interface Row extends Omit<OtherTable, 'bounds'> {
  readonly froms: readonly (number | null)[];
  readonly tos: readonly (number | null)[];
}

/** What pg_get_expr says of a partition, as seconds; null where it is MINVALUE or MAXVALUE, or no time. */
const bound = (which: 'FROM' | 'TO'): string =>
  `CASE WHEN k.timed THEN extract(epoch FROM substring(e.bound FROM '${which} \\(''([^'']+)''\\)')::timestamptz)::float8 END`;

const TABLES = `
  SELECT n.nspname || '.' || c.relname AS "table", pg_get_partkeydef(c.oid) AS key, k.timed AS "isOfTime",
         coalesce(bool_or(e.bound = 'DEFAULT'), false) AS "hasDefault",
         coalesce(array_agg(${bound('FROM')}) FILTER (WHERE e.bound <> 'DEFAULT'), '{}') AS froms,
         coalesce(array_agg(${bound('TO')}) FILTER (WHERE e.bound <> 'DEFAULT'), '{}') AS tos,
         extract(epoch FROM now())::float8 AS now, extract(epoch FROM now() + interval '1 month')::float8 AS ahead
    FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0] AND a.attnum > 0
   CROSS JOIN LATERAL (
         SELECT p.partstrat = 'r' AND p.partnatts = 1
                AND coalesce(a.atttypid::regtype::text LIKE 'timestamp%' OR a.atttypid = 'date'::regtype, false)) AS k (timed)
    LEFT JOIN pg_inherits h ON h.inhparent = c.oid
    LEFT JOIN pg_class part ON part.oid = h.inhrelid
   CROSS JOIN LATERAL (SELECT pg_get_expr(part.relpartbound, part.oid)) AS e (bound)
   WHERE NOT c.relispartition AND n.nspname = ANY ($1) AND NOT n.nspname || '.' || c.relname = ANY ($2)
   GROUP BY c.oid, n.nspname, c.relname, k.timed ORDER BY 1`;

/** Every partitioned table of these schemas but those; sorted by name. */
export async function otherPartitionedTables(
  client: SqlClient,
  schemas: readonly string[],
  kept: readonly string[],
): Promise<readonly OtherTable[]> {
  const rows = await inUtc(client, () => rowsOf<Row>(client, TABLES, [schemas, kept]));
  return rows.map(({ froms, tos, ...table }) => ({
    ...table,
    bounds: froms.map((from, index) => ({
      from: from ?? Number.NEGATIVE_INFINITY,
      to: tos[index] ?? Number.POSITIVE_INFINITY,
    })),
  }));
}
