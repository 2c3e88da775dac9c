import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { exitCodes } from './exit-codes';
import { keepPartitions } from './keep-partitions';
import { withLock } from './lock';
import { editedFiles, editedWayOut, migrationFiles, noteFiles } from './migration-texts';
import { SetupError } from './setup-error';
import { rowsOf, type SqlClient } from './sql-client';
import type { StepContext } from './step';

/** A folder of SQL files, each run once, in order of its number; the table in which that is noted. */
interface Series {
  readonly folder: 'migrations' | 'seeds';
  readonly table: string;
}

const migrations: Series = { folder: 'migrations', table: 'memorai_migrations' };
const seeds: Series = { folder: 'seeds', table: 'memorai_seeds' };

/** What belongs to a step, under the lock of its series. */
interface Around {
  readonly before: (client: SqlClient, folder: string) => Promise<void>;
  readonly after: (client: SqlClient) => Promise<void>;
}

/** Each file in a transaction of its own, together with the note that it ran: what was killed midway did not happen. */
async function runSeries(context: StepContext, series: Series, around?: Around): Promise<void> {
  const folder = seriesFolder(context, series);
  await withConnection(context, applicationConnection(context.environment), 'bootstrap', (client) =>
    withLock(client, context, async () => {
      const schema = await firstSchema(client);
      await around?.before(client, folder);
      const done = await runWithTool(client, folder, { ...series, schema }, context);
      context.say(done.length === 0 ? `${series.folder}: nothing to do` : `${series.folder}: ran ${done.join(', ')}`);
      await around?.after(client);
    }),
  );
}

/**
 * The schema, and partitions for its new tables: without one the seed, which is the guide's next step, is refused.
 *
 * @throws SetupError where a file that has run was edited since: what it says now would run nowhere but in new databases
 */
export async function migrate(context: StepContext): Promise<void> {
  const { partitions } = context.facts().postgres;
  await runSeries(context, migrations, {
    before: async (client, folder) => {
      const ran = await ranFiles(client, migrations);
      const files = migrationFiles(folder);
      const edited = await editedFiles(client, files, ran);
      if (edited.length > 0) {
        for (const name of edited) context.say(`        ${name}: ${editedWayOut(name)}`);
        throw new SetupError(
          `migrate: what has run was edited since: ${edited.join(', ')}`,
          undefined,
          exitCodes.differs,
        );
      }
      await noteFiles(client, files, ran);
    },
    after: (client) => keepPartitions(context, client, partitions),
  });
}

/** The data of the first installation. */
export const seed = (context: StepContext): Promise<void> => runSeries(context, seeds);

/** For `verify`: what has not run, and what says something else since it ran; each with the way out. */
export async function migrationFaults(context: StepContext, client: SqlClient): Promise<readonly string[]> {
  const files = migrationFiles(seriesFolder(context, migrations));
  const ran = await ranFiles(client, migrations);
  return [
    ...files.filter(({ name }) => !ran.has(name)).map(({ name }) => `${name} has not run: run migrate`),
    ...(await editedFiles(client, files, ran)).map((name) => `${name} was edited after it ran: ${editedWayOut(name)}`),
  ];
}

/** Names that the tool has noted. */
async function ranFiles(client: SqlClient, { table }: Series): Promise<ReadonlySet<string>> {
  const [found] = await rowsOf<{ table: string | null }>(client, 'SELECT to_regclass($1) AS table', [table]);
  if (typeof found?.table !== 'string') {
    return new Set();
  }
  return new Set((await rowsOf<{ name: string }>(client, `SELECT name FROM ${table}`)).map(({ name }) => name));
}

function seriesFolder(context: StepContext, series: Series): string {
  const folder = join(context.folder, series.folder);
  if (!existsSync(folder)) {
    throw new SetupError(`no folder ${folder}`, 'name the folder of the SQL: --folder <folder>', exitCodes.usage);
  }
  return folder;
}

/** Where tables without a schema are made. */
async function firstSchema(client: SqlClient): Promise<string> {
  const [row] = await rowsOf<{ schema: string | null }>(client, 'SELECT current_schema() AS schema');
  if (typeof row?.schema !== 'string') {
    throw new SetupError('no schema of the search path exists', 'run the bootstrap first');
  }
  return row.schema;
}

async function runWithTool(
  client: SqlClient,
  dir: string,
  series: Series & { readonly schema: string },
  { say }: Pick<StepContext, 'say'>,
): Promise<readonly string[]> {
  // It is an ES module; and only these two steps need it.
  const { runner } = await import('node-pg-migrate');
  const ran = await runner({
    // The connection is ours, and so is the lock, for the reason that `withLock` gives.
    dbClient: client as Client,
    noLock: true,
    dir,
    direction: 'up',
    migrationsSchema: series.schema,
    migrationsTable: series.table,
    checkOrder: true,
    logger: {
      info: (line) => {
        const [, running] = /^### MIGRATION (\S+) /.exec(line) ?? [];
        if (running !== undefined) say(`${series.folder}: running ${running}`);
      },
      debug: () => undefined,
      warn: say,
      error: say,
    },
  });
  return ran.map(({ name }) => name);
}
