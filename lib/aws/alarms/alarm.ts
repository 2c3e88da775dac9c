/** One line of CloudWatch: what is measured, and of what. */
export interface Metric {
  /** `AWS/Lambda` */
  readonly namespace: string;
  readonly name: string;
  /** Of which resource, by its name. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `Maximum`, or a percentile such as `p95`. */
  readonly statistic: string;
}

/** Several lines put together by CloudWatch's metric math, each under the name that the expression uses. */
export interface Formula {
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/**
 * One alarm, and one graph of the dashboard. A renderer adds names, topic and place; nothing of an alarm is anywhere
 * else. Metrics and dimensions are those of AWS's own pages, which `source` names beside where the limit comes from.
 */
export interface Alarm {
  /** Part of the alarm's name; kebab-case, unique in the environment. */
  readonly id: string;
  /** Row of the dashboard: `api`, `queue`, `postgres`. */
  readonly subject: string;
  /** `critical`: users notice, now. `warning`: they will, if nobody acts. */
  readonly severity: 'critical' | 'warning';
  readonly measure: Metric | Formula;
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  readonly periodSeconds: 60 | 300;
  /** Of the last `outOf` periods so many are past the threshold. */
  readonly periods: { readonly breaching: number; readonly outOf: number };
  /**
   * What silence means. `notBreaching`: nothing happened, so nothing went wrong. `missing`: it always reports, and its
   * silence is shown as insufficient data.
   */
  readonly silence: 'notBreaching' | 'missing';
  /** Where the metric and the limit come from. */
  readonly source: string;
  /** What it means, and what to do first: it is in the message that wakes somebody. */
  readonly advice: string;
}

export const isFormula = (measure: Metric | Formula): measure is Formula => 'expression' in measure;

/** The lines of an alarm. */
export const metricsOf = ({ measure }: Pick<Alarm, 'measure'>): readonly Metric[] =>
  isFormula(measure) ? Object.values(measure.metrics) : [measure];

/** So many periods in a row. */
export const inARow = (periods: number): Alarm['periods'] => ({ breaching: periods, outOf: periods });

/** CloudWatch takes ten metrics in the formula of one alarm ("Using metric math"). */
const MOST_METRICS = 10;

/** What is watched together, in parts that each fit into one formula. */
export const inFormulas = (names: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(names.length / MOST_METRICS) }, (_, index) =>
    names.slice(index * MOST_METRICS, (index + 1) * MOST_METRICS),
  );
