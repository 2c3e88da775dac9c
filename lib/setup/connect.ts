import { Client } from 'pg';
import type { ConnectionSettings } from './connection-settings';
import { explained, messageOf, passes } from './failures';
import { SetupError } from './setup-error';
import type { SqlClient } from './sql-client';
import type { StepContext } from './step';

/** Milliseconds for one attempt; then the next. */
const ATTEMPT_MS = 10_000;
const PAUSE_MS = 1_000;

/** A runner that was killed must not keep its locks until its statement ends. Servers before 14 have no such setting. */
const NOTICE_DEATH =
  "SELECT set_config(name, '5s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'";

/**
 * Connects, works, disconnects. A server that starts is waited for; with `bootstrapped` also a role or a database that
 * the bootstrap has yet to make, as its Job may run beside this one.
 *
 * @throws SetupError that says what to do
 */
export async function withConnection<Result>(
  context: StepContext,
  { url, shown }: ConnectionSettings,
  waitsFor: 'start' | 'bootstrap',
  work: (client: SqlClient) => Promise<Result>,
): Promise<Result> {
  const client = await connected(context, url, shown, waitsFor);
  // Without a listener a connection that is cut between two queries would end the process.
  let cut: Error | undefined;
  client.on('error', (error) => {
    cut ??= error;
  });
  const stop = () => {
    cut ??= new SetupError('stopped before it was done', 'what was running is rolled back; give it more time');
    // With a statement under way this closes the socket, which the server notices by NOTICE_DEATH.
    void client.end().catch(() => undefined);
  };
  context.signal?.addEventListener('abort', stop, { once: true });
  if (context.signal?.aborted === true) stop();
  try {
    return await work(client);
  } catch (error) {
    throw explained(shown, cut ?? error);
  } finally {
    context.signal?.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}

async function connected(
  { clock, waitMs, say }: StepContext,
  url: string,
  shown: string,
  waitsFor: 'start' | 'bootstrap',
): Promise<Client> {
  const end = clock.now() + waitMs;
  let said = '';
  for (;;) {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: ATTEMPT_MS,
      application_name: 'memorai-db',
    });
    try {
      await client.connect();
      await client.query(NOTICE_DEATH);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const kind = passes(error);
      if ((kind !== 'start' && kind !== waitsFor) || clock.now() >= end) {
        throw explained(shown, error);
      }
      const message = messageOf(error);
      if (message !== said) {
        say(`waiting for ${shown}: ${message}`);
        said = message;
      }
      await clock.sleep(PAUSE_MS);
    }
  }
}
