import type { Platform } from '../platform/types';

/** An error refuses the output; a warning is printed and goes on; a note says what is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What a rule looks at: the resolved platform, before anything is rendered, or the files that came out. */
export type Phase = 'platform' | 'output';

/** What one rule found at one place. */
export interface Problem {
  /** Path in the config that a person would change. */
  readonly path: string;
  /** Lower case, no full stop: the values, the limit, the sum in full, the way out. */
  readonly message: string;
  /** What was found, with its unit, where it is one value against one limit: `285`, `30s`. Never without `limit`. */
  readonly value?: string;
  /** What it is held against, with its unit: `197`, `1800s`. */
  readonly limit?: string;
}

/** What a rule says of itself, in either phase. */
export interface RuleDescription {
  /** Stable name, kebab-case. Its page is docs/rules/<id>.md. */
  readonly id: string;
  readonly severity: Severity;
  /** What goes wrong in production without it. */
  readonly protects: string;
  /** Where it comes from: errata and lines of the guide. */
  readonly source: string;
  /**
   * Config paths whose values it weighs, and where it finds fault; `*` stands for any name:
   * `services.*.replicas.max`. A path stands for all below it.
   */
  readonly reads: readonly string[];
  /** What a person can do about it, in general: one sentence. */
  readonly wayOut: string;
  /** Why a config cannot accept what it finds. Absent: it can, with a reason. */
  readonly neverAccepted?: string;
  /** A rule of the first phase that finds the same fault at the same place: where it is accepted there, it is here. */
  readonly restates?: string;
}

/** What a rule may know beside the platform. */
export interface RuleContext {
  /** The day it is, `2026-11-28`, as the caller says. Absent: a rule about dates finds nothing. */
  readonly today?: string;
}

/** A check across fields or targets, of the platform alone. One file each; pure. */
export interface Rule extends RuleDescription {
  readonly check: (platform: Platform, context: RuleContext) => readonly Problem[];
}

/** Why a finding is accepted, and what it would be without that. */
export interface Excepted {
  readonly severity: Severity;
  readonly reason: string;
  /** The last day of it. Absent: no end. */
  readonly until?: string;
}

export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  /** Present where the config accepts it: then it is a note, and its message says so too. */
  readonly exception?: Excepted;
  /** What to do about it, that of its rule, where the message itself does not say it: it is about a file that came out. */
  readonly wayOut?: string;
}
