import type { Platform } from '../platform/types';

/** An error refuses the output; a warning is printed and goes on. */
export type Severity = 'error' | 'warning';

/** What one rule found at one place. */
export interface Problem {
  /** Path in the config that a person would change. */
  readonly path: string;
  /** Lower case, no full stop: the values, the limit, the sum in full, the way out. */
  readonly message: string;
}

/** A check across fields or targets. One file each; pure. */
export interface Rule {
  /** Stable name, kebab-case. */
  readonly id: string;
  readonly severity: Severity;
  /** What goes wrong in production without it. */
  readonly protects: string;
  /** Where it comes from: errata and lines of the guide. */
  readonly source: string;
  readonly check: (platform: Platform) => readonly Problem[];
}

export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
}
