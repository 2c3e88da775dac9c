import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes.
 *
 * @throws Error with what was waited for, and the last answer where it is a text
 */
export async function until(
  what: string,
  timeoutMs: number,
  ask: () => Promise<boolean | string> | boolean | string,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer === true) return;
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs / 1000} s until ${what}${typeof answer === 'string' ? `: ${answer}` : ''}`);
    }
    await sleep(100);
  }
}
