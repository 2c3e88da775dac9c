import type { BootstrapFacts } from '../platform/database/bootstrap-sql';
import { createAwsSource } from '../runtime/aws-source';
import { answerStack, type StackEvent } from './answer-stack';
import { type DatabaseUser, runStatements } from './run-statements';

/** CloudFormation's event; or anything else, when a person invokes the function after a change of a password. */
type Event = StackEvent | { readonly RequestType?: undefined };

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Kept to answer the stack, milliseconds. */
const TO_ANSWER_MS = 20_000;

const secrets = createAwsSource((name) => require(name));

/**
 * Makes role, database, extensions and schemas in Aurora, as the administrator. Does nothing when the stack goes: what
 * is in a database outlives the function. Never throws to CloudFormation, which would only try again and wait.
 */
export async function handler(event: Event, context: LambdaContext): Promise<{ readonly done: readonly string[] }> {
  if (event.RequestType === undefined) return { done: await bootstrap(context) };
  const physicalResourceId = event.PhysicalResourceId ?? required('AWS_LAMBDA_FUNCTION_NAME');
  if (event.RequestType === 'Delete') {
    await answerStack(event, { physicalResourceId });
    return { done: [] };
  }
  try {
    const done = await bootstrap(context);
    await answerStack(event, { physicalResourceId });
    return { done };
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'failed';
    process.stderr.write(`${JSON.stringify({ level: 'error', event: 'bootstrap-failed', failure })}\n`);
    await answerStack(event, { physicalResourceId, failure });
    return { done: [] };
  }
}

async function bootstrap(context: LambdaContext): Promise<readonly string[]> {
  const facts: BootstrapFacts = JSON.parse(required('BOOTSTRAP_FACTS'));
  const deadline = Date.now() + context.getRemainingTimeInMillis() - TO_ANSWER_MS;
  const [admin, application, monitor] = await Promise.all([
    user('ADMIN_SECRET_ID'),
    user('APPLICATION_SECRET_ID'),
    facts.monitor === undefined ? undefined : user('MONITOR_SECRET_ID'),
  ]);
  const server = { host: required('DB_HOST'), port: Number(required('DB_PORT')), admin };
  const passwords = {
    applicationPassword: application.password,
    ...(monitor === undefined ? {} : { monitorPassword: monitor.password }),
  };
  const done = await runStatements(server, facts, passwords, deadline);
  process.stdout.write(`${JSON.stringify({ level: 'info', event: 'bootstrap-done', done })}\n`);
  return done;
}

/** @throws Error that names the secret, never its value */
async function user(variable: string): Promise<DatabaseUser> {
  const id = required(variable);
  const text = await secrets.secret(id).catch((error: unknown) => {
    throw new Error(`secret ${id} cannot be read: ${error instanceof Error ? error.name : 'failed'}`);
  });
  const { username, password } = parse(text);
  if (typeof username !== 'string' || typeof password !== 'string' || password === '') {
    throw new Error(`secret ${id} must be a JSON object with username and password`);
  }
  return { username, password };
}

function parse(text: string): { readonly username?: unknown; readonly password?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {}; // the parser's message would quote the secret
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
