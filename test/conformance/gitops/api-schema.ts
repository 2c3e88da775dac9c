import { closed, isMap, type Kind, mapValues, needed, ObjectMeta, quantity, type Schema } from './schemas';

/** What no check of a form asks: words, the server's own defaults, and names of formats. */
const words = new Set(['description', 'default', 'format']);

/** A schema without words; the status of an object is the server's, and may say anything. */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (!isMap(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !words.has(key) && !key.startsWith('x-kubernetes-'))
      .map(([key, value]) => [key, key === 'properties' ? mapValues(value, bare) : bare(value)]),
  );
}

/**
 * The forms of all objects of the stable API, of an OpenAPI 2 document of Kubernetes: `kinds` has the definition of each
 * kind by `apps/v1 Deployment`. Lists, and what is only asked and never kept, are left out.
 */
export function apiSchema(openApi: { readonly definitions: Schema }): {
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Schema;
} {
  const definitions: Schema = { ...mapValues(openApi.definitions, (one) => bare(closed(one))), ...quantity };
  const kinds = Object.entries(openApi.definitions).flatMap(([name, schema]) => {
    const { properties } = schema as Schema;
    const metadata = isMap(properties) && isMap(properties.metadata) ? properties.metadata.$ref : undefined;
    const [kind, ...others] = ((schema as Schema)['x-kubernetes-group-version-kind'] ?? []) as readonly Kind[];
    if (metadata !== `#/definitions/${ObjectMeta}` || kind === undefined || others.length > 0) return [];
    const version = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
    return /\/v\d+(?:alpha|beta)/.test(version) ? [] : [[`${version} ${kind.kind}`, name] as const];
  });
  const whole = Object.fromEntries(
    kinds.map(([, name]) => {
      const { properties, ...schema } = definitions[name] as Schema;
      return [name, { ...schema, properties: { ...(properties as Schema), status: {} } }];
    }),
  );
  const all = { ...definitions, ...whole };
  const names = [...new Set([...Object.keys(whole), ...needed(whole, all)])].sort();
  return {
    kinds: Object.fromEntries(kinds.sort(([a], [b]) => (a < b ? -1 : 1))),
    definitions: Object.fromEntries(names.map((name) => [name, all[name]])),
  };
}

/** One definition a line, so that a change of the API is a change of its lines. */
export const written = ({ kinds, definitions }: ReturnType<typeof apiSchema>): string => {
  const lines = (map: Schema) =>
    Object.entries(map)
      .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{\n"$schema": "http://json-schema.org/draft-07/schema#",\n"kinds": {\n${lines(kinds)}\n},\n"definitions": {\n${lines(definitions)}\n}\n}\n`;
};
