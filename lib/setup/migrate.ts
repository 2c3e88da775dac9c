import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Client } from 'pg';
import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { exitCodes } from './exit-codes';
import { keepPartitions } from './keep-partitions';
import { withLock } from './lock';
import { SetupError } from './setup-error';
import { rowsOf, type SqlClient } from './sql-client';
import type { StepContext } from './step';

/** A folder of SQL files, each run once, in order of its number; the table in which that is noted. */
export interface Series {
  readonly folder: 'migrations' | 'seeds';
  readonly table: string;
}

export const migrations: Series = { folder: 'migrations', table: 'memorai_migrations' };
const seeds: Series = { folder: 'seeds', table: 'memorai_seeds' };

/**
 * Each file in a transaction of its own, together with the note that it ran: what was killed midway did not happen.
 *
 * @param then - what belongs to the step, under the same lock
 */
async function runSeries(
  context: StepContext,
  series: Series,
  then: (client: SqlClient) => Promise<void> = async () => undefined,
): Promise<void> {
  const folder = seriesFolder(context, series);
  await withConnection(context, applicationConnection(context.environment), 'bootstrap', (client) =>
    withLock(client, context, async () => {
      const done = await runWithTool(client, folder, series, context);
      context.say(done.length === 0 ? `${series.folder}: nothing to do` : `${series.folder}: ran ${done.join(', ')}`);
      await then(client);
    }),
  );
}

/** The schema, and partitions for its new tables: without one the seed, which is the guide's next step, is refused. */
export async function migrate(context: StepContext): Promise<void> {
  const { partitions } = context.facts().postgres;
  await runSeries(context, migrations, (client) => keepPartitions(context, client, partitions));
}

/** The data of the first installation. */
export const seed = (context: StepContext): Promise<void> => runSeries(context, seeds);

/** Files of a series that have not run yet; for `verify`. */
export async function pending(context: StepContext, client: SqlClient, series: Series): Promise<readonly string[]> {
  const files = readdirSync(seriesFolder(context, series))
    .filter((file) => !file.startsWith('.'))
    .map((file) => parse(file).name);
  const [found] = await rowsOf<{ table: string | null }>(client, 'SELECT to_regclass($1) AS table', [series.table]);
  if (typeof found?.table !== 'string') {
    return files.sort();
  }
  const ran = await rowsOf<{ name: string }>(client, `SELECT name FROM ${series.table}`);
  const names = new Set(ran.map(({ name }) => name));
  return files.filter((file) => !names.has(file)).sort();
}

function seriesFolder(context: StepContext, series: Series): string {
  const folder = join(context.folder, series.folder);
  if (!existsSync(folder)) {
    throw new SetupError(`no folder ${folder}`, 'name the folder of the SQL: --folder <folder>', exitCodes.usage);
  }
  return folder;
}

async function runWithTool(
  client: SqlClient,
  dir: string,
  series: Series,
  { say }: Pick<StepContext, 'say'>,
): Promise<readonly string[]> {
  const [row] = await rowsOf<{ schema: string | null }>(client, 'SELECT current_schema() AS schema');
  if (typeof row?.schema !== 'string') {
    throw new SetupError('no schema of the search path exists', 'run the bootstrap first');
  }
  // It is an ES module; and only these two steps need it.
  const { runner } = await import('node-pg-migrate');
  const ran = await runner({
    // The connection is ours, and so is the lock, for the reason that `withLock` gives.
    dbClient: client as Client,
    noLock: true,
    dir,
    direction: 'up',
    migrationsSchema: row.schema,
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
