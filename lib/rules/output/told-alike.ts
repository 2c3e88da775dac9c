import type { Statement } from '../../platform/facts';
import type { Problem } from '../types';
import { type Output, where } from './output';
import type { OutputRule } from './types';

/** Settings that say a name which others say as well. */
const settings: Readonly<Record<string, Statement['about']>> = {
  DB_NAME: 'database name',
  DB_USER: 'database user',
};

const inSettings = ({ facts }: Output): readonly Statement[] =>
  facts.environments.flatMap(({ workload, file, at, source, variables }) =>
    // A container beside ours may have a database of its own.
    (workload.includes('/') ? [] : variables).flatMap(({ name, at: variable, value }): Statement[] => {
      const about = settings[name];
      return about === undefined || value === undefined
        ? []
        : [{ about, of: 'postgres', value, file, at: `${at}.${variable}`, source }];
    }),
  );

/** Places that say the same, by what they say: the fewer are the ones to look at. */
function bySaying(statements: readonly Statement[]): readonly (readonly [string, readonly Statement[]])[] {
  const sayings = new Map<string, Statement[]>();
  for (const one of statements) sayings.set(one.value, [...(sayings.get(one.value) ?? []), one]);
  return [...sayings].sort(([, a], [, b]) => b.length - a.length);
}

export const toldAlike: OutputRule = {
  id: 'told-alike',
  severity: 'error',
  protects:
    'one thing from being called two names, which meet only at run time: a role without rights, a page that is not there',
  source: 'E43, E49',
  reads: ['stores.postgres', 'version', 'patches'],
  wayOut: 'say it once, in the config, and let every place follow from it',
  check: (output) => {
    const groups = new Map<string, Statement[]>();
    for (const one of [...output.facts.statements, ...inSettings(output)]) {
      const key = `${one.about} of ${one.of}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
    return [...groups].flatMap(([what, group]): Problem[] => {
      const [most, ...others] = bySaying(group);
      const first = most?.[1][0];
      if (most === undefined || first === undefined) return [];
      return others.flatMap(([value, places]) =>
        places.slice(0, 1).map((place) => ({
          path: place.source ?? first.source ?? (place.about === 'image' ? 'version' : 'stores.postgres'),
          value,
          limit: most[0],
          message: `${where(place)} says that the ${what} is ${value}; ${where(first)} says ${most[0]}`,
        })),
      );
    });
  },
};
