import type { AlertName } from '../alert-names';

/** What is promised of the services, which alerts are left out, and who hears of the others. */
export interface Alerting {
  readonly objectives: Objectives;
  /** By name, each with a reason in `optOuts`. */
  readonly disabled: readonly AlertName[];
  /** Whose what all share is; absent where nobody has said. */
  readonly team?: string;
  /** Where people read the folder of the output; absent where nobody has said. */
  readonly publishedAt?: string;
  /** Sorted by name. */
  readonly receivers: readonly Receiver[];
}

export interface Objectives {
  /** Share of the answers of 30 days that may be server errors: 0.001 for 99.9 %. */
  readonly errorBudget: number;
  /** One of the buckets of every service. */
  readonly latencySeconds: number;
  /** Share of the answers that come within it: 0.95. */
  readonly latencyShare: number;
}

/** What a receiver hears of; `watchdog` is the alert that always fires. */
export type Audience = 'critical' | 'warning' | 'watchdog';

/** Who is told, and by which way. */
export type Receiver = {
  readonly name: string;
  readonly severities: readonly Audience[];
  /** Whose alerts; absent: those of no team, and of teams that no receiver names. */
  readonly teams?: 'all' | readonly string[];
  /** Relative to alertmanager.yml, or absolute. */
  readonly secretFile: string;
} & (
  | { readonly kind: 'slack'; readonly channel: string }
  | { readonly kind: 'pagerduty' }
  | { readonly kind: 'webhook' }
  | {
      readonly kind: 'email';
      readonly to: readonly string[];
      readonly from: string;
      readonly server: { readonly host: string; readonly port: number; readonly username: string };
    }
);
