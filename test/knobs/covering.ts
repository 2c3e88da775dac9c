import { criteria, make } from 'covertable';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { cases } from './cases';
import { isPossible } from './impossible';
import { configOf } from './sights';
import type { Option, Sight } from './table';

const UNSET = 'unset';

export interface CoveringRow {
  readonly name: string;
  /** The option of every knob. */
  readonly choice: Choice;
  readonly config: PlatformConfig;
  readonly sees: readonly Sight[];
}

/** Every knob with the names of its options. */
const factors: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(cases).map(([knob, { options }]) => [knob, [UNSET, ...Object.keys(options)]]),
);

type Choice = Readonly<Record<string, string>>;

/** Every two options of two knobs that may stand together. */
const pairs: readonly Choice[] = Object.entries(factors)
  .flatMap(([one, mine], index) =>
    Object.entries(factors)
      .slice(index + 1)
      .flatMap(([other, theirs]) => mine.flatMap((my) => theirs.map((their) => ({ [one]: my, [other]: their })))),
  )
  .filter(isPossible);

const holds = (choice: Choice, pair: Choice): boolean =>
  Object.entries(pair).every(([knob, name]) => choice[knob] === name);

export const missing = (choices: readonly Choice[]): readonly Choice[] =>
  pairs.filter((pair) => !choices.some((choice) => holds(choice, pair)));

/** With a filter, covertable gives some pairs up: as many of them as agree are put together in one more choice. */
function completed(choices: readonly Choice[]): readonly Choice[] {
  const left = missing(choices);
  if (left.length === 0) return choices;
  let choice: Choice = {};
  for (const pair of left) {
    const both = { ...choice, ...pair };
    if (holds(both, choice) && isPossible(both)) choice = both;
  }
  const unset = Object.fromEntries(Object.keys(factors).map((knob) => [knob, UNSET]));
  return completed([...choices, { ...unset, ...choice }]);
}

/** Configs in which every two choices of any two knobs stand together at least once, where they may. */
export function covering(): readonly CoveringRow[] {
  // Of 26 seeds the one with the fewest configs.
  const choices = make(factors, { preFilter: isPossible, criterion: criteria.simple, seed: 'b' });
  return completed(choices as readonly Choice[]).map((choice, index) => {
    const chosen = Object.entries(choice).flatMap(([knob, name]): [string, Option][] => {
      const option = cases[knob]?.options[name];
      return option === undefined ? [] : [[knob, option]];
    });
    return {
      name: `config ${index + 1}`,
      choice,
      config: { ...configOf(chosen.map(([, option]) => option)), environment: `knobs-${index + 1}` },
      sees: chosen.flatMap(([, { sees }]) => sees).filter((sight) => !isChanged(sight, chosen)),
    };
  });
}

/** Two knobs may change one place: what the other leaves of it is then the other's to say. */
function isChanged([object, path]: Sight, chosen: readonly [string, Option][]): boolean {
  const places = chosen.flatMap(([, { sees }]) => sees).filter(([o, p]) => o === object && overlap(p, path));
  return places.length > 1;
}

const overlap = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`) || one === '' || other === '';
