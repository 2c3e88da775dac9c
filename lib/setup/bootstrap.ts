import { randomBytes } from 'node:crypto';
import { type BootstrapStatement, bootstrapStatements, statementText } from '../platform/database/bootstrap-sql';
import { withConnection } from './connect';
import { adminConnection, applicationPassword } from './connection-settings';
import { scramVerifier } from './scram';
import { rowsOf, type SqlClient } from './sql-client';
import type { StepContext } from './step';

/** The administrator's part (E49-E56), as often as one likes. */
export async function bootstrap(context: StepContext): Promise<void> {
  const facts = context.facts().postgres;
  const statements = bootstrapStatements(facts);
  const verifier = scramVerifier(applicationPassword(context.environment), randomBytes(16));
  const adminDatabase = context.environment.POSTGRES_DB ?? 'postgres';
  for (const [database, name] of [
    ['admin', adminDatabase],
    ['application', facts.database],
  ] as const) {
    await withConnection(context, adminConnection(context.environment, name), 'start', async (client) => {
      for (const statement of statements.filter((one) => one.database === database)) {
        await run(context, client, statement, verifier);
      }
    });
  }
  context.say(`database ${facts.database} is ready for ${facts.username}`);
}

async function run(context: StepContext, client: SqlClient, statement: BootstrapStatement, verifier: string) {
  if (statement.unless !== undefined && (await rowsOf(client, statement.unless)).length > 0) {
    return;
  }
  context.say(statement.title);
  await client.query(statementText(statement, { applicationPassword: verifier }));
}
