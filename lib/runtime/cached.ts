/**
 * Runs an expensive thing once and keeps what came of it, for as long as the sandbox lives; calls at the same time
 * share one run. A failure is not kept: the next call tries again, so that a secret filled later is found.
 */
export function cached<T>(make: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | undefined;
  return () => {
    current ??= make().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  };
}
