import type { AlertName } from '../../platform/alert-names';
import type { Platform, Service } from '../../platform/types';
import type { Duration, Instant } from '../promql';

/** Who is woken: critical at any hour, warning in working hours, none only shows. */
export type AlertSeverity = 'critical' | 'warning' | 'none';

/** Labels by which an alert names a service. */
export type ServiceLabel = 'job' | 'deployment' | 'horizontalpodautoscaler' | 'pod';

/** One alert. A new one is a row in a file of this folder. */
export interface Alert {
  /** PascalCase: what is wrong. Its runbook is docs/runbooks/<name>.md, and a section of each environment's runbooks.md. */
  readonly name: AlertName;
  readonly severity: AlertSeverity;
  /** How long the expression has to hold. */
  readonly for: Duration;
  /** One line, without values: the title of a page. */
  readonly summary: string;
  /**
   * Who, how much and of how much, in the templates of Prometheus: `{{ $labels.job }}`, `{{ $value | humanize }}`.
   * A function where it says a limit that a config sets.
   */
  readonly description: string | ((platform: Platform) => string);
  /** Line of the guide, or the erratum that asks for it. */
  readonly source: string;
  /** Whether the environment has what it looks at. */
  readonly applies: (platform: Platform) => boolean;
  /** Thresholds come from the platform, never typed a second time. */
  readonly expression: (platform: Platform) => Instant;
  /** Series under which it fires, and series under which it must not: both are run by promtool. */
  readonly fires: (platform: Platform) => AlertTest;
  /** Undefined where there is no such series: the watchdog. */
  readonly quiet: (platform: Platform) => AlertTest | undefined;
  /**
   * Warnings that are no news while this one fires, each with the labels by which both are about the same thing; without
   * any, the environment. Never what may be its cause: that is what a person looks for.
   *
   * @default none
   */
  readonly explains?: Readonly<Partial<Record<AlertName, readonly string[]>>>;
  /**
   * Whose it is: the label that names a service, or the service that every alert of this name is about.
   *
   * @default what all share: stores, nodes, the watch itself
   */
  readonly about?: ServiceLabel | ((platform: Platform) => Service | undefined);
  readonly runbook: Runbook;
}

/** Values of series as promtool's tests write them, without the labels that say whose they are, and when to look. */
export interface AlertTest {
  /** `http_requests_total{job="memorai-api",status="500"}` → `0+6x20`. */
  readonly series: Readonly<Record<string, string>>;
  /** @default 1m */
  readonly interval?: Duration;
  readonly at: Duration;
  /** Labels of the alert that fires, without `alertname`, `severity`, `environment` and `team`; not looked at where it must be quiet. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Its description with the values filled in; not looked at where it must be quiet. @default the empty text */
  readonly says?: string;
}

/** What a person does at two in the morning. */
export interface Runbook {
  /** What it means for users, and what happens next if nobody acts. */
  readonly means: string;
  /** What to look at: a line of words and a command with the environment's own names. */
  readonly look: (platform: Platform) => readonly Look[];
  readonly act: readonly Step[];
}

/** One thing to look at: `its pods`, and the command that shows it. */
export interface Look {
  readonly what: string;
  readonly command: string;
}

/** One thing to do; with `where`, only in environments that have what it is about. */
export type Step = string | { readonly where: (platform: Platform) => boolean; readonly step: string };
