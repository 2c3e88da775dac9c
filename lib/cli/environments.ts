import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError, type ConfigIssue, type Position } from '../config/errors';
import { formatPath } from '../config/format-path';
import { lookup } from '../config/lookup';
import { nearest } from '../config/nearest';
import { parsePath } from '../config/parse-path';
import { type ConfigSource, readConfigFile } from '../config/read';
import { resolveSource } from '../load-platform';
import { errorCode } from '../output/output-error';
import type { Platform } from '../platform/types';
import { originText } from './origin-text';

/** One environment as read from its file. */
export interface Environment {
  readonly file: string;
  readonly platform: Platform;
  /** What the file says, with all that it extends. */
  readonly source: ConfigSource;
  /** Where a config path was written; the nearest key above it where it was not. */
  placeOf(path: string): Place;
}

/** Where a person would look for the value of a config path. */
export interface Place {
  readonly position: Position;
  /** The key that stands there: the path itself, that of `serviceDefaults`, or the nearest above it; empty: none is. */
  readonly key: string;
  /** Whether the value itself is written there. */
  readonly written: boolean;
  /** Where the value comes from that nobody wrote; absent where it has none. */
  readonly origin?: string;
}

export interface EnvironmentOptions {
  /** Folder of the configs; each `*.yaml` in it is an environment, but for those that start with `_` (bases to extend). */
  readonly folder: string;
  /** Names of environments; all when empty. */
  readonly names: readonly string[];
}

/**
 * Reads, checks and resolves the environments of a folder, sorted by name.
 *
 * @throws ConfigError with the issues of all files at once.
 */
export function loadEnvironments(options: EnvironmentOptions): Environment[] {
  const issues: ConfigIssue[] = [];
  const collect = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      issues.push(...error.issues);
      return undefined;
    }
  };
  const sources = configFiles(options.folder).map((file) => ({ file, source: collect(() => readConfigFile(file)) }));
  const names = sources.map(({ file, source }) => environmentName(source, file));
  const unknown = options.names.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new ConfigError(
      unknown.map((name) => ({
        path: '',
        code: 'file',
        message: `no environment "${name}" in ${options.folder}${nearest(name, names) || `; there are ${names.join(', ')}`}`,
      })),
    );
  }
  const wanted = (name: string | undefined) => options.names.length === 0 || options.names.includes(name ?? '');
  const selected = sources.filter((_, index) => wanted(names[index]));
  // Trouble in files that were not asked for is not the caller's.
  if (options.names.length > 0) {
    const files = selected.map(({ file }) => file);
    const others = issues.filter((issue) => !files.includes(issue.position?.file ?? ''));
    for (const issue of others) issues.splice(issues.indexOf(issue), 1);
  }
  const environments = selected.flatMap(({ file, source }) => {
    const environment = source && collect(() => toEnvironment(file, source));
    return environment === undefined ? [] : [environment];
  });
  issues.push(...sameNames(environments), ...likeNobody(environments, names, options.folder));
  if (issues.length > 0) throw new ConfigError(issues);
  return environments.sort((a, b) => (a.platform.environment < b.platform.environment ? -1 : 1));
}

function configFiles(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ConfigError([
      { path: '', code: 'file', message: `no folder "${folder}"; make a first environment with: memorai init` },
    ]);
  }
  const files = namesIn(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('_') && !name.startsWith('.'))
    .sort();
  if (files.length === 0) {
    throw new ConfigError([
      { path: '', code: 'file', message: `no environment in "${folder}"; make a first one with: memorai init` },
    ]);
  }
  return files.map((name) => join(folder, name).replaceAll('\\', '/'));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const message = `folder "${folder}" cannot be read (${errorCode(error)}); let this user list it`;
    throw new ConfigError([{ path: '', code: 'file', message }]);
  }
}

/** The name that the file gives itself, or that of the file where it gives none. */
function environmentName(source: ConfigSource | undefined, file: string): string {
  const value = source?.value;
  const written = typeof value === 'object' && value !== null && 'environment' in value ? value.environment : undefined;
  return typeof written === 'string' ? written : basename(file).replace(/\.ya?ml$/, '');
}

function toEnvironment(file: string, source: ConfigSource): Environment {
  const platform = resolveSource(source);
  return { file, source, platform, placeOf: (path) => placeIn(source, platform, path) };
}

function placeIn(source: ConfigSource, { origins }: Platform, path: string): Place {
  const origin = lookup(origins, path)?.origin;
  const steps = parsePath(origin?.kind === 'config' ? origin.path : path);
  let depth = 0;
  for (let here = source.value; depth < steps.length; depth += 1) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, String(steps[depth]))) break;
    here = (here as Readonly<Record<string, unknown>>)[String(steps[depth])];
  }
  const position = source.positionOf(steps) ?? { file: source.files[0] ?? '', line: 1, column: 1 };
  return {
    position,
    key: formatPath(steps.slice(0, depth)),
    written: depth === steps.length,
    ...(origin === undefined || origin.kind === 'config' ? {} : { origin: originText(origin) }),
  };
}

/** What an environment says it is a likeness of has to be there, among others that are, and be another one. */
function likeNobody(environments: readonly Environment[], names: readonly string[], folder: string): ConfigIssue[] {
  return environments.flatMap(({ platform: { environment, parity }, placeOf }) => {
    const others = names.filter((name) => name !== environment);
    if (parity === undefined || others.includes(parity.with)) return [];
    // A folder that holds this one alone was taken out of a larger one.
    if (others.length === 0 && parity.with !== environment) return [];
    return [
      {
        path: 'parity.with',
        code: 'value' as const,
        message:
          parity.with === environment
            ? `"${environment}" is this environment itself; name another one`
            : `no environment "${parity.with}" in ${folder}${nearest(parity.with, others) || `; there are ${others.join(', ')}`}`,
        position: placeOf('parity.with').position,
      },
    ];
  });
}

function sameNames(environments: readonly Environment[]): ConfigIssue[] {
  return environments.flatMap((environment, index) => {
    const name = environment.platform.environment;
    const first = environments.slice(0, index).find((other) => other.platform.environment === name);
    if (first === undefined) return [];
    return [
      {
        path: 'environment',
        code: 'conflict' as const,
        message: `"${name}" is already the name of ${first.file}`,
        position: environment.placeOf('environment').position,
      },
    ];
  });
}
