import type { Artifact } from '../../platform/artifact';
import type { Platform } from '../../platform/types';
import { synthesize } from '../../synthesize';
import type { Environment } from '../environments';
import { brokenRules } from './broken-rules';
import { tryChange } from './try-change';
import { explainedSettings } from './values';
import { withUnit } from './with-unit';

/** What changes with a value, found by changing it. */
export interface Consequences {
  /** The value that was tried in its place. */
  readonly tried?: string;
  /** Why there is none. */
  readonly untried?: string;
  /** Other values of the platform: path, before, after; derived ones, above all. */
  readonly values: readonly (readonly [path: string, before: string, after: string])[];
  /** Rules that would find an error, and find none now. */
  readonly violated: readonly string[];
  /** Files of the output, below the environment's folder; absent where nobody asked. */
  readonly files?: readonly string[];
  /** How many files there are in all. */
  readonly of?: number;
}

/** @param shown - The value at the path as a person would write it; undefined where there is none. */
export function consequencesOf(
  environment: Environment,
  path: string,
  shown: string | undefined,
  withFiles: boolean,
): Consequences {
  const trial = tryChange(environment, path, shown);
  if (typeof trial === 'string') return { untried: trial, values: [], violated: [] };
  const values = changedValues(environment.platform, trial.platform).filter(([key]) => !trial.given.includes(key));
  const now = brokenRules(environment.platform);
  const violated = trial.broken.filter((id) => !now.includes(id));
  const found = { tried: trial.tried, values, violated };
  if (!withFiles) return found;
  const before = synthesize(environment.platform);
  return { ...found, files: changedFiles(before, synthesize(trial.platform)), of: before.length };
}

function changedValues(before: Platform, after: Platform): Consequences['values'] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path) => {
    const [from, to] = [old.get(path) ?? 'not set', now.get(path) ?? 'not set'];
    return from === to ? [] : [[path, from, to] as const];
  });
}

/** Every value with a name, settings of the services too, as a person would write it. */
const valuesOf = (platform: Platform): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(platform.origins).map(([path, { value }]) => [path, withUnit(path, value)] as const),
    ...explainedSettings(platform).map(({ path, value }) => [path, value] as const),
  ]);

function changedFiles(before: readonly Artifact[], after: readonly Artifact[]): readonly string[] {
  const [old, now] = [before, after].map((files) => new Map(files.map(({ path, content }) => [path, content])));
  const paths = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return paths.filter((path) => old?.get(path) !== now?.get(path));
}
