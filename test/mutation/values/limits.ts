import { differentTexts, textsOf } from './samples';
import type { Schema } from './schema';

/** Values of one place around its limits. */
export interface Limits {
  /** Far from what is allowed, or, where nothing is said of that, as large and as small as can be written. */
  readonly far: readonly unknown[];
  /** Refused by one step. */
  readonly beyond: readonly unknown[];
  /** The last that are allowed. */
  readonly at: readonly unknown[];
}

const huge = 1e12;
const longText = 'x'.repeat(10_000);

/** Whether one of JSON's values is allowed, as far as its schema says. */
function allows(schema: Schema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'integer':
    case 'number':
      return (
        typeof value === 'number' &&
        (schema.type === 'number' || Number.isInteger(value)) &&
        value >= (schema.minimum ?? Number.NEGATIVE_INFINITY) &&
        value > (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (schema.maximum ?? Number.POSITIVE_INFINITY)
      );
    case 'array':
      return Array.isArray(value) && value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? 1e9);
    case 'string':
      return (
        typeof value === 'string' &&
        value.length >= (schema.minLength ?? 0) &&
        value.length <= (schema.maxLength ?? 1e9) &&
        (schema.pattern === undefined || new RegExp(schema.pattern).test(value))
      );
    default:
      return schema.not === undefined; // any value, or none
  }
}

/** The limits that the schema itself has; those of units are asked of the messages: `limitIn`. */
export function limitsOf(alternatives: readonly Schema[]): Limits {
  const all = alternatives.map(ofOne);
  const isOutside = (value: unknown) => !alternatives.some((one) => allows(one, value));
  const open = all.flatMap(({ open }) => open);
  return {
    far: distinct([...all.flatMap(({ far }) => far).filter(isOutside), ...open]),
    beyond: distinct(all.flatMap(({ beyond }) => beyond).filter(isOutside)),
    at: distinct(all.flatMap(({ at }) => at)),
  };
}

interface OneKind extends Limits {
  /** Allowed by the schema, and far from anything of use: a rule, or the meaning, has to find it. */
  readonly open: readonly unknown[];
}

const nothing: OneKind = { far: [], beyond: [], at: [], open: [] };

function ofOne(schema: Schema): OneKind {
  if (schema.const !== undefined) return ofChoices([schema.const]);
  if (schema.enum !== undefined) return ofChoices(schema.enum);
  switch (schema.type) {
    case 'boolean':
      return { ...nothing, far: [longText], beyond: ['yes', 1], at: [true, false] };
    case 'integer':
    case 'number':
      return ofNumber(schema);
    case 'array':
      return ofList(schema);
    case 'string':
      return unitsOf(schema) === undefined ? ofText(schema) : ofQuantity(schema);
    default:
      return nothing;
  }
}

const ofChoices = (choices: readonly unknown[]): OneKind => ({
  ...nothing,
  far: [longText],
  beyond: choices.map((choice) => (typeof choice === 'string' ? `${choice}x` : 'x')),
  at: choices,
});

function ofNumber({ type, minimum, maximum, exclusiveMinimum }: Schema): OneKind {
  const step = type === 'integer' ? 1 : 0.001;
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + step);
  const isMaximum = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return {
    far: [...(low === undefined ? [] : [-huge]), ...(isMaximum ? [huge] : [])],
    beyond: [
      ...(low === undefined ? [] : [low - step]),
      ...(isMaximum ? [maximum + step] : []),
      ...(type === 'integer' ? [(minimum ?? 0) + 0.5] : []),
    ],
    at: [...(low === undefined ? [] : [low]), ...(isMaximum ? [maximum] : [])],
    open: [...(low === undefined ? [-huge] : []), ...(isMaximum ? [] : [huge])],
  };
}

function ofList({ items = {}, minItems, maxItems }: Schema): OneKind {
  const choices = items.enum ?? items.anyOf?.[0]?.enum;
  const texts = choices ?? differentTexts(items, (maxItems ?? minItems ?? 0) + 1000);
  const listOf = (count: number) =>
    Array.from({ length: count }, (_, index) => texts[index % Math.max(1, texts.length)]);
  const isText = items.type === 'string' && texts.length > 0;
  const lengths = [minItems, maxItems].filter((one): one is number => one !== undefined && isText);
  return {
    ...nothing,
    far: isText && maxItems !== undefined ? [listOf(maxItems + 1000)] : [],
    beyond: [
      ...(minItems !== undefined && (isText || minItems === 1) ? [isText ? listOf(minItems - 1) : []] : []),
      ...(maxItems !== undefined && isText ? [listOf(maxItems + 1)] : []),
    ],
    at: lengths.map(listOf),
  };
}

