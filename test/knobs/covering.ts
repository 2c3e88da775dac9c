import { make } from 'covertable';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { configOf } from './sights';
import { knobCases, type Option, type Sight } from './table';

const UNSET = 'unset';

export interface CoveringRow {
  readonly name: string;
  readonly config: PlatformConfig;
  readonly sees: readonly Sight[];
}

/** Configs in which every two choices of any two knobs stand together at least once. */
export function covering(): readonly CoveringRow[] {
  const factors = Object.fromEntries(
    Object.entries(knobCases).map(([knob, { options }]) => [knob, [UNSET, ...Object.keys(options)]]),
  );
  return make(factors).map((choice, index) => {
    const chosen = Object.entries(choice as Record<string, string>).flatMap(([knob, name]): [string, Option][] => {
      const option = knobCases[knob]?.options[name];
      return option === undefined ? [] : [[knob, option]];
    });
    return {
      name: `config ${index + 1}`,
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
