/** What the process ends with: the same numbers as `memorai`. */
export const exitCodes = {
  ok: 0,
  /** A server said no, or could not be reached. */
  failed: 1,
  /** Wrong words, or a setting that is missing. */
  usage: 2,
  /** `verify`, `collection`: what is there is not what the platform says. */
  differs: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
