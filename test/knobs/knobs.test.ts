import { checkOutput, resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { checkPlatform } from '../../lib/rules/index';
import { issues } from '../support/issues';
import { cases } from './cases';
import { covering, missing } from './covering';
import { impossible } from './impossible';
import { refused } from './refused';
import { configOf, objectsOf, seen } from './sights';
import type { Option, Sight } from './table';

const unset = objectsOf(configOf([]));
const options = Object.entries(cases).flatMap(([knob, { options }]) =>
  Object.entries(options).map(([name, option]): [string, Option] => [`${knob}: ${name}`, option]),
);

test.each(Object.entries(cases))('%s: unset', (_, { unset: sights }) => {
  for (const sight of sights) expect([...sight.slice(0, 2), seen(unset, sight)]).toEqual([...sight]);
});

test.each(options)('%s: set', (_, option) => {
  const objects = objectsOf(configOf([option]));
  for (const sight of option.sees) expect([...sight.slice(0, 2), seen(objects, sight)]).toEqual([...sight]);
});

test.each(options)('%s: something of it is not there when it is unset', (_, { sees }) => {
  expect(sees.some((sight) => !isSeen(sight))).toBe(true);
});

/** As `toEqual` sees it, which knows what `expect.arrayContaining` means. */
function isSeen(sight: Sight): boolean {
  try {
    expect(seen(unset, sight)).toEqual(sight[2]);
    return true;
  } catch {
    return false;
  }
}

test.each(Object.entries(cases))('%s: wrong', (_, { wrong }) => {
  // What is wrong here is what the types would refuse.
  const config = configOf([wrong as Pick<Option, 'service' | 'environment'>]);
  expect(issues(config)).toEqual([wrong.says]);
});

test.each(refused.map((row) => [row.title, row] as const))(
  'what the server refuses is refused: %s',
  (_, { service, says }) => {
    expect(issues(configOf([{ service } as Pick<Option, 'service'>]))).toEqual([says]);
  },
);

/** What the rules refuse of a config that can be resolved. */
const broken = (config: PlatformConfig): string[] =>
  checkPlatform(resolvePlatform(config))
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`);

/** What the rules refuse of what comes out of it, in Kubernetes and for its monitoring. */
function brokenOutput(config: PlatformConfig): string[] {
  const platform = resolvePlatform(config);
  return checkOutput(platform)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`);
}

describe('every two choices together', () => {
  const rows = covering();

  test('are in some config', () => {
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.length).toBeLessThanOrEqual(50);
    expect(missing(rows.map(({ choice }) => choice))).toEqual([]);
  });

  test.each(
    impossible.flatMap(({ one, other: [knob, names], at }) => names.map((name) => [one, [knob, name], at] as const)),
  )('but %j with %j, which is refused', (one, other, at) => {
    const config = configOf([one, other].flatMap(([knob = '', name = '']) => cases[knob]?.options[name] ?? []));
    const said = [...issues(config), ...(issues(config).length === 0 ? broken(config) : [])];
    expect(said).toContainEqual(expect.stringContaining(`${at}: `));
  });

  test('and every value is found in some of them', () => {
    const found = new Set(rows.flatMap(({ sees }) => sees));
    const lost = options.flatMap(([name, { sees }]) =>
      sees.filter((sight) => !found.has(sight)).map((sight) => [name, ...sight]),
    );
    expect(lost).toEqual([]);
  });

  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const objects = objectsOf(row.config);
    for (const sight of row.sees) expect([...sight.slice(0, 2), seen(objects, sight)]).toEqual([...sight]);
    expect(broken(row.config)).toEqual([]);
    expect(brokenOutput(row.config)).toEqual([]);
  });
});
