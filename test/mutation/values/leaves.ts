import { schemaAt } from '../../../lib/cli/explain/schema-at';
import { platformJsonSchema } from '../../../lib/config/json-schema';
import type { Path } from '../../../lib/config/path';
import { besides, sampleOf } from './samples';
import type { Schema } from './schema';

/** What has to stand in a config beside a leaf, so that the schema takes it there. */
interface Need {
  readonly path: Path;
  readonly value: unknown;
  /** It says of which kind the section is: where another one stands, the section is of another kind. */
  readonly chooses: boolean;
}

/** A place where a config may hold a value; in its path `*` stands for a name, 0 for the item of a list. */
export interface Leaf {
  /** With the kinds of the sections above it: `stores.postgres(aurora).readers`. */
  readonly name: string;
  readonly path: Path;
  /** What the schema allows there: any of these. */
  readonly alternatives: readonly Schema[];
  /** Whether its section is none without it. */
  readonly isRequired: boolean;
  readonly needs: readonly Need[];
}

const open = (node: Schema): readonly Schema[] => schemaAt(node, []);

/** Every place of the schema that holds a value, and every list. */
export function leavesOf(): readonly Leaf[] {
  const { extends: _, ...properties } = platformJsonSchema().properties as Record<string, Schema>; // the reader's
  return [...walk({ type: 'object', properties }, { name: '', path: [], needs: [], isRequired: true })];
}

type Place = Omit<Leaf, 'alternatives'>;

function* walk(node: Schema, place: Place): Generator<Leaf> {
  const alternatives = open(node);
  const values = alternatives.filter(
    (one) => one.properties === undefined && typeof one.additionalProperties !== 'object',
  );
  if (values.length > 0) yield { ...place, alternatives: values };
  for (const one of alternatives) {
    if (one.items !== undefined) yield* walk(one.items, below(place, 0, '[0]'));
    if (typeof one.additionalProperties === 'object') yield* walk(one.additionalProperties, below(place, '*', '.*'));
    yield* walkSection(one, place, alternatives.length > 1);
  }
}

function* walkSection(section: Schema, place: Place, isOneOfSeveral: boolean): Generator<Leaf> {
  const members = Object.entries<Schema>(section.properties ?? {});
  const kindOf = (member: Schema) => (isOneOfSeveral ? choiceOf(member) : undefined);
  const kind = members.flatMap(([, member]) => kindOf(member) ?? []).join(', ');
  for (const [key, member] of members) {
    const own = members
      .filter(([other]) => other !== key || kindOf(member) !== undefined)
      .flatMap(([other, schema]): Need[] => {
        const choice = kindOf(schema);
        if (choice === undefined && section.required?.includes(other) !== true) return [];
        return [{ path: [other], value: choice ?? sampleOf(schema), chooses: choice !== undefined }];
      });
    const beside = [besides[key] ?? []]
      .flat()
      .filter((one) => Object.hasOwn(section.properties ?? {}, one.name))
      .map(({ name: other, ...need }): Need => ({ path: [other], ...need }));
    const needs = [...own, ...beside]
      .sort((one, other) => Number(other.chooses) - Number(one.chooses)) // what chooses empties the section
      .map((need) => ({ ...need, path: [...place.path, ...need.path] }));
    const isRequired = section.required?.includes(key) === true;
    const name = `${place.name}${kind === '' ? '' : `(${kind})`}`;
    const whole = { ...place, name, needs: [...place.needs, ...needs] };
    yield* walk(member, { ...below(whole, key, name === '' ? key : `.${key}`), isRequired });
  }
}

/** The only value that it may have, where a value is there at all. */
function choiceOf(node: Schema): unknown {
  const [only, ...others] = open(node).filter(({ not }) => not === undefined);
  return others.length === 0 ? only?.const : undefined;
}

const below = ({ name, path, needs }: Place, step: string | number, said: string): Place => ({
  name: `${name}${said}`,
  path: [...path, step],
  needs,
  isRequired: true, // an item of a list, or of a map, of which there is one
});
