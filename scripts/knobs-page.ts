import { knobs } from './knobs';

interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The page docs/knobs.md: what people look for in a chart, where it is in a config, and the words of the schema. */
export function knobsPage(schema: JsonSchema): string {
  const rows = knobs.flatMap(({ name, paths }) =>
    paths.map((path, index) => {
      const words = wordsAt(schema, path);
      return `| ${index === 0 ? name : ''} | \`${path.replaceAll('[]', '[ ]')}\` | ${words.replaceAll('|', '\\|')} |`;
    }),
  );
  return [
    '<!-- Generated from lib/config/schema and scripts/knobs.ts: do not edit. -->',
    '# Knobs',
    '',
    `The ${knobs.length} things that people look for in a chart, and their paths in a config. \`*\` is any name. Every service has all of`,
    'them, those of the platform and those that a team adds; `serviceDefaults` says one for all. `memorai explain` shows the',
    'value of each, and where it came from.',
    '',
    '| knob | path | what it is |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The description at a path, and its fields. Throws for a path that the schema does not have. */
function wordsAt(schema: JsonSchema, path: string): string {
  let found: readonly JsonSchema[] = [schema];
  for (const key of path.split('.')) {
    const name = key.replace('[]', '');
    found = found.flatMap(branches).flatMap((one) => below(one, name));
    if (key.endsWith('[]'))
      found = found.flatMap(branches).flatMap(({ items }) => (typeof items === 'object' ? [items] : []));
    if (found.length === 0) throw new Error(`the schema has no ${path}`);
  }
  const description = found.map((one) => one.description).find((one) => one !== undefined);
  const fields = [...new Set(found.flatMap(branches).flatMap(({ properties }) => Object.keys(properties ?? {})))];
  return [description, fields.length === 0 ? undefined : fields.map((field) => `\`${field}\``).join(', ')]
    .filter((part) => part !== undefined)
    .join('<br>');
}

function below({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema[] {
  if (name === '*') {
    if (typeof additionalProperties === 'object') return [additionalProperties];
    return Object.values(properties ?? {});
  }
  const found = properties?.[name];
  return found === undefined ? [] : [found];
}

/** A schema and the members of its unions. */
const branches = (schema: JsonSchema): JsonSchema[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(branches),
];
