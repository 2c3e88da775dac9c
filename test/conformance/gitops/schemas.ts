import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

export type Schema = { readonly [key: string]: unknown };

export const isMap = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const mapValues = (map: unknown, change: (value: unknown) => unknown): Schema =>
  Object.fromEntries(Object.entries(isMap(map) ? map : {}).map(([key, value]) => [key, change(value)]));

export const ObjectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** OpenAPI 2 calls it a string; the server reads a number as well, and its OpenAPI 3 document says so. */
export const quantity = { 'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'] } };

/**
 * An OpenAPI schema of Kubernetes as a JSON schema in which no unknown field may stand: a map without
 * `additionalProperties` is closed, unless the server keeps what it does not know. Branches of anyOf, oneOf and allOf
 * stay open: they only add conditions to fields that the schema beside them names.
 */
export function closed(schema: unknown): unknown {
  if (!isMap(schema)) return schema;
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string'] === true)
    return { type: ['string', 'integer'] };
  if (schema['x-kubernetes-embedded-resource'] === true) return { type: 'object' };
  const { properties, items, additionalProperties, type, nullable, description, ...rest } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...rest,
    ...(type === undefined ? {} : { type: nullable === true ? [type, 'null'] : type }),
    ...(items === undefined ? {} : { items: closed(items) }),
    ...(properties === undefined ? {} : { properties: mapValues(properties, closed) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: closed(additionalProperties) }),
    ...(properties !== undefined && additionalProperties === undefined && !open ? { additionalProperties: false } : {}),
  };
}

/** The names of the definitions that a schema needs, its own and theirs. */
export function needed(schema: unknown, definitions: Schema, names = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) {
    for (const member of schema) needed(member, definitions, names);
  } else if (isMap(schema)) {
    for (const [key, value] of Object.entries(schema)) {
      // JSONSchemaProps has a property of that name, which is a map.
      const name = key === '$ref' && typeof value === 'string' ? value.replace('#/definitions/', '') : undefined;
      if (name === undefined) needed(value, definitions, names);
      else if (!names.has(name)) needed(definitions[name], definitions, names.add(name));
    }
  }
  return names;
}

/** Where kubeconform looks for the schema of an object: `apps/v1/deployment.json`, and `v1/v1/service.json` of the core. */
export const SCHEMA_PATH = '{{ .Group }}/{{ .ResourceAPIVersion }}/{{ .ResourceKind }}.json';

export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * Writes a schema a kind into a folder: those of an OpenAPI 2 document of Kubernetes, and those of the custom resources
 * in folders of definitions.
 *
 * @returns how many were written
 */
export function writeSchemas(openApi: string, crds: readonly string[], folder: string): number {
  const { definitions: open } = JSON.parse(readFileSync(openApi, 'utf8'));
  const definitions: Schema = { ...mapValues(open, closed), ...quantity };
  const write = ({ group, version, kind }: Kind, schema: Schema) => {
    const place = join(folder, group === '' ? version : group, version);
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const properties = {
      ...(schema.properties as Schema),
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: { $ref: `#/definitions/${ObjectMeta}` },
    };
    const whole = {
      ...schema,
      properties,
      required: [...((schema.required as string[]) ?? []), 'apiVersion', 'kind', 'metadata'],
    };
    const names = [...needed(whole, definitions)];
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, `${kind.toLowerCase()}.json`),
      JSON.stringify({
        $schema: 'http://json-schema.org/draft-07/schema#',
        ...whole,
        required: [...new Set(whole.required)],
        definitions: Object.fromEntries(names.map((name) => [name, definitions[name]])),
      }),
    );
  };
  let written = 0;
  for (const schema of Object.values(definitions)) {
    const kinds = isMap(schema) ? ((schema['x-kubernetes-group-version-kind'] ?? []) as readonly Kind[]) : [];
    // DeleteOptions and WatchEvent are of every group; lists are not written by us.
    if (kinds.length !== 1 || !isMap(schema) || !isMap(schema.properties) || schema.properties.items !== undefined)
      continue;
    for (const kind of kinds) write(kind, schema);
    written += 1;
  }
  for (const file of crds.flatMap((place) => readdirSync(place).map((name) => join(place, name)))) {
    const { spec } = load(readFileSync(file, 'utf8')) as {
      spec: {
        group: string;
        names: { kind: string };
        versions: { name: string; served: boolean; schema: { openAPIV3Schema: Schema } }[];
      };
    };
    for (const { name, served, schema } of spec.versions) {
      if (!served) continue;
      write({ group: spec.group, version: name, kind: spec.names.kind }, closed(schema.openAPIV3Schema) as Schema);
      written += 1;
    }
  }
  return written;
}
