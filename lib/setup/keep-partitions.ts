import type { Postgres } from '../platform/types';
import { makePartitions, monthlyPartitions } from './partitions';
import type { SqlClient } from './sql-client';
import type { StepContext } from './step';

/** Makes what is missing of every table that the platform keeps in months, and says it. */
export async function keepPartitions(
  { say }: Pick<StepContext, 'say'>,
  client: SqlClient,
  { tables, monthsAhead }: Postgres['partitions'],
): Promise<void> {
  for (const table of tables) {
    const partitions = await monthlyPartitions(client, table, monthsAhead);
    if (partitions === undefined) {
      say(`partitions: no table ${table}`);
      continue;
    }
    for (const made of await makePartitions(client, partitions)) say(`partition ${made}`);
  }
}
