import { z } from 'zod';

/** Bounds in the unit of the output, both allowed values. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** What a suffix is worth in the smallest unit that is counted. */
type Factors = Readonly<Record<string, number>>;

/** In MiB. `mb` is binary, as Redis reads it and the guide means it (L261). */
const memoryFactors: Factors = { Ti: 1_048_576, Gi: 1024, Mi: 1, gb: 1024, GB: 1024, mb: 1, MB: 1 };
/** In millicores; no suffix is whole cores. */
const cpuFactors: Factors = { '': 1000, m: 1 };
/** In milliseconds. */
const durationFactors: Factors = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** One kind of text with a unit: how it is read, checked and named. */
interface Quantity {
  readonly factors: Factors;
  /** Smallest units in one unit of the output. */
  readonly per: number;
  /** Shown by editors. */
  readonly examples: string[];
  /** Said of any text of another form. */
  readonly form: string;
  /** The unit of the output, in words. */
  readonly unit: string;
  readonly format: (amount: number) => string;
  readonly range: Range;
}

/** In MiB: more than any machine, any disk and any cluster of caches of a cloud has. A larger one is a slip of the unit. */
const mostMemory = 1024 * 1_048_576;
/** In millicores: more than any machine has. */
const mostCpu = 4096 * 1000;

/** Size of memory or a disk in MiB, more than 0 and at most 1024Ti: `512Mi`, `1.5Gi`, `1Ti`, `512mb`. */
export function memory(range: Range = {}) {
  const quantity: Quantity = {
    factors: memoryFactors,
    per: 1,
    examples: ['512Mi', '1.5Gi'],
    form: 'must be a size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb',
    unit: 'MiB',
    format: formatMemory,
    range: { min: 1, max: mostMemory, ...range },
  };
  return textOf(quantity)
    .transform(amountOf(quantity))
    .describe('Size with its unit, such as 512Mi, 1.5Gi, 1Ti or 512mb (1mb = 1Mi)');
}

/** CPU in millicores, more than 0 and at most 4096 cores: `500m`, `'2'`, `0.5`, `2`. */
export function cpu(range: Range = {}) {
  const quantity: Quantity = {
    factors: cpuFactors,
    per: 1,
    examples: ['500m', '2'],
    form: 'must be CPU such as 500m, 0.5 or 2',
    unit: 'millicores',
    format: formatCpu,
    range: { min: 1, max: mostCpu, ...range },
  };
  const error = quantity.form;
  return z
    .union([textOf(quantity), z.number({ error }).positive({ error })], { error })
    .transform(String)
    .pipe(textOf(quantity).transform(amountOf(quantity)))
    .describe('Millicores such as 500m, or cores such as 0.5 or 2');
}

/** Duration in whole seconds, 0 or more: `30s`, `5m`, `1h`, `1d`, `2000ms`. */
export function seconds(range: Range = {}) {
  const quantity: Quantity = {
    factors: durationFactors,
    per: 1000,
    examples: ['30s', '5m', '1h'],
    form: 'must be a duration with its unit, such as 30s, 5m, 1h or 1d',
    unit: 'seconds',
    format: formatSeconds,
    range,
  };
  return textOf(quantity)
    .transform(amountOf(quantity))
    .describe('Duration with its unit, such as 30s, 5m, 1h or 1d; whole seconds');
}

/** Duration in whole milliseconds, 0 or more: `250ms`, `30s`, `5m`. */
export function milliseconds(range: Range = {}) {
  const quantity: Quantity = {
    factors: durationFactors,
    per: 1,
    examples: ['250ms', '30s'],
    form: 'must be a duration with its unit, such as 250ms, 30s or 5m',
    unit: 'milliseconds',
    format: (amount) => formatLargest(amount, durationFactors),
    range,
  };
  return textOf(quantity)
    .transform(amountOf(quantity))
    .describe('Duration with its unit, such as 250ms, 30s or 5m; whole milliseconds');
}

/** In the largest unit that is whole: 512 is `512Mi`, 2048 is `2Gi`. */
export function formatMemory(mib: number): string {
  return formatLargest(mib, { Ti: 1_048_576, Gi: 1024, Mi: 1 });
}

/**
 * As the API server stores it: 500 is `500m`, 1000 is `1`. Of `1000m` a second manager of the same object would find that
 * it is not what it applied, and the two would be in conflict.
 */
export function formatCpu(millicores: number): string {
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** In the largest unit that is whole: 90 is `90s`, 300 is `5m`. */
export function formatSeconds(amount: number): string {
  return formatLargest(amount, { d: 86_400, h: 3600, m: 60, s: 1 });
}

/** `factors` from large to small; the last one stands where none is whole, and for 0. */
function formatLargest(amount: number, factors: Factors): string {
  const units = Object.entries(factors);
  const [suffix, factor] =
    units.find(([, size]) => amount >= size && amount % size === 0) ?? units.at(-1) ?? (['', 1] as const);
  return `${amount / factor}${suffix}`;
}

/** Nine digits before and after the point: enough for any real size, and the product stays exact. */
function textOf({ factors, examples, form: error }: Quantity) {
  const suffixes = Object.keys(factors).join('|');
  return z
    .string({ error })
    .regex(new RegExp(`^\\d{1,9}(\\.\\d{1,9})?(${suffixes})$`), { error })
    .meta({ examples });
}

/** From text that has the form to the amount; integers only, so that 1.005s is 1005 ms and not 1004.9999999999999. */
function amountOf({ factors, per, unit, format, range: { min = 0, max = Number.POSITIVE_INFINITY } }: Quantity) {
  return (text: string, context: z.RefinementCtx): number => {
    const [, whole = '', fraction = '', suffix = ''] = /^(\d+)(?:\.(\d+))?(\D*)$/.exec(text) ?? [];
    const dividend = BigInt(whole + fraction) * BigInt(factors[suffix] ?? 0);
    const divisor = 10n ** BigInt(fraction.length) * BigInt(per);
    const amount = Number(dividend / divisor);
    const message =
      dividend % divisor !== 0n
        ? `must be whole ${unit}`
        : amount < min
          ? `must be at least ${format(min)}`
          : amount > max
            ? `must be at most ${format(max)}`
            : undefined;
    if (message !== undefined) {
      context.addIssue({ code: 'custom', message: `${message}, got ${text}` });
      return z.NEVER;
    }
    return amount;
  };
}
