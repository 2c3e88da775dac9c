import { alternativesOf, type SchemaNode } from './schema-at';

/** Texts of the forms that keys of the config take; which one a key takes, its pattern says. */
const texts: readonly string[] = [
  'example',
  'EXAMPLE',
  'a',
  'an example of it',
  'example.com',
  '/example',
  '1',
  'v1',
  'index.handler',
  'https://example.com',
  'someone@example.com',
  'arn:aws:iam::123456789012:role/example',
  `sha256:${'0'.repeat(64)}`,
];

/** Small values that a schema takes where nothing is written yet; none of a section, all of whose keys can be left out. */
export function samplesOf(node: SchemaNode): readonly unknown[] {
  if (node.enum !== undefined) return node.enum;
  if (node.const !== undefined) return [node.const];
  if (node.examples !== undefined) return node.examples;
  switch (node.type) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [Math.max(node.minimum ?? 1, 1)];
    case 'string':
      return textsOf(node);
    case 'array':
      return alternativesOf(node.items ?? {})
        .flatMap(samplesOf)
        .map((item) => [item]);
    case 'object':
      return mapsOf(node);
    default:
      return [];
  }
}

/** Those of the form that a schema asks for. */
export function textsOf({ pattern = '', minLength = 0 }: SchemaNode): readonly string[] {
  const form = new RegExp(pattern);
  return texts.filter((text) => text.length >= minLength && form.test(text));
}

/** The keys that cannot be left out, each with the first value that it takes; then with one more key. */
function mapsOf(node: SchemaNode): readonly unknown[] {
  const { required = [] } = node;
  return required.length === 0 ? [] : mapsWith(node, required);
}

/** What a list may hold: also maps of one key, where none of their keys has to be there. */
export const itemsOf = (node: SchemaNode): readonly unknown[] => [
  ...samplesOf(node),
  ...(node.required === undefined ? mapsWith(node, []) : []),
];

function mapsWith({ properties = {} }: SchemaNode, required: readonly string[]): readonly unknown[] {
  const sample = (key: string) => alternativesOf(properties[key] ?? {}).flatMap(samplesOf)[0];
  const base = Object.fromEntries(required.map((key) => [key, sample(key)]));
  if (Object.values(base).includes(undefined)) return [];
  const others = Object.keys(properties).filter((key) => !required.includes(key) && sample(key) !== undefined);
  return [...(required.length === 0 ? [] : [base]), ...others.map((key) => ({ ...base, [key]: sample(key) }))];
}
