import type { Check, CheckInput } from './check';
import { connectionLimits } from './connection-limits';
import { rowsOf } from './sql-client';

/** What concerns the server rather than the database: settings, restarts, connections. */
export const checkServer: readonly Check[] = [
  { name: 'server settings', check: settings },
  { name: 'restart', check: restart },
  { name: 'connections', check: connections },
  { name: 'connection limits', check: connectionLimits },
];

interface Live {
  readonly name: string;
  readonly value: string;
}

/** Compared as the server reads them: 4096MB, 4GB and 524288 pages are one value. */
async function settings({ client, facts }: CheckInput): Promise<readonly string[]> {
  const names = Object.keys(facts.settings);
  const rows = await rowsOf<Live>(
    client,
    'SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1)',
    [names],
  );
  const live = new Map(rows.map(({ name, value }) => [name, value]));
  return names.flatMap((name) => {
    const wanted = facts.settings[name] ?? '';
    const value = live.get(name);
    if (value === undefined) {
      // Only who has pg_read_all_settings sees some of them; what cannot be seen is not called wrong.
      return [];
    }
    return sameSetting(name, value, wanted) ? [] : [`${name} is ${value}, not ${wanted}: ${wayOut(name)}`];
  });
}

const wayOut = (name: string): string =>
  ['max_connections', 'shared_buffers', 'shared_preload_libraries'].includes(name)
    ? "change the server's arguments or parameter group, then restart it"
    : "change the server's arguments or parameter group";

function sameSetting(name: string, live: string, wanted: string): boolean {
  if (name === 'shared_preload_libraries') {
    const there = live.split(',').map((library) => library.trim());
    return wanted.split(',').every((library) => there.includes(library.trim()));
  }
  // More connections than the platform counts with do no harm.
  if (name === 'max_connections') {
    return Number(live) >= Number(wanted);
  }
  return live === wanted || quantity(live) === quantity(wanted);
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  kB: 1,
  MB: 1024,
  GB: 1024 ** 2,
  TB: 1024 ** 3,
  ms: 1,
  s: 1000,
  min: 60_000,
};
const words: Readonly<Record<string, number>> = { on: 1, off: 0 };

/** Sizes in kilobytes, times in milliseconds, switches as 1 and 0; anything else as text. */
function quantity(text: string): number | string {
  const parts = /^(-?[\d.]+)\s*([A-Za-z]*)$/.exec(text);
  const factor = factors[parts?.[2] ?? ''];
  return words[text] ?? (parts === null || factor === undefined ? text : Number(parts[1]) * factor);
}

/**
 * What an argument of the server decides waits for nothing: after a reload the server marks it nevertheless, where the
 * file that initdb wrote says something else.
 */
async function restart({ client }: CheckInput): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    client,
    "SELECT name FROM pg_settings WHERE pending_restart AND source <> 'command line' ORDER BY name",
  );
  return rows.map(({ name }) => `${name} was changed and waits for a restart of the server`);
}

/** E32: every pool full at once fits into what the platform counts with; so the server must have as many. */
async function connections({ client, facts }: CheckInput): Promise<readonly string[]> {
  const [row] = await rowsOf<{ max: number; reserved: number }>(
    client,
    // From version 16 on some are kept for roles with a right of its own, too; in RDS before that by another name.
    `SELECT current_setting('max_connections')::int AS max, current_setting('superuser_reserved_connections')::int
            + coalesce(current_setting('reserved_connections', true)::int, 0)
            + coalesce(current_setting('rds.rds_superuser_reserved_connections', true)::int, 0) AS reserved`,
  );
  const usable = (row?.max ?? 0) - (row?.reserved ?? 0);
  return facts.connections <= usable
    ? []
    : [
        `the platform counts with ${facts.connections} connections for its pools, the server has ${usable}: raise max_connections, or say in stores.postgres.maxConnections what it has`,
      ];
}
