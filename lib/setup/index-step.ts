import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { createIndex } from './create-index';
import { exitCodes } from './exit-codes';
import { indexFault } from './index-definition';
import { indexFiles } from './index-files';
import { keepPartitions } from './keep-partitions';
import { withLock } from './lock';
import { SetupError } from './setup-error';
import type { StepContext } from './step';

/**
 * Partitions ahead, then every index of the application's files, `indexes/*.sql`; each may be there already. One of the
 * same name that is another index is left alone, and said after all others are made.
 */
export async function index(context: StepContext): Promise<void> {
  const { partitions } = context.facts().postgres;
  const statements = indexFiles(context.folder);
  const faults = await withConnection(context, applicationConnection(context.environment), 'bootstrap', (client) =>
    withLock(client, context, async () => {
      await keepPartitions(context, client, partitions);
      const found: string[] = [];
      for (const statement of statements) {
        for (const made of await createIndex(client, statement)) context.say(`index ${made}`);
        found.push(...[await indexFault(client, statement)].filter((fault) => fault !== undefined));
      }
      return found;
    }),
  );
  for (const fault of faults) context.say(`        ${fault}`);
  if (faults.length > 0) {
    throw new SetupError(
      `index: ${faults.length === 1 ? 'one index is' : `${faults.length} indexes are`} not as the file says`,
      undefined,
      exitCodes.differs,
    );
  }
  context.say(`index: ${statements.length} indexes are as they should be`);
}
