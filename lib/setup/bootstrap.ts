import { randomBytes } from 'node:crypto';
import {
  type BootstrapSecret,
  type BootstrapStatement,
  bootstrapStatements,
  statementText,
} from '../platform/database/bootstrap-sql';
import { withConnection } from './connect';
import { adminConnection, applicationPassword, monitorPassword } from './connection-settings';
import { scramVerifier } from './scram';
import { rowsOf, type SqlClient } from './sql-client';
import type { StepContext } from './step';

/** The administrator's part (E49-E56), as often as one likes. */
export async function bootstrap(context: StepContext): Promise<void> {
  const facts = context.facts().postgres;
  const statements = bootstrapStatements(facts);
  const verifier = (password: string) => scramVerifier(password, randomBytes(16));
  const secrets: Secrets = {
    applicationPassword: verifier(applicationPassword(context.environment)),
    ...(facts.monitor === undefined ? {} : { monitorPassword: verifier(monitorPassword(context.environment)) }),
  };
  const adminDatabase = context.environment.POSTGRES_DB ?? 'postgres';
  for (const [database, name] of [
    ['admin', adminDatabase],
    ['application', facts.database],
  ] as const) {
    await withConnection(context, adminConnection(context.environment, name), 'start', async (client) => {
      for (const statement of statements.filter((one) => one.database === database)) {
        await run(context, client, statement, secrets);
      }
    });
  }
  context.say(`database ${facts.database} is ready for ${facts.username}`);
}

/** As the server keeps them. */
type Secrets = Readonly<Partial<Record<BootstrapSecret, string>>>;

async function run(context: StepContext, client: SqlClient, statement: BootstrapStatement, secrets: Secrets) {
  if (statement.unless !== undefined && (await rowsOf(client, statement.unless)).length > 0) {
    return;
  }
  context.say(statement.title);
  await client.query(statementText(statement, secrets));
}
