import { setupSeconds } from '../platform/setup-steps';
import { collectionBody, differences, type LiveCollection } from './collection-body';
import { type Environment, required } from './environment';
import { exitCodes } from './exit-codes';
import { messageOf } from './failures';
import { limited } from './limited';
import { SetupError } from './setup-error';
import type { StepContext } from './step';

/** Milliseconds for one request. */
const REQUEST_MS = setupSeconds.request * 1000;
const PAUSE_MS = 1_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Send = (method: 'GET' | 'PUT' | 'PATCH', body?: unknown) => Promise<Answer>;

/**
 * The collection of the embeddings, made or compared (rows 104-107): what may be changed is changed, another size or
 * distance is an error. Nothing is ever dropped. A server that starts, is busy or breaks is asked again.
 */
export async function collection(context: StepContext): Promise<void> {
  const { environment, say } = context;
  const facts = context.facts().qdrant;
  const name = environment.QDRANT_COLLECTION || facts.collection;
  const send = sender(context, name);
  const deadline = context.clock.now() + context.waitMs;
  const wanted = collectionBody(facts);
  const found = await untilAnswered(context, deadline, () => send('GET'), [200, 404]);
  if (found.status === 404) {
    // 409: another runner was quicker. After a failure it may be there nevertheless, and then PUT says so as well.
    const { status } = await untilAnswered(context, deadline, () => send('PUT', wanted), [200, 409]);
    if (status === 200) {
      say(`collection ${name}: made, ${facts.vectors.size} dimensions, ${facts.vectors.distance}`);
      return;
    }
  }
  const live = found.status === 200 ? found : await untilAnswered(context, deadline, () => send('GET'), [200]);
  const { fixed, changeable } = differences(facts, live.body as LiveCollection);
  if (fixed.length > 0) {
    throw new SetupError(
      `collection ${name} has ${fixed.join(' and ')}`,
      `neither can be changed: name another collection (stores.qdrant.collection), fill it, then let the services use it; or write what is there into stores.qdrant.vectors. Nothing was changed or dropped`,
      exitCodes.differs,
    );
  }
  if (changeable.length === 0) {
    say(`collection ${name}: is as it should be`);
    return;
  }
  const { optimizers_config, replication_factor, write_consistency_factor } = wanted;
  await untilAnswered(
    context,
    deadline,
    () => send('PATCH', { optimizers_config, params: { replication_factor, write_consistency_factor } }),
    [200],
  );
  say(`collection ${name}: changed ${changeable.join(', ')}`);
}

function sender({ environment, signal }: StepContext, name: string): Send {
  const text = required(environment, 'QDRANT_URL', 'the address of Qdrant, such as http://memorai-qdrant:6333');
  if (!URL.canParse(text)) {
    throw new SetupError(`QDRANT_URL is no address: ${text}`, undefined, exitCodes.usage);
  }
  const url = new URL(`/collections/${encodeURIComponent(name)}`, text);
  const apiKey = keyOf(environment);
  return (method, body) =>
    limited(REQUEST_MS, signal, async (stop) => {
      const response = await fetch(url, {
        method,
        headers: {
          ...(apiKey === '' ? {} : { 'api-key': apiKey }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: stop,
        redirect: 'error',
      });
      return { status: response.status, body: parsed(await response.text()) };
    });
}

/** Throws for what no header can carry: fetch would say so with the key in its message. */
function keyOf({ QDRANT_API_KEY = '' }: Environment): string {
  const key = QDRANT_API_KEY.trim();
  if (/^[\x20-\x7e]*$/.test(key)) return key;
  throw new SetupError(
    'QDRANT_API_KEY holds a character that no request can carry',
    'store the key as one line of ASCII, as the server was started with it',
    exitCodes.usage,
  );
}

/** Asks until the answer is one of `expected`; a broken, busy or absent server until the deadline. */
async function untilAnswered(
  { clock, say, environment, signal }: StepContext,
  deadline: number,
  ask: () => Promise<Answer>,
  expected: readonly number[],
): Promise<Answer> {
  let said = '';
  for (;;) {
    const { answer, problem } = await attempt(ask);
    if (answer !== undefined && expected.includes(answer.status)) {
      return answer;
    }
    signal?.throwIfAborted();
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
      throw refused(answer);
    }
    if (clock.now() >= deadline) {
      throw new SetupError(
        `Qdrant at ${environment.QDRANT_URL}: ${problem}`,
        'is it running and ready, the address right, and the way there open (network policy, security group, peering)',
      );
    }
    if (problem !== said) say(`waiting for Qdrant at ${environment.QDRANT_URL}: ${problem}`);
    said = problem;
    await clock.sleep(PAUSE_MS);
  }
}

async function attempt(ask: () => Promise<Answer>): Promise<{ readonly answer?: Answer; readonly problem: string }> {
  try {
    const answer = await ask();
    return { answer, problem: `answered ${answer.status} ${errorText(answer.body)}`.trim() };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return {
      problem:
        error instanceof Error && error.name === 'TimeoutError'
          ? `no answer in ${REQUEST_MS / 1000} s`
          : messageOf(cause),
    };
  }
}

function refused({ status, body }: Answer): SetupError {
  if (status === 401 || status === 403) {
    return new SetupError(
      `Qdrant refuses the key (${status})`,
      'QDRANT_API_KEY has to be the key that the server was started with, and not a read-only one',
    );
  }
  return new SetupError(`Qdrant answered ${status} ${errorText(body)}`.trim());
}

function errorText(body: unknown): string {
  const status = typeof body === 'object' && body !== null && 'status' in body ? body.status : undefined;
  return typeof status === 'object' && status !== null && 'error' in status ? String(status.error) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
