import { platformJsonSchema } from '../../lib/config/json-schema';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** A schema and the members of its unions, as deep as they go. */
function* branches(schema: Schema): Generator<Schema> {
  yield schema;
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const members = schema[keyword];
    if (Array.isArray(members)) for (const member of members.filter(isSchema)) yield* branches(member);
  }
}

/** What a schema has under a name; `*` stands for any name, and for the items of a list. */
function below(schema: Schema, name: string): Schema[] {
  return [...branches(schema)].flatMap(({ properties, additionalProperties, items }) => {
    const named = isSchema(properties) ? (properties as Readonly<Record<string, unknown>>) : {};
    const own = name === '*' ? Object.values(named) : [named[name]];
    return [...own, additionalProperties, items].filter(isSchema);
  });
}

/** Whether the config's schema has a place of this path. */
export const isInSchema = (path: string): boolean =>
  path
    .split('.')
    .reduce((schemas, name) => schemas.flatMap((one) => below(one, name)), [platformJsonSchema() as Schema]).length > 0;

/** Every path of the schema that ends in this name; `*` where any name may stand. */
export function pathsTo(name: string): string[] {
  const found = new Set<string>();
  const walk = (schema: Schema, path: readonly string[]): void => {
    for (const { properties, additionalProperties, items } of branches(schema)) {
      for (const [key, member] of Object.entries(isSchema(properties) ? properties : {})) {
        if (key === name) found.add([...path, key].join('.'));
        if (isSchema(member)) walk(member, [...path, key]);
      }
      for (const member of [additionalProperties, items].filter(isSchema)) walk(member, [...path, '*']);
    }
  };
  walk(platformJsonSchema() as Schema, []);
  return [...found].sort();
}
