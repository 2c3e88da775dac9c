import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { currentBuild, root } from './built';

/** Packages that the declarations name which are reached from one of them. */
function namedBy(declaration: string, seen = new Set<string>()): Set<string> {
  if (seen.has(declaration)) return new Set();
  seen.add(declaration);
  const packages = new Set<string>();
  const text = readFileSync(declaration, 'utf8');
  for (const [, from = ''] of text.matchAll(/(?:from|import\() ?['"]([^'"]+)['"]/g)) {
    if (!from.startsWith('.')) packages.add(from);
    else {
      const path = join(dirname(declaration), from);
      const file = [`${path}.d.ts`, join(path, 'index.d.ts')].find(existsSync);
      if (file === undefined) throw new Error(`${declaration} refers to ${from}, which is not there`);
      for (const name of namedBy(file, seen)) packages.add(name);
    }
  }
  return packages;
}

beforeAll(() => void currentBuild());

const { exports: entries }: { exports: Record<string, { types?: string } | string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const declarations = Object.entries(entries).flatMap(([name, entry]) =>
  typeof entry === 'string' || entry.types === undefined ? [] : [[name, entry.types] as const],
);

test.each(declarations)('the types of %s name nothing that a user does not have', (_, types) => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  const named = [...namedBy(join(root, types))].filter((name) => !name.startsWith('node:'));
  expect(named.filter((name) => !known.some((one) => name === one || name.startsWith(`${one}/`)))).toEqual([]);
});
