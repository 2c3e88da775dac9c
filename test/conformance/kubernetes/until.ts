import { setTimeout as sleep } from 'node:timers/promises';

/** Deadlines are written for an idle machine; a shared one may be this many times slower. */
const PATIENCE = 4;

/**
 * Asks again and again until the answer is yes.
 *
 * @param timeoutMs how long it may take on an idle machine
 * @throws Error with what was waited for, and the last answer where it is a text
 */
export async function until(
  what: string,
  timeoutMs: number,
  ask: () => Promise<boolean | string> | boolean | string,
): Promise<void> {
  const deadline = Date.now() + timeoutMs * PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer === true) return;
    if (Date.now() > deadline) {
      throw new Error(
        `waited ${(timeoutMs * PATIENCE) / 1000} s until ${what}${typeof answer === 'string' ? `: ${answer}` : ''}`,
      );
    }
    await sleep(100);
  }
}
