import type { Check, CheckInput } from './check';
import { indexFault } from './index-definition';
import { indexFiles } from './index-files';
import { migrationFaults } from './migrate';
import { partitionsAhead } from './partition-checks';
import { checkServer } from './server-checks';
import { SetupError } from './setup-error';
import { rowsOf } from './sql-client';

/** Everything that `verify` looks at, in the order in which a person would mend it. */
export const checks: readonly Check[] = [
  { name: 'role', check: role },
  { name: 'extensions', check: extensions },
  { name: 'schemas', check: schemas },
  ...checkServer,
  { name: 'migrations', check: ({ client, context }) => migrationFaults(context, client) },
  { name: 'indexes', check: indexes },
  { name: 'partitions', check: partitionsAhead },
];

async function role({ client, facts }: CheckInput): Promise<readonly string[]> {
  const [row] = await rowsOf<{ name: string; database: string; super: boolean; reads: boolean }>(
    client,
    `SELECT current_user AS name, current_database() AS database, rolsuper AS super, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS reads
       FROM pg_roles WHERE rolname = current_user`,
  );
  return [
    ...(row?.name === facts.username ? [] : [`connected as ${row?.name}, not as ${facts.username}`]),
    ...(row?.database === facts.database ? [] : [`connected to ${row?.database}, not to ${facts.database}`]),
    ...(row?.super === true ? ['the role is a superuser: an injected statement could read files of the server'] : []),
    ...(row?.reads === true ? [] : ['no pg_read_all_stats: texts of slow statements stay hidden; run the bootstrap']),
  ];
}

async function extensions({ client, facts }: CheckInput): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(client, 'SELECT extname AS name FROM pg_extension');
  const there = new Set(rows.map(({ name }) => name));
  return facts.extensions
    .filter((name) => !there.has(name))
    .map((name) => `no extension ${name}: run the bootstrap, or switch it off (stores.postgres.extensions.${name})`);
}

async function schemas({ client, facts }: CheckInput): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string; owner: string }>(
    client,
    'SELECT nspname AS name, pg_get_userbyid(nspowner) AS owner FROM pg_namespace',
  );
  const owners = new Map(rows.map(({ name, owner }) => [name, owner]));
  const [path] = await rowsOf<{ schemas: readonly string[] }>(
    client,
    'SELECT current_schemas(false)::text[] AS schemas',
  );
  const live = path?.schemas.join(', ');
  const wanted = facts.searchPath.join(', ');
  return [
    ...facts.schemas.flatMap((name) => {
      const owner = owners.get(name);
      if (owner === undefined) return [`no schema ${name}: run the bootstrap`];
      return owner === facts.username ? [] : [`schema ${name} belongs to ${owner}: run the bootstrap`];
    }),
    ...(live === wanted ? [] : [`the search path is ${live}, not ${wanted}: run the bootstrap (a restore loses it)`]),
  ];
}

/** All that are there can be used; each of the application's files is there, and is what its file says. */
async function indexes({ client, facts, context }: CheckInput): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    client,
    `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND n.nspname = ANY ($1) ORDER BY 1`,
    [facts.schemas],
  );
  const faults: (string | undefined)[] = [];
  for (const index of indexFiles(context.folder)) {
    try {
      faults.push(await indexFault(client, index));
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      faults.push(`${error.message}: ${error.wayOut ?? ''}`);
    }
  }
  return [
    ...rows.map(({ name }) => `index ${name} is invalid and never used: run index, or drop it`),
    ...faults.filter((fault) => fault !== undefined),
  ];
}
