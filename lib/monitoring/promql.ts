import type { catalogue, MetricName } from './catalogue/index';

/** An expression whose value is one number a series. Built only by the functions here, from metrics of the catalogue. */
export interface Instant {
  readonly kind: 'instant';
  readonly text: string;
}

/** The last stretch of every series. */
export interface Range {
  readonly kind: 'range';
  readonly text: string;
}

/** A label of a metric, or one that comes with every scrape. */
export type LabelOf<M extends MetricName> =
  | (typeof catalogue)[M]['labels'][number]
  | 'job'
  | 'instance'
  | 'service'
  | 'pod';

/** A label's value, or a condition on it. */
export type Match = string | { readonly not: string } | { readonly matches: string } | { readonly notMatches: string };
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

const instant = (text: string): Instant => ({ kind: 'instant', text });
const range = (text: string): Range => ({ kind: 'range', text });

function selector(name: string, matchers: Partial<Record<string, Match>>): string {
  const parts = Object.entries(matchers).flatMap(([label, match]) =>
    match === undefined ? [] : [`${label}${condition(match)}`],
  );
  return parts.length === 0 ? name : `${name}{${parts.join(',')}}`;
}

function condition(match: Match): string {
  if (typeof match === 'string') return `=${JSON.stringify(match)}`;
  if ('not' in match) return `!=${JSON.stringify(match.not)}`;
  if ('matches' in match) return `=~${JSON.stringify(match.matches)}`;
  return `!~${JSON.stringify(match.notMatches)}`;
}

/** The newest value of every series of a metric. */
export const last = <M extends Exclude<MetricName, HistogramName>>(metric: M, matchers: Matchers<M> = {}): Instant =>
  instant(selector(metric, matchers));

/** The values of a metric within a stretch of time. */
export const over = <M extends Exclude<MetricName, HistogramName>>(
  metric: M,
  window: Window,
  matchers: Matchers<M> = {},
): Range => range(`${selector(metric, matchers)}[${window}]`);

/** The buckets, the sum or the count of a histogram within a stretch of time. */
export const histogram = <M extends HistogramName>(
  metric: M,
  part: 'bucket' | 'sum' | 'count',
  window: Window,
  matchers: Matchers<M> & { readonly le?: string } = {},
): Range => range(`${selector(`${metric}_${part}`, matchers)}[${window}]`);

const ofRange = (name: string) => (series: Range) => instant(`${name}(${series.text})`);
export const rate = ofRange('rate');
export const increase = ofRange('increase');
export const sumOverTime = ofRange('sum_over_time');

const aggregate =
  (name: string) =>
  (series: Instant, by?: readonly string[]): Instant =>
    instant(`${name}${by === undefined ? '' : ` by (${by.join(', ')})`} (${series.text})`);
export const sum = aggregate('sum');
export const max = aggregate('max');
export const min = aggregate('min');
export const average = aggregate('avg');
export const count = aggregate('count');

/** The largest few of the series. */
export const largest = (few: number, series: Instant): Instant => instant(`topk(${few}, ${series.text})`);
export const quantile = (share: number, buckets: Instant): Instant =>
  instant(`histogram_quantile(${share}, ${buckets.text})`);
export const predictLinear = (series: Range, seconds: number): Instant =>
  instant(`predict_linear(${series.text}, ${seconds})`);
export const absent = (series: Instant): Instant => instant(`absent(${series.text})`);
export const now: Instant = instant('time()');
/** The same value for ever, without labels. */
export const always = (value: number): Instant => instant(`vector(${value})`);
/** All series of all of them, where no two have the same labels. */
export const anyOf = (series: readonly Instant[]): Instant =>
  instant(series.map(({ text }) => `(${text})`).join(' or '));

type Operand = Instant | number;
const operand = (value: Operand): string => (typeof value === 'number' ? String(value) : value.text);

/** Two operands and what is between them, in parentheses where it is nested. */
const operation =
  (operator: string) =>
  (left: Operand, right: Operand, matching = ''): Instant =>
    instant(`${group(left)} ${operator}${matching === '' ? '' : ` ${matching}`} ${group(right)}`);

/** Anything but a plain selector, call or number is put in parentheses: precedence is never left to the reader. */
function group(value: Operand): string {
  const text = operand(value);
  return / (\+|-|\*|\/|>|<|>=|<=|==|!=|and|or|unless) /.test(outside(text)) ? `(${text})` : text;
}

/** The text without what stands in parentheses or braces. */
function outside(text: string): string {
  let depth = 0;
  return [...text]
    .filter((character) => {
      if ('({['.includes(character)) depth += 1;
      const kept = depth === 0;
      if (')}]'.includes(character)) depth -= 1;
      return kept;
    })
    .join('');
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
