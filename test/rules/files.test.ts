import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedRules } from '../../lib/rules/describe';

const folder = join(__dirname, '..', '..', 'lib', 'rules');

/** The ids that each file gives, by its name without the ending. */
const idsIn = (path: string): readonly (readonly [string, readonly string[]])[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [
      name.slice(0, -'.ts'.length),
      [...readFileSync(join(path, name), 'utf8').matchAll(/^ {2}id: '(.+)',$/gm)].map(([, id = '']) => id),
    ]);

test.each([
  ['platform', folder],
  ['output', join(folder, 'output')],
])('a rule of the phase %s is a file, which has its name', (phase, path) => {
  const files = idsIn(path).filter(([, ids]) => ids.length > 0);
  expect(files).toEqual(files.map(([name]) => [name, [name]]));
  expect(files.map(([name]) => name).sort()).toEqual(
    describedRules.filter((rule) => rule.phase === phase).map(({ id }) => id),
  );
});
