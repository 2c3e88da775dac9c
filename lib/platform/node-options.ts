/** Share of the memory limit that the heap may take; the rest is for buffers, code and stacks (E45). */
const HEAP_SHARE = 0.75;

/** What Node is told in a container or function with this much memory (E45, E158). */
export const nodeOptions = (memoryMiB: number): string =>
  `--max-old-space-size=${Math.floor(memoryMiB * HEAP_SHARE)} --heapsnapshot-signal=SIGUSR2 --diagnostic-dir=/tmp`;
