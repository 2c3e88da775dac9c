/** Which other environment this one is a likeness of. */
export interface Parity {
  /** Name of the other environment. */
  readonly with: string;
  /** Differences on purpose, by path (`*` for any name) with its reason. */
  readonly intended: Readonly<Record<string, string>>;
}
