import fc from 'fast-check';
import { NASTY_STRINGS } from './nasty-strings';

const nasty = fc.constantFrom(...NASTY_STRINGS);
const text = fc.oneof(
  nasty,
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.tuple(nasty, nasty).map(([a, b]) => a + b),
);
// `__proto__` as a key is lost by the readers, not by the writer; plain.test.ts has it.
const key = fc
  .oneof(fc.constantFrom('apiVersion', 'kind', 'metadata', 'name', 'namespace'), text)
  .filter((name) => name !== '__proto__');
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (value === 0 ? 0 : value));

/** Values that JSON can hold, rich in text that YAML readers stumble over. */
export const jsonValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;

/** The same value twice, the second with the keys of every map in another order. */
export const shuffled: fc.Arbitrary<readonly [unknown, unknown]> = fc
  .tuple(jsonValue, fc.infiniteStream(fc.nat()))
  .map(([value, numbers]) => [value, reorder(value, () => Number(numbers.next().value))] as const);

function reorder(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => reorder(item, next));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members = Object.entries(value).map(([name, member]) => ({
    name,
    member: reorder(member, next),
    rank: next(),
  }));
  return Object.fromEntries(members.sort((a, b) => a.rank - b.rank).map(({ name, member }) => [name, member]));
}
