/** What the process ends with. A contract, frozen by a test. */
export const exitCodes = {
  ok: 0,
  /** Our own fault, or the disk's. */
  internal: 1,
  /** Wrong words on the command line, or a config that cannot be resolved. */
  usage: 2,
  /** The config resolves, and breaks a rule. */
  violated: 3,
  /** Differences were found, and `--exit-code` asked for it. */
  different: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
