import { rowsOf, type SqlClient } from './sql-client';
import type { StepContext } from './step';

/** Our own number among the advisory locks of the database; migrate, seed and index exclude each other. */
const LOCK = 4_921_874;
const PAUSE_MS = 500;

/**
 * One runner at a time: the next waits and then finds the work done. It asks again and again instead of waiting in the
 * server: a session that waits there holds a snapshot, for which CREATE INDEX CONCURRENTLY waits in turn, and both
 * would be a deadlock. The server gives the lock back when the connection ends, however it ends.
 */
export async function withLock<Result>(
  client: SqlClient,
  { clock, say }: Pick<StepContext, 'clock' | 'say'>,
  work: () => Promise<Result>,
): Promise<Result> {
  let waited = false;
  for (;;) {
    const [row] = await rowsOf<{ locked: boolean }>(client, 'SELECT pg_try_advisory_lock($1) AS locked', [LOCK]);
    if (row?.locked === true) break;
    if (!waited) say('another runner is at work: waiting for it');
    waited = true;
    await clock.sleep(PAUSE_MS);
  }
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
  }
}
