import { ConfigError, resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { checkPlatform } from '../../lib/rules/index';
import { covering } from './covering';
import { configOf, objectsOf, seen } from './sights';
import { knobCases, type Option } from './table';

const unset = objectsOf(configOf([]));
const options = Object.entries(knobCases).flatMap(([knob, { options }]) =>
  Object.entries(options).map(([name, option]): [string, Option] => [`${knob}: ${name}`, option]),
);

test.each(Object.entries(knobCases))('%s: unset', (_, { unset: sights }) => {
  for (const sight of sights) expect([...sight.slice(0, 2), seen(unset, sight)]).toEqual([...sight]);
});

test.each(options)('%s: set', (_, option) => {
  const objects = objectsOf(configOf([option]));
  for (const sight of option.sees) expect([...sight.slice(0, 2), seen(objects, sight)]).toEqual([...sight]);
});

test.each(options)('%s: something of it is not there when it is unset', (_, { sees }) => {
  expect(sees.some((sight) => JSON.stringify(seen(unset, sight)) !== JSON.stringify(sight[2]))).toBe(true);
});

test.each(Object.entries(knobCases))('%s: wrong', (_, { wrong }) => {
  // What is wrong here is what the types would refuse.
  const config = configOf([wrong as Pick<Option, 'service' | 'environment'>]);
  expect(messages(config)).toEqual([wrong.says]);
});

function messages(config: PlatformConfig): string[] {
  try {
    resolvePlatform(config);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('every two choices together', () => {
  const rows = covering();

  test('are in some config', () => {
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.length).toBeLessThan(40);
  });

  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const objects = objectsOf(row.config);
    for (const sight of row.sees) expect([...sight.slice(0, 2), seen(objects, sight)]).toEqual([...sight]);
    const errors = checkPlatform(resolvePlatform(row.config)).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });
});
