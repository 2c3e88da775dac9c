import fc from 'fast-check';
import { schemaAt } from '../../../lib/cli/explain/schema-at';
import type { Schema } from './schema';

/** Texts by what they are matched against, where a text made from the pattern would be legal and make no sense. */
const sensible: readonly string[] = [
  'example',
  'other',
  'a.example.com',
  '/data',
  '/example',
  'EXAMPLE',
  'us-west-2',
  'eu-west-1',
  '10.8.0.0/16',
  '10.40.0.0/16',
  '192.0.2.7',
  '0 3 * * *',
  '30 4 * * *',
  'example/image:1.0.0',
  'someone@example.com',
  'https://example.com/a.git',
  'example.com/name',
  '05:00-06:00',
  'tue:06:00-tue:07:00',
  '1.33',
  '7.2',
  '25%',
  'status.podIP',
  '2027-01-01',
  'v1',
  'Example',
  '#example',
  'cache.r7g.xlarge',
  'r6g.xlarge',
  '15.13',
  'us-east-1a',
  'us-east-1b',
  '123456789012',
  'subnet-0123456789abcdef2',
  'subnet-0123456789abcdef3',
  'vpc-0123456789abcdef2',
  'Z0123456789',
  'arn:aws:iam::123456789012:role/example',
  'arn:aws:kms:us-east-1:123456789012:key/example',
  'arn:aws:acm:us-east-1:123456789012:certificate/example',
  'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/1',
  'ELBSecurityPolicy-TLS13-1-2-2021-06',
  'v1.13.1-eksbuild.1',
  'src/index.handler',
  `sha256:${'c3'.repeat(32)}`,
];

/** Legal texts of a schema, sensible ones first; none where it takes no text. */
export function textsOf({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): readonly string[] {
  if (pattern === undefined) {
    return ['example', 'made by a test', 'a'.repeat(minLength)].filter(
      (text) => text.length >= minLength && text.length <= maxLength,
    );
  }
  const form = new RegExp(pattern);
  const known = sensible.filter((text) => form.test(text) && text.length >= minLength && text.length <= maxLength);
  return known.length > 1 || pattern.includes('(?') ? known : [...known, ...madeFrom(form)];
}

const madeFrom = (form: RegExp): readonly string[] => fc.sample(fc.stringMatching(form), { numRuns: 3, seed: 1 });

/** What `refine` asks for beside a key, which no JSON schema says: what is switched off has a reason, for one. */
export const besides: Readonly<
  Record<string, { readonly name: string; readonly value: unknown; readonly chooses: boolean }>
> = {
  enabled: { name: 'reason', value: 'made by a test', chooses: false },
  reason: { name: 'enabled', value: false, chooses: true },
  period: { name: 'pods', value: 1, chooses: false },
  create: { name: 'name', value: 'team', chooses: false },
  operator: { name: 'key', value: 'team', chooses: false },
};

/** Small values for a place, of which its schema takes at least one. */
export const samplesOf = (alternatives: readonly Schema[]): readonly unknown[] =>
  alternatives.flatMap((one) => [
    sampleOf(one),
    ...(one.type === 'string' && one.enum === undefined && one.const === undefined ? textsOf(one) : []),
    ...(one.examples === undefined ? [] : ['2h', '100Gi']),
  ]);

/** A small value that a schema takes, but for bounds of units. */
export function sampleOf(node: Schema): unknown {
  const [schema = {}] = schemaAt(node, []) as readonly Schema[];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.examples !== undefined) return schema.examples[0];
  switch (schema.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
    case 'array':
      return listOf(schema.items ?? {}, schema.minItems ?? 0);
    case 'object':
      return Object.fromEntries(
        Object.entries<Schema>(schema.properties ?? {}).flatMap(([key, member]) => {
          if (schema.required?.includes(key) !== true) return [];
          const beside = besides[key];
          const hasBeside = beside !== undefined && Object.hasOwn(schema.properties ?? {}, beside.name);
          return [[key, sampleOf(member)], ...(hasBeside ? [[beside.name, beside.value]] : [])];
        }),
      );
    default:
      return textsOf(schema)[0];
  }
}

function listOf(items: Schema, length: number): readonly unknown[] {
  const texts = items.type === 'string' && items.enum === undefined ? differentTexts(items, length) : [];
  return Array.from({ length }, (_, index) => texts[index] ?? sampleOf(items));
}

/** So many legal texts of a schema, each another one, as far as they can be made. */
export function differentTexts(schema: Schema, count: number): readonly string[] {
  const texts = textsOf(schema);
  const form = new RegExp(schema.pattern ?? '');
  const numbered = Array.from({ length: count }, (_, index) =>
    texts
      .flatMap((text) => [text.replace(/\d+/, `${index}`), text.replace(/[a-z]\b/, `$&${index}`)])
      .find((text) => form.test(text) && !texts.includes(text)),
  );
  return [...new Set([...texts, ...numbered.filter((text) => text !== undefined)])].slice(0, count);
}
