import type { CheckInput } from './check';
import { rowsOf } from './sql-client';

interface Limits {
  /** -1: none. */
  readonly role: number;
  readonly database: number;
}

/**
 * A limit of the role or of the database lets in fewer than the server would. The exporter has a role of its own; all
 * the rest may be the application's.
 */
export async function connectionLimits({ client, facts }: CheckInput): Promise<readonly string[]> {
  const [limits] = await rowsOf<Limits>(
    client,
    `SELECT rolconnlimit AS role, datconnlimit AS database
       FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
  );
  const ofRole = facts.connections - (facts.monitor?.connections ?? 0);
  const rows = [
    { what: `role ${facts.username}`, alter: `ROLE ${facts.username}`, limit: limits?.role, wanted: ofRole },
    {
      what: `database ${facts.database}`,
      alter: `DATABASE ${facts.database}`,
      limit: limits?.database,
      wanted: facts.connections,
    },
  ];
  return rows.flatMap(({ what, alter, limit = -1, wanted }) =>
    limit < 0 || limit >= wanted
      ? []
      : [
          `${what} lets in ${limit} connections, the platform counts with ${wanted}: ALTER ${alter} CONNECTION LIMIT -1`,
        ],
  );
}
