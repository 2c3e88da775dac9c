import type { Platform } from '../platform/types';

/** An error refuses the output; a warning is printed and goes on; a note says what is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What one rule found at one place. */
export interface Problem {
  /** Path in the config that a person would change. */
  readonly path: string;
  /** Lower case, no full stop: the values, the limit, the sum in full, the way out. */
  readonly message: string;
  /** What was found there, with its unit, where it is one value: `285`, `30s`. */
  readonly value?: string;
  /** What it is held against, with its unit: `197`, `1800s`. */
  readonly limit?: string;
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
  /** Config paths whose values it weighs; `*` stands for any name: `services.*.replicas.max`. */
  readonly reads?: readonly string[];
  /** What a person can do about it, in general: one sentence. */
  readonly wayOut?: string;
  readonly check: (platform: Platform) => readonly Problem[];
}

export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
}
