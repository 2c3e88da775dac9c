import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the emulator does not make of our templates: only cfn-lint and assertions on templates judge it. Each is named in
 * docs/conformance/aws.md, and a test fails when there is one more.
 */
export const notMade: { readonly types: readonly string[]; readonly properties: readonly string[] } = JSON.parse(
  readFileSync(join(__dirname, 'not-made.json'), 'utf8'),
);

/** Types of templates, as text, that are not among those made; sorted. */
export function typesMissing(templates: readonly string[], made: readonly string[]): string[] {
  const used = templates.flatMap((text) =>
    Object.values<{ Type: string }>(JSON.parse(text).Resources).map(({ Type }) => Type),
  );
  return [...new Set(used)].filter((type) => !made.includes(type)).sort();
}

/** Properties that the emulator said it could not keep; sorted. */
export function propertiesMissing(log: string): string[] {
  return [...new Set([...log.matchAll(/^not kept: (.+)$/gm)].map(([, name = '']) => name))].sort();
}
