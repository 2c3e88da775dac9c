import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  type BootstrapFacts,
  type BootstrapSecret,
  bootstrapStatements,
  statementText,
} from '../platform/database/bootstrap-sql';
import { scramVerifier } from './scram-verifier';

export interface DatabaseUser {
  readonly username: string;
  readonly password: string;
}

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly admin: DatabaseUser;
}

/** Every server has it; the administrator's own database is another matter. */
const ADMIN_DATABASE = 'postgres';
/** Longest wait for one connection, milliseconds. */
const CONNECT_MS = 10_000;
const BETWEEN_TRIES_MS = 3_000;

/** What a server that is just being made answers: it is worth another try. */
const notYet: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P03', // the database system is starting up
  '53300', // too many connections
]);

/**
 * Runs the administrator's statements, in order; the titles of those that had something to do.
 * @param deadline milliseconds since 1970 after which an absent server is given up
 * @throws Error with the title of the statement and the server's own words; never with a password
 */
export async function runStatements(
  server: Server,
  facts: BootstrapFacts,
  passwords: Readonly<Partial<Record<BootstrapSecret, string>>>,
  deadline: number,
): Promise<readonly string[]> {
  const secrets = Object.fromEntries(
    Object.entries(passwords).map(([name, password]) => [name, scramVerifier(password)]),
  );
  const statements = bootstrapStatements(facts);
  const done: string[] = [];
  for (const [place, database] of [
    ['admin', ADMIN_DATABASE],
    ['application', facts.database],
  ] as const) {
    const client = await connect(server, database, deadline);
    try {
      for (const statement of statements.filter((one) => one.database === place)) {
        const { title, unless } = statement;
        try {
          if (unless !== undefined && ((await client.query(unless)).rowCount ?? 0) > 0) continue;
          await client.query(statementText(statement, secrets));
          done.push(title);
        } catch (error) {
          throw new Error(`${title}: ${inWords(error)}`);
        }
      }
    } finally {
      await client.end();
    }
  }
  return done;
}

/** Verifies the server's certificate and its name: Node knows Amazon's authorities by NODE_EXTRA_CA_CERTS. */
async function connect({ host, port, admin }: Server, database: string, deadline: number): Promise<Client> {
  for (;;) {
    const client = new Client({
      host,
      port,
      database,
      user: admin.username,
      password: admin.password,
      ssl: { rejectUnauthorized: true },
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'memorai-bootstrap',
    });
    // A connection that breaks between two statements fails the next one; nobody else has to hear of it.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isNotYet(error) || Date.now() + BETWEEN_TRIES_MS > deadline) {
        throw new Error(`connection to ${host}:${port}, database ${database}: ${inWords(error)}`);
      }
      await sleep(BETWEEN_TRIES_MS);
    }
  }
}

function isNotYet(error: unknown): boolean {
  return error instanceof Error && (notYet.has(codeOf(error)) || /timeout expired/i.test(error.message));
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** Message, code and hint; not the detail, which quotes rows. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const code = codeOf(error);
  const hint = 'hint' in error && typeof error.hint === 'string' ? `; ${error.hint}` : '';
  return `${error.message || code || 'failed'}${code === '' || error.message.includes(code) ? '' : ` (${code})`}${hint}`;
}
