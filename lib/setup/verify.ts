import { withConnection } from './connect';
import { applicationConnection } from './connection-settings';
import { exitCodes } from './exit-codes';
import { explained, isMissingRight } from './failures';
import { SetupError } from './setup-error';
import type { StepContext } from './step';
import { checks } from './verify-checks';

/**
 * Compares the live database with the platform, as the application's role; changes nothing. Says every check, and fails
 * after the last one.
 */
export async function verify(context: StepContext): Promise<void> {
  const facts = context.facts().postgres;
  const wrong = await withConnection(
    context,
    applicationConnection(context.environment),
    'bootstrap',
    async (client) => {
      const found: string[] = [];
      for (const { name, check } of checks) {
        const problems = await check({ client, facts, context }).catch(refused);
        context.say(problems.length === 0 ? `ok      ${name}` : `FAILED  ${name}`);
        for (const problem of problems) context.say(`        ${problem}`);
        found.push(...problems);
      }
      return found;
    },
  );
  if (wrong.length > 0) {
    throw new SetupError(
      `verify: ${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} not as the platform says`,
      undefined,
      exitCodes.differs,
    );
  }
}

/** A check that may not look is one that has found something; the next ones go on. */
function refused(error: unknown): readonly string[] {
  if (!isMissingRight(error)) throw error;
  const { message, wayOut } = explained('', error);
  return [`${message}: ${wayOut ?? ''}`];
}
