/** Time, as the steps see it: the process's, or a test's. */
export interface Clock {
  /** Milliseconds since anything. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
