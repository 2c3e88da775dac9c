import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../lib/config/errors';
import type { PlatformConfig } from '../lib/config/schema/index';
import type { Case } from '../test/rules/cases/index';
import { errorsOf, findingsOf } from '../test/rules/findings';

type Path = readonly string[];
type Fields = Readonly<Record<string, unknown>>;

/**
 * Two configs without what they share and does not matter: the one is found fault with in the same words, the other
 * passes as before, and breaks no other rule for it.
 */
export function smallest(fails: Case, passes: Case): readonly [Case, Case] {
  const shared = (path: Path) => {
    const found = at(fails.config, path);
    const others = [passes.config, fails.before ?? fails.config, passes.before ?? passes.config];
    return found !== undefined && others.every((config) => isDeepStrictEqual(found, at(config, path)));
  };
  let pair: readonly [Case, Case] = [fails, passes];
  const faults = errorsOf(passes).length;
  const drop = (path: Path): void => {
    const [less, more] = pair.map((one) => ({
      ...one,
      config: without(one.config, path),
      ...(one.before === undefined ? {} : { before: without(one.before, path) }),
    }));
    if (
      less !== undefined &&
      more !== undefined &&
      shared(path) &&
      finds(less) &&
      finds(more) &&
      errorsOf(more).length <= faults
    ) {
      pair = [less, more];
      return;
    }
    const value = at(fails.config, path);
    if (isFields(value)) for (const key of Object.keys(value)) drop([...path, key]);
  };
  for (const key of Object.keys(fails.config)) drop([key]);
  return pair;
}

/** Whether a case still finds what it says. */
function finds(one: Case): boolean {
  try {
    const lines = findingsOf(one).map(({ path, message }) => `${path}: ${message}`);
    return isDeepStrictEqual(lines, one.finds);
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (config: PlatformConfig, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), config);

function without(config: PlatformConfig, path: Path): PlatformConfig {
  const cut = (value: Fields, [key = '', ...rest]: Path): Fields => {
    const { [key]: member, ...others } = value;
    return rest.length === 0 || !isFields(member) ? others : { ...value, [key]: cut(member, rest) };
  };
  return cut(config, path) as PlatformConfig;
}
