import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { createIndex } from './create-index';
import { indexStatements } from './index-statement';
import { withLock } from './lock';
import { makePartitions, monthlyPartitions } from './partitions';
import type { StepContext } from './step';

/** Partitions ahead, then every index of the application's files, `indexes/*.sql`; each may be there already. */
export async function index(context: StepContext): Promise<void> {
  const { tables, monthsAhead } = context.facts().postgres.partitions;
  const statements = indexFiles(context.folder);
  await withConnection(context, applicationConnection(context.environment), 'bootstrap', (client) =>
    withLock(client, context, async () => {
      for (const table of tables) {
        const partitions = await monthlyPartitions(client, table, monthsAhead);
        if (partitions === undefined) {
          context.say(`partitions: no table ${table}`);
          continue;
        }
        for (const made of await makePartitions(client, partitions)) context.say(`partition ${made}`);
      }
      for (const statement of statements) {
        for (const made of await createIndex(client, statement)) context.say(`index ${made}`);
      }
    }),
  );
  context.say(`index: ${statements.length} indexes and ${tables.length} partitioned tables are as they should be`);
}

function indexFiles(folder: string) {
  const indexes = join(folder, 'indexes');
  if (!existsSync(indexes)) {
    return [];
  }
  return readdirSync(indexes)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => indexStatements(file, readFileSync(join(indexes, file), 'utf8')));
}
