import { ConfigError } from '../../config/errors';
import { formatPath } from '../../config/format-path';
import { platformJsonSchema } from '../../config/json-schema';
import { lookup } from '../../config/lookup';
import { parsePath } from '../../config/parse-path';
import type { Path } from '../../config/path';
import type { PlatformConfig } from '../../config/schema/index';
import { resolvePlatform } from '../../platform/resolve/index';
import type { Platform } from '../../platform/types';
import type { Environment } from '../environments';
import { brokenRules } from './broken-rules';
import { childAt, childOf } from './child-at';
import { type Neighbour, neighbours, removed } from './neighbours';
import { type SchemaNode, schemaAt } from './schema-at';

/** One change of a config that resolves, and makes another platform. */
export interface Trial {
  /** As it would be written, in words. */
  readonly tried: string;
  /** The paths that were given another value: the one that was asked for, above all. */
  readonly given: readonly string[];
  readonly platform: Platform;
  readonly broken: readonly string[];
}

/**
 * Changes the value at a path to one beside it: the first that resolves to another platform, or, where none does, the
 * first that resolves. What follows from the value is then not said but seen.
 *
 * @param shown - The value as it is explained; undefined where there is none.
 * @returns why none resolves: what is wrong with the nearest
 */
export function tryChange(environment: Environment, path: string, shown: string | undefined): Trial | string {
  const steps = placeInConfig(parsePath(path));
  const schema: SchemaNode = platformJsonSchema();
  const alternatives = schemaAt(schema, steps);
  if (alternatives.length === 0) return 'the config has no key for it; it follows from others';
  if (isElsewhere(parsePath(path), shown)) return `the config does not hold it: it is ${shown}`;
  const { platform, source } = environment;
  const before = resultOf(platform);
  const written = childAt(source.value, steps);
  let equal: Trial | undefined;
  let why: string | undefined;
  for (const value of neighbours(alternatives, written, written ?? asWritten(shown))) {
    const config = withChoices(withValue(source.value, steps, value), platform, schema, steps);
    const tried = showTried(value);
    for (const attempt of [{ tried, given: [path], config }, ...withReason(config, schema, steps, tried)]) {
      try {
        const changed = resolvePlatform(attempt.config as PlatformConfig);
        const trial = { ...attempt, platform: changed, broken: brokenRules(changed) };
        if (resultOf(trial.platform) !== before) return trial;
        equal ??= trial;
        break;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const [issue] = error.issues;
        why ??= `${tried} is refused: ${issue?.path}  ${issue?.message}`;
      }
    }
  }
  return equal ?? why ?? sectionAnswer(alternatives, path) ?? 'there is no single value beside it that could be tried';
}

/** Of what is no value but holds some: where to ask. */
function sectionAnswer(alternatives: readonly SchemaNode[], path: string): string | undefined {
  const [key] = alternatives.flatMap(({ properties }) => Object.keys(properties ?? {}));
  return key === undefined ? undefined : `it is a section; choose a value below it, such as ${path}.${key}`;
}

/** The same, with a reason where the value or its section may have one and has none: what is unsafe asks for it. */
function withReason(config: unknown, schema: SchemaNode, path: Path, tried: string) {
  const inside = childAt(config, path);
  const sections = [path.slice(0, -1), ...(typeof inside === 'object' && !Array.isArray(inside) ? [path] : [])];
  const reason = sections
    .map((section): Path => [...section, 'reason'])
    .find((place) => schemaAt(schema, place).length > 0 && childAt(config, place) === undefined);
  if (reason === undefined || path.at(-1) === 'reason') return [];
  return [
    {
      tried: `${tried} and a reason beside it`,
      given: [formatPath(path), formatPath(reason)],
      config: withValue(config, reason, 'tried by explain'),
    },
  ];
}

/** Of settings only literals are values of the config; they are explained in quotes. */
const isElsewhere = (path: Path, shown: string | undefined): boolean =>
  path[0] === 'services' && path[2] === 'settings' && shown?.startsWith('"') !== true;

/** Lists, maps and settings are explained as JSON; what else is, is a text as a person would write it. */
const asWritten = (shown: string | undefined): unknown =>
  shown !== undefined && /^[[{"]/.test(shown) ? JSON.parse(shown) : shown;

const showTried = (tried: Neighbour): string =>
  tried === removed ? 'the key taken out' : typeof tried === 'string' ? tried : JSON.stringify(tried);

/** All of a platform but where its values came from, and which of them were written. */
const resultOf = ({ origins: _, written: __, ...platform }: Platform): string => JSON.stringify(platform);

/** Settings are explained where a service gets them, and are written in its `env`. */
const placeInConfig = (path: Path): Path =>
  path[0] === 'services' && path[2] === 'settings' ? [...path.slice(0, 2), 'env', ...path.slice(3)] : path;

/**
 * The sections on the way to a value say which of their kinds they are, as the platform has it: without
 * `provider: cluster` a store's memory would be that of an external one.
 */
function withChoices(changed: unknown, { origins }: Platform, schema: SchemaNode, path: Path): unknown {
  return path.slice(0, -1).reduce<unknown>((config, _, index) => {
    const section = path.slice(0, index + 1);
    if (childAt(config, section) === undefined) return config;
    const choices = schemaAt(schema, section).flatMap(({ properties }) =>
      Object.entries(properties ?? {}).flatMap(([key, node]) => (node.const === undefined ? [] : [key])),
    );
    return [...new Set(choices)].reduce((made, key) => {
      const value = lookup(origins, formatPath([...section, key]))?.value;
      const isOpen = value !== undefined && childAt(made, [...section, key]) === undefined;
      return isOpen ? withValue(made, [...section, key], value) : made;
    }, config);
  }, changed);
}

/** A copy with another value at a path; maps on the way are made. */
function withValue(value: unknown, [step, ...rest]: Path, tried: Neighbour): unknown {
  if (step === undefined) return tried;
  const child = childOf(value, step);
  const isGone = rest.length === 0 && tried === removed;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      index !== Number(step) ? [item] : isGone ? [] : [withValue(child, rest, tried)],
    );
  }
  const { [step]: _, ...others } = (typeof value === 'object' ? (value ?? {}) : {}) as Record<string | number, unknown>;
  return isGone ? others : { ...others, [step]: withValue(child, rest, tried) };
}
