/**
 * Work that is given up after some time, or when `signal` says so. One controller of its own: Node 20 may forget a time-out
 * that only AbortSignal.any knows of.
 */
export async function limited<Result>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const end = () => stop.abort(signal?.reason);
  const timer = setTimeout(() => stop.abort(new DOMException('no answer', 'TimeoutError')), milliseconds);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted === true) end();
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