/** Characters with which a legal text stops being one, the most harmless first. */
const strangers = [' ', '!', '\n', '\0', '/', 'A', '_', '€'];

function ofText(schema: Schema): OneKind {
  const { minLength, maxLength, pattern } = schema;
  const [sample] = textsOf(schema);
  if (sample === undefined) return nothing;
  const longest = longestOf(schema, sample);
  const stranger = strangers.find((one) => !allows(schema, `${sample}${one}`));
  const isShort = minLength !== undefined && minLength > 0;
  return {
    far: [longText, ...(pattern === undefined ? [] : [' \0 ', ''])],
    beyond: [
      ...(longest === undefined ? [] : [lengthened(sample, longest + 1)]),
      ...(isShort ? ['x'.repeat(minLength - 1)] : []),
      ...(stranger === undefined ? [] : [`${sample}${stranger}`]),
    ],
    at: [
      ...(longest === undefined ? [] : [lengthened(sample, longest)]),
      ...(isShort && pattern === undefined ? ['x'.repeat(minLength)] : []),
    ],
    open: pattern === undefined && maxLength === undefined ? [longText] : [],
  };
}

const lengthened = (text: string, length: number): string => text.padEnd(length, text.at(-1) ?? 'x');

/** The length of the longest text of this kind; undefined where there is none below a thousand. */
function longestOf(schema: Schema, sample: string): number | undefined {
  const most = 1000;
  const isAllowed = (length: number) => allows(schema, lengthened(sample, length));
  if (isAllowed(most)) return undefined;
  for (let length = most; length > sample.length; length--) if (isAllowed(length)) return length;
  return isAllowed(sample.length) ? sample.length : undefined;
}

const families: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'd|h|m|s|ms': { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 },
  'Ti|Gi|Mi|gb|GB|mb|MB': { Ti: 1_048_576, Gi: 1024, Mi: 1, gb: 1024, mb: 1 },
  '|m': { '': 1000, m: 1 },
};

const familyOf = ({ pattern = '' }: Schema): string | undefined =>
  Object.keys(families).find((suffixes) => pattern.endsWith(`(${suffixes})$`));

/** What each suffix of a quantity is worth; undefined of other texts. */
const unitsOf = (schema: Schema): Readonly<Record<string, number>> | undefined => families[familyOf(schema) ?? ''];

function ofQuantity(schema: Schema): OneKind {
  const [largest = '', ...others] = Object.keys(unitsOf(schema) ?? {});
  return {
    ...nothing,
    far: ['much', longText],
    beyond: [`1 ${largest}`, `-1${others.at(-1)}`, '1x'],
    open: [`999999999${largest}`],
  };
}

/** The least that can be written of a quantity; undefined of other texts. */
export function leastOf(schema: Schema): string | undefined {
  const suffix = Object.keys(unitsOf(schema) ?? {}).at(-1);
  return suffix === undefined ? undefined : `0${suffix}`;
}

/**
 * The last amount that a message of the schema allows, and the one a step beyond it: of `must be at most 10m, got 2h` the
 * ten minutes, and a second more.
 */
export function limitIn(
  message: string,
  value: unknown,
  schema: Schema,
): { readonly at: string; readonly beyond: string } | undefined {
  const [, relation, at = ''] = /^must be at (least|most) ([\d.]+[A-Za-z]*), got /.exec(message) ?? [];
  const [, amount, suffix = ''] = /^([\d.]+)(\D*)$/.exec(at) ?? [];
  const units = unitsOf(schema);
  const factor = units?.[suffix];
  if (amount === undefined || factor === undefined || units === undefined || !message.endsWith(`, got ${value}`)) {
    return undefined;
  }
  const isSeconds = schema.description?.includes('whole seconds') === true;
  const [step, smallest] = isSeconds ? [1000, 's'] : [1, Object.keys(units).at(-1) ?? ''];
  // Of MiB the smallest suffix of the family is another name of the same.
  const other = Number(amount) * factor + (relation === 'most' ? step : -step);
  return { at, beyond: `${other / step}${smallest}` };
}

const distinct = (values: readonly unknown[]): readonly unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
