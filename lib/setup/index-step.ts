import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { createIndex } from './create-index';
import { indexStatements } from './index-statement';
import { keepPartitions } from './keep-partitions';
import { withLock } from './lock';
import type { StepContext } from './step';

/** Partitions ahead, then every index of the application's files, `indexes/*.sql`; each may be there already. */
export async function index(context: StepContext): Promise<void> {
  const { partitions } = context.facts().postgres;
  const statements = indexFiles(context.folder);
  await withConnection(context, applicationConnection(context.environment), 'bootstrap', (client) =>
    withLock(client, context, async () => {
      await keepPartitions(context, client, partitions);
      for (const statement of statements) {
        for (const made of await createIndex(client, statement)) context.say(`index ${made}`);
      }
    }),
  );
  context.say(`index: ${statements.length} indexes are as they should be`);
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
