import type { CheckInput } from './check';
import { type OtherTable, otherPartitionedTables } from './other-partitioned-tables';
import { monthlyPartitions } from './partitions';
import { SetupError } from './setup-error';
import type { SqlClient } from './sql-client';

/**
 * Whether the months to come can be written: of the tables that the platform keeps, as many as it is told to make; of
 * any other in its schemas, which a migration or somebody's own job keeps, the month from now on.
 */
export async function partitionsAhead({ client, facts }: CheckInput): Promise<readonly string[]> {
  const { tables, monthsAhead } = facts.partitions;
  const problems: string[] = [];
  for (const table of tables) problems.push(...(await partitionsOf(client, table, monthsAhead)));
  const others = await otherPartitionedTables(client, facts.schemas, tables);
  return [...problems, ...others.flatMap((table) => otherFault(table) ?? [])];
}

async function partitionsOf(client: SqlClient, table: string, monthsAhead: number): Promise<readonly string[]> {
  try {
    const partitions = await monthlyPartitions(client, table, monthsAhead);
    if (partitions === undefined) {
      return [];
    }
    const missing = partitions.months.filter(({ exists }) => !exists).map(({ partition }) => partition);
    return [
      ...(partitions.defaultPartition === undefined
        ? [`${table} has no default partition: a month that nobody made rejects inserts; run index`]
        : []),
      ...(missing.length === 0 ? [] : [`${table} has no partition ${missing.join(', ')}: run index`]),
    ];
  } catch (error) {
    if (error instanceof SetupError) return [`${error.message}: ${error.wayOut ?? ''}`];
    throw error;
  }
}

/** Undefined where rows find their place for a month. */
function otherFault({ table, key, isOfTime, hasDefault, bounds, now, ahead }: OtherTable): string | undefined {
  const listed = 'list it in stores.postgres.partitions.tables and run index, or make its partitions yourself';
  const wayOut = isOfTime ? listed : 'make its partitions in a migration';
  if (bounds.length === 0 && !hasDefault) {
    return `${table} (${key}) has no partition, and refuses every row: ${wayOut}`;
  }
  if (!isOfTime) {
    return undefined;
  }
  const end = coveredUntil(bounds, now);
  if (hasDefault) {
    return end > now
      ? undefined
      : `${table} (${key}) has no partition for today, all rows go to its default: ${wayOut}`;
  }
  return end > ahead
    ? undefined
    : `${table} (${key}) has no partition from ${end > now ? day(end) : 'today'} on, and refuses rows: ${wayOut}`;
}

/** How far one partition follows another from `now` on; `now` where none holds it. */
function coveredUntil(bounds: OtherTable['bounds'], now: number): number {
  let end = now;
  for (const { from, to } of [...bounds].sort((a, b) => a.from - b.from)) {
    if (from <= end && to > end) end = to;
  }
  return end;
}

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
