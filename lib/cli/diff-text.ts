import { showValue } from '../config/show-value';
import { type Change, type FieldChange, impacts, type JudgedField } from '../diff/change';
import type { ParityReport } from '../diff/parity';
import type { Style } from './console';
import { withUnit } from './explain/with-unit';

/** One environment, held against its output. */
export interface Compared {
  readonly environment: string;
  /** Nothing was written for it before. */
  readonly isNew: boolean;
  /** What happens to the services, a sentence each. */
  readonly words: readonly string[];
  readonly changes: readonly Change[];
}

/** From how many objects on the same change is said once. */
const MANY = 4;
/** Fields of one object that are shown; JSON has all. */
const SHOWN = 8;

export function comparedText({ environment, isNew, words, changes }: Compared, from: string, style: Style): string {
  if (changes.length === 0) return `${environment}: as in ${from}\n`;
  if (isNew) return `${environment}: nothing in ${from} yet, ${count(changes.length, 'object')} would be new\n`;
  const { shared, single } = shareOut(changes);
  return [
    `${environment}, against ${from}`,
    ...words.map((sentence) => `  ${sentence}`),
    ...(words.length === 0 ? [] : ['']),
    ...together(single, style),
    ...shared.map(
      ({ field, objects }) =>
        `  ${paint(field.impact, style)}  ${count(objects, 'object')}  ${fieldText(field)}${field.because === '' ? '' : `: ${field.because}`}`,
    ),
    `  ${impacts.flatMap((impact) => amount(changes, impact)).join(', ')}`,
    '',
  ].join('\n');
}

const amount = (changes: readonly Change[], impact: Change['impact']): readonly string[] => {
  const number = changes.filter((change) => change.impact === impact).length;
  return number === 0 ? [] : [`${number} ${impact}`];
};

interface Shared {
  readonly field: JudgedField;
  readonly objects: number;
}

/** A change that many objects have alike, such as a label with the version, apart from what each has of its own. */
function shareOut(changes: readonly Change[]): {
  readonly shared: readonly Shared[];
  readonly single: readonly Change[];
} {
  const key = ({ path, before, after, impact }: JudgedField) => JSON.stringify([impact, path, before, after]);
  const all = new Map<string, Shared>();
  for (const field of changes.flatMap(({ fields }) => fields))
    all.set(key(field), { field, objects: (all.get(key(field))?.objects ?? 0) + 1 });
  const shared = [...all.values()].filter(({ objects }) => objects >= MANY);
  const keys = new Set(shared.map(({ field }) => key(field)));
  return {
    shared,
    single: changes.flatMap((change) => {
      const fields = change.fields.filter((field) => !keys.has(key(field)));
      return change.fields.length > 0 && fields.length === 0 ? [] : [{ ...change, fields }];
    }),
  };
}

/** Files that are compared as a whole, and objects that are new, by the same words: many are one line. */
function together(changes: readonly Change[], style: Style): readonly string[] {
  const isPlain = ({ because, fields }: Change) => because === '' && fields.length === 0;
  const plain = changes.filter(isPlain);
  const groups = (['added', 'changed', 'removed'] as const).flatMap((action) => {
    const subjects = plain.filter((change) => change.action === action).map(({ subject }) => subject);
    return subjects.length === 0 ? [] : [`  ${paint('safe', style)}  ${action}: ${subjects.join(', ')}`];
  });
  return [...changes.filter((change) => !isPlain(change)).flatMap((change) => changeLines(change, style)), ...groups];
}

function changeLines({ subject, action, impact, because, fields }: Change, style: Style): readonly string[] {
  const why = because === '' ? '' : `: ${because}`;
  const rest = fields.length - SHOWN;
  return [
    `  ${paint(impact, style)}  ${subject} ${action}${why}`,
    ...fields.slice(0, SHOWN).map((field) => `             ${style.faint(fieldText(field))}`),
    ...(rest > 0 ? [`             ${style.faint(`and ${count(rest, 'more field')}`)}`] : []),
  ];
}

function fieldText({ path, before, after }: FieldChange): string {
  if (before === undefined) return `${path}  + ${shown(path, after)}`;
  if (after === undefined) return `${path}  - ${shown(path, before)}`;
  const skip = typeof before === 'string' && typeof after === 'string' ? alike(before, after) : 0;
  const rest = (value: unknown) => (skip === 0 ? value : `…${String(value).slice(skip)}`);
  return `${path}  ${shown(path, rest(before))} -> ${shown(path, rest(after))}`;
}

/** How much two long texts have in common at their start, but for some words before the difference. */
function alike(one: string, other: string): number {
  if (Math.max(one.length, other.length) <= CONTEXT * 2) return 0;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return Math.max(0, same - CONTEXT);
}

/** Letters before a difference in a long text that are shown. */
const CONTEXT = 16;

/** Longest part of an object that a line repeats. */
const LONGEST = 60;

function shown(path: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return showValue(value, [path]);
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

const WIDEST = Math.max(...impacts.map((impact) => impact.length));

function paint(impact: Change['impact'], style: Style): string {
  const text = impact.padEnd(WIDEST);
  if (impact === 'data risk' || impact === 'replace') return style.error(text);
  return impact === 'restart' ? style.warning(text) : text;
}

export function parityText(
  { undeclared, intended, following, stale }: ParityReport,
  sides: { readonly one: string; readonly other: string },
  style: Style,
): string {
  const values = intended.reduce((sum, one) => sum + one.values.length, 0);
  return [
    `${sides.one}, against ${sides.other}`,
    ...undeclared.map(
      ({ path, one, other }) =>
        `  ${style.warning('differs ')}  ${path}: ${orNot(path, one)} here, ${orNot(path, other)} in ${sides.other}`,
    ),
    ...intended.map((one) => `  intended  ${one.path}, ${count(one.values.length, 'value')}: ${one.reason}`),
    ...stale.map(
      ({ path }) => `  ${style.warning('stale   ')}  parity.intended.${path}: nothing there differs; remove the line`,
    ),
    `  ${undeclared.length} undeclared, ${values} intended, ${stale.length} stale, ${following} more follow from them`,
    ...(undeclared.length === 0 ? [] : [`  declare what is on purpose under parity.intended of ${sides.one}`]),
    '',
  ].join('\n');
}

/** Amounts have their unit here: they are values of the config. */
function orNot(path: string, value: unknown): string {
  if (value === undefined) return 'not set';
  return typeof value === 'number' ? withUnit(path, value) : shown(path, value);
}
const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
