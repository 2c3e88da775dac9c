import type { catalogue, MetricName } from './catalogue/index';

/** What a selector asks of the labels of a metric. */
export type Selected = Readonly<Partial<Record<string, Match>>>;

/** Says of each selector whose series it wants, beside what it asks for by itself: `scope.ts` has those of a platform. */
export type Scope = (metric: MetricName, own: Selected) => Selected;

/**
 * An expression whose value is one number a series. Built only by the functions here, from metrics of the catalogue. It
 * has no text before it is said whose series it is about, so that no selector can forget it.
 */
export interface Instant {
  readonly kind: 'instant';
  /** Whether an operator stands outside of all parentheses. */
  readonly isInfix: boolean;
  readonly within: (scope: Scope) => string;
}

/** The last stretch of every series. */
export interface Range {
  readonly kind: 'range';
  readonly within: (scope: Scope) => string;
}

/** A label of a metric, or one that comes with every scrape. */
export type LabelOf<M extends MetricName> =
  | (typeof catalogue)[M]['labels'][number]
  | 'job'
  | 'instance'
  | 'service'
  | 'pod';

/** A label's value, or a condition on it. */
export type Match =
  | string
  | { readonly oneOf: readonly string[] }
  | { readonly not: string }
  | { readonly matches: string }
  | { readonly notMatches: string };
type Matchers<M extends MetricName> = Partial<Record<LabelOf<M>, Match>>;
type HistogramName = {
  [M in MetricName]: (typeof catalogue)[M]['type'] extends 'histogram' ? M : never;
}[MetricName];

/** `5m`, `1h`, `3d` */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

/**
 * The window of a panel: Grafana puts in at least four scrapes, and more where a point of the graph stands for more. Only
 * Grafana knows it: a rule that has it is no PromQL.
 */
export const panelWindow = '$__rate_interval';
type Window = Duration | typeof panelWindow;

const instant = (within: Instant['within']): Instant => ({ kind: 'instant', isInfix: false, within });
const infix = (within: Instant['within']): Instant => ({ kind: 'instant', isInfix: true, within });
const range = (within: Range['within']): Range => ({ kind: 'range', within });

/** `name` differs from the metric only where it is a part of a histogram. */
function selector(scope: Scope, metric: MetricName, matchers: Selected, name: string = metric): string {
  const parts = Object.entries(scope(metric, matchers)).flatMap(([label, match]) =>
    match === undefined ? [] : [`${label}${condition(match)}`],
  );
  return parts.length === 0 ? name : `${name}{${parts.join(',')}}`;
}

function condition(match: Match): string {
  if (typeof match === 'string') return `=${JSON.stringify(match)}`;
  if ('oneOf' in match) return `=~${JSON.stringify(match.oneOf.join('|'))}`;
  if ('not' in match) return `!=${JSON.stringify(match.not)}`;
  if ('matches' in match) return `=~${JSON.stringify(match.matches)}`;
  return `!~${JSON.stringify(match.notMatches)}`;
}

/** The newest value of every series of a metric. */
export const last = <M extends Exclude<MetricName, HistogramName>>(metric: M, matchers: Matchers<M> = {}): Instant =>
  instant((scope) => selector(scope, metric, matchers));

/** The values of a metric within a stretch of time. */
export const over = <M extends Exclude<MetricName, HistogramName>>(
  metric: M,
  window: Window,
  matchers: Matchers<M> = {},
): Range => range((scope) => `${selector(scope, metric, matchers)}[${window}]`);

/** The buckets, the sum or the count of a histogram within a stretch of time. */
export const histogram = <M extends HistogramName>(
  metric: M,
  part: 'bucket' | 'sum' | 'count',
  window: Window,
  matchers: Matchers<M> & { readonly le?: string } = {},
): Range => range((scope) => `${selector(scope, metric, matchers, `${metric}_${part}`)}[${window}]`);

const ofRange = (name: string) => (series: Range) => instant((scope) => `${name}(${series.within(scope)})`);
export const rate = ofRange('rate');
export const increase = ofRange('increase');
export const sumOverTime = ofRange('sum_over_time');

const aggregate =
  (name: string) =>
  (series: Instant, by?: readonly string[]): Instant =>
    instant((scope) => `${name}${by === undefined ? '' : ` by (${by.join(', ')})`} (${series.within(scope)})`);
export const sum = aggregate('sum');
export const max = aggregate('max');
export const min = aggregate('min');
export const average = aggregate('avg');
export const count = aggregate('count');

/** The largest few of the series. */
export const largest = (few: number, series: Instant): Instant =>
  instant((scope) => `topk(${few}, ${series.within(scope)})`);
export const quantile = (share: number, buckets: Instant): Instant =>
  instant((scope) => `histogram_quantile(${share}, ${buckets.within(scope)})`);
export const predictLinear = (series: Range, seconds: number): Instant =>
  instant((scope) => `predict_linear(${series.within(scope)}, ${seconds})`);
export const absent = (series: Instant): Instant => instant((scope) => `absent(${series.within(scope)})`);
export const now: Instant = instant(() => 'time()');
/** The same value for ever, without labels. */
export const always = (value: number): Instant => instant(() => `vector(${value})`);
/** All series of the first, and those of each next that are about nothing that came before. */
export const anyOf = (series: readonly Instant[]): Instant =>
  (series.length > 1 ? infix : instant)((scope) => series.map((one) => `(${one.within(scope)})`).join(' or '));

type Operand = Instant | number;

/** Two operands and what is between them, in parentheses where it is nested. */
const operation =
  (operator: string) =>
  (left: Operand, right: Operand, matching = ''): Instant =>
    infix(
      (scope) => `${group(left, scope)} ${operator}${matching === '' ? '' : ` ${matching}`} ${group(right, scope)}`,
    );

/** Anything but a plain selector, call or number is put in parentheses: precedence is never left to the reader. */
function group(value: Operand, scope: Scope): string {
  if (typeof value === 'number') return String(value);
  return value.isInfix ? `(${value.within(scope)})` : value.within(scope);
}

export const plus = operation('+');
export const minus = operation('-');
export const times = operation('*');
export const divide = operation('/');
export const above = operation('>');
export const below = operation('<');
export const atLeast = operation('>=');
export const equals = operation('==');
export const both = operation('and');
export const either = operation('or');
