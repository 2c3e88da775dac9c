import { limited } from '../../lib/setup/limited';

const never = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
const named = (name: string) => expect.objectContaining({ name });

test('work that ends in time is what it is', async () => {
  expect(await limited(1000, undefined, async () => 7)).toBe(7);
});

test('work that does not end is given up', async () => {
  await expect(limited(5, undefined, never)).rejects.toEqual(named('TimeoutError'));
});

test.each(['before', 'while it works'])('a signal gives it up, %s', async (when) => {
  const stop = new AbortController();
  if (when === 'before') stop.abort();
  else setTimeout(() => stop.abort(), 5);
  await expect(limited(10_000, stop.signal, never)).rejects.toEqual(named('AbortError'));
});
