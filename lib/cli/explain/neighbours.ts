import { itemsOf, samplesOf, textsOf } from './samples';
import { alternativesOf, type SchemaNode } from './schema-at';

/** The key is taken out of the config. */
export const removed = Symbol('removed');
export type Neighbour = unknown | typeof removed;

/**
 * Other values to try in place of one, the smallest step first: another member of an enumeration, the next number, the
 * next digit of a text. Not all need be legal: who tries them asks the schema.
 *
 * @param written - What the config says; undefined where it says nothing.
 * @param current - The value now, with its unit; undefined where there is none.
 */
export function neighbours(
  alternatives: readonly SchemaNode[],
  written: unknown,
  current: unknown,
): readonly Neighbour[] {
  const members = alternatives.flatMap((node) => [
    ...(node.enum ?? []),
    ...(node.const === undefined ? [] : [node.const]),
  ]);
  const takesText = alternatives.some(
    ({ type, enum: choices, const: only }) => type === 'string' && choices === undefined && only === undefined,
  );
  const isMap = typeof current === 'object' && !Array.isArray(current);
  const switches = alternatives.some(({ type }) => type === 'boolean') ? [true, false] : [];
  const isSwitch = current === undefined || /^(true|false)$/.test(String(current));
  const all = [
    ...(current === undefined ? [] : besideNumber(alternatives, current)),
    ...members,
    ...(isSwitch ? switches : []),
    ...(current === undefined ? besideNumber(alternatives, current) : []),
    ...(typeof current === 'string' && takesText ? besideText(current) : []),
    ...(Array.isArray(current) && current.length > 0 ? [current.slice(0, -1)] : []),
    ...alternatives.flatMap((node) => besideMember(node, current)),
    ...alternatives.flatMap((node) => withOneMore(node, current)),
    ...alternatives.flatMap((node) => node.examples ?? []),
    ...(current === undefined || isMap ? alternatives.flatMap(samplesOf) : []),
    ...switches,
    ...(written === undefined ? [] : [removed]),
  ];
  return all.filter((value, index) => !isSame(value, current) && all.indexOf(value) === index);
}

/** Whatever the spelling: `3001` and `"3001"` are one port. */
const isSame = (value: Neighbour, current: unknown): boolean =>
  typeof value === 'object' || typeof current === 'object'
    ? JSON.stringify(value) === JSON.stringify(current)
    : String(value) === String(current);

/** A list whose last item is another one, a map with another value under one of its keys. */
function besideMember({ items, properties }: SchemaNode, current: unknown): readonly Neighbour[] {
  if (Array.isArray(current) && items !== undefined && current.length > 0) {
    const last: unknown = current.at(-1);
    return neighbours(alternativesOf(items), undefined, last).map((item) => [...current.slice(0, -1), item]);
  }
  if (typeof current !== 'object' || current === null) return [];
  return Object.entries(current).flatMap(([key, value]) => {
    const node = properties?.[key];
    if (node === undefined) return [];
    return neighbours(alternativesOf(node), undefined, value).map((one) => ({ ...current, [key]: one }));
  });
}

/** A list with one more item, a map of names with one more of them. */
function withOneMore(
  { items, additionalProperties, propertyNames = {} }: SchemaNode,
  current: unknown,
): readonly Neighbour[] {
  if (items !== undefined && (current === undefined || Array.isArray(current))) {
    const beside = alternativesOf(items);
    const all = [...neighbours(beside, undefined, undefined), ...beside.flatMap(itemsOf)];
    return all.map((item) => [...(current ?? []), item]);
  }
  const isMap = current === undefined || (typeof current === 'object' && !Array.isArray(current));
  const [name] = textsOf(propertyNames);
  if (!isMap || typeof additionalProperties !== 'object' || name === undefined) return [];
  return neighbours(alternativesOf(additionalProperties), undefined, undefined).map((value) => ({
    ...current,
    [name]: value,
  }));
}

/** One more, one less, the double and the half, within the bounds; the bounds where there is no value yet. */
function besideNumber(alternatives: readonly SchemaNode[], current: unknown): readonly number[] {
  const isNumber = typeof current === 'number' || (typeof current === 'string' && /^-?\d+(\.\d+)?$/.test(current));
  const number = isNumber ? Number(current) : undefined;
  if (number === undefined && current !== undefined) return [];
  return alternatives
    .filter(({ type }) => type === 'integer' || type === 'number')
    .flatMap(({ minimum, maximum }) => {
      const low = minimum ?? Number.NEGATIVE_INFINITY;
      const high = maximum ?? Number.POSITIVE_INFINITY;
      const all = number === undefined ? [low, high, 1] : [number + 1, number - 1, number * 2, Math.floor(number / 2)];
      return all.filter((one) => Number.isFinite(one) && one >= low && one <= high);
    });
}

/** A quantity with its unit, or a text whose last number is the next one, or another name. */
function besideText(text: string): readonly string[] {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([A-Za-z%]+)$/.exec(text) ?? [];
  const quantities =
    amount === undefined
      ? []
      : [Number(amount) + 1, Number(amount) * 2, Number(amount) - 1, Number(amount) / 2].map((one) => `${one}${unit}`);
  const step = (by: number) =>
    text.replace(/(\d+)(?!.*\d)/s, (digits) => String(Number(digits) + by).padStart(digits.length, '0'));
  return [...quantities, step(1), step(-1), `other-${text}`, `${text}-other`, `${text}2`];
}
