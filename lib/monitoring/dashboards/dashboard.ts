import type { AlertName } from '../../platform/alert-names';
import type { Platform } from '../../platform/types';
import type { Instant } from '../promql';

/** What a value counts, as Grafana calls it. `percentunit` is a share of 1, `percent` one of 100; `Bps` bytes a second. */
export type Unit = 'bool_yes_no' | 'Bps' | 'bytes' | 'ops' | 'percent' | 'percentunit' | 'reqps' | 's' | 'short';

export interface Query {
  readonly expression: Instant;
  /** What the series are called: words, and labels as `{{job}}`. */
  readonly legend: string;
  /** Whether only the newest value is asked for: of windows that are too long to add up for each point of a graph. @default false */
  readonly once?: boolean;
}

/** A line in the graph, and where a value changes its colour. */
export interface Limit {
  readonly value: number;
  /** Of the alert that fires past it; the limit is drawn only where the environment has that alert. @default a limit of the model */
  readonly alert?: AlertName;
}

/** One panel: a question that a person has, and the queries that answer it. */
export interface Panel {
  /** `graph`: over time; `stat`: one number now; `bars`: a bar a series, now. */
  readonly kind: 'graph' | 'stat' | 'bars';
  readonly title: string;
  /** What it shows, where its limits come from, and what is normal. */
  readonly description: string;
  readonly unit: Unit;
  /** Columns of 24. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** @default none */
  readonly limits?: readonly Limit[];
  /** On which side of its limits a value is good. @default below */
  readonly good?: 'below' | 'above';
  /** Alerts whose runbooks it links to, beside those of its limits. @default none */
  readonly alerts?: readonly AlertName[];
  /** Whether the series add up to something. @default false */
  readonly stacked?: boolean;
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A dashboard before Grafana's own words for it: what an environment shows. */
export interface Dashboard {
  /** Short: end of its uid and of its file's name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
}

/** How a dashboard is made: a row in the table of `index.ts`. */
export interface DashboardSource {
  readonly name: string;
  /** Whether the environment has what it shows. */
  readonly applies: (platform: Platform) => boolean;
  readonly render: (platform: Platform) => Omit<Dashboard, 'name'>;
}
