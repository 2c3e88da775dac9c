import { formatPath } from '../../config/format-path';

type Names = readonly string[];

/** The places of all values that a config has, sorted; a list is one value. An empty map asks for nothing. */
export const writtenPaths = (written: unknown): readonly Names[] =>
  [...pathsIn(written, [])]
    .map((names) => ({ names, path: formatPath(names) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ names }) => names);

function* pathsIn(value: unknown, names: Names): Generator<Names> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined) yield names;
    return;
  }
  for (const [key, member] of Object.entries(value)) yield* pathsIn(member, [...names, key]);
}
