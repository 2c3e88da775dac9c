import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { rowsOf, type SqlClient } from './sql-client';

/** Beside the table of the migration tool, which notes names alone. */
const TABLE = 'memorai_migration_texts';

/** A file of a folder of migrations. */
interface MigrationFile {
  /** As the tool notes it: without its ending. */
  readonly name: string;
  readonly sha256: string;
}

/** Sorted by name. A checkout that has its lines end with CR LF holds the same text. */
export const migrationFiles = (folder: string): readonly MigrationFile[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => {
      const text = readFileSync(join(folder, entry.name), 'utf8').replaceAll('\r\n', '\n');
      return { name: parse(entry.name).name, sha256: createHash('sha256').update(text).digest('hex') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * Files that have run and say something else since: the database has what they said before, a new one what they say
 * now. One whose text nobody has noted is taken as it is.
 *
 * @param ran - names that the tool has noted
 */
export async function editedFiles(
  client: SqlClient,
  files: readonly MigrationFile[],
  ran: ReadonlySet<string>,
): Promise<readonly string[]> {
  const [found] = await rowsOf<{ table: string | null }>(client, 'SELECT to_regclass($1) AS table', [TABLE]);
  if (typeof found?.table !== 'string') {
    return [];
  }
  const noted = new Map(
    (await rowsOf<{ name: string; sha256: string }>(client, `SELECT name, sha256 FROM ${TABLE}`)).map((row) => [
      row.name,
      row.sha256,
    ]),
  );
  return files
    .filter(({ name, sha256 }) => ran.has(name) && (noted.get(name) ?? sha256) !== sha256)
    .map(({ name }) => name);
}

/** What to do about one of them, after `<name> was edited after it ran: `. */
export const editedWayOut = (name: string): string =>
  `put its text back and write the change as a new migration; or, where the database has it already, DELETE FROM ${TABLE} WHERE name = '${name.replaceAll("'", "''")}' and run migrate`;

/** Before they run, so that a runner that is killed in between leaves no file without its text. */
export async function noteFiles(
  client: SqlClient,
  files: readonly MigrationFile[],
  ran: ReadonlySet<string>,
): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (name text PRIMARY KEY, sha256 text NOT NULL)`);
  for (const { name, sha256 } of files) {
    const then = ran.has(name) ? 'NOTHING' : 'UPDATE SET sha256 = EXCLUDED.sha256';
    await client.query(`INSERT INTO ${TABLE} (name, sha256) VALUES ($1, $2) ON CONFLICT (name) DO ${then}`, [
      name,
      sha256,
    ]);
  }
}
