import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError, type ConfigIssue, type Position } from '../config/errors';
import { nearest } from '../config/nearest';
import { type ConfigSource, readConfigFile } from '../config/read';
import { positionIn, resolveSource } from '../load-platform';
import type { Platform } from '../platform/types';

/** One environment as read from its file. */
export interface Environment {
  readonly file: string;
  readonly platform: Platform;
  /** Where a config path was written; the nearest key above it where it was not. */
  positionOf(path: string): Position | undefined;
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
  issues.push(...sameNames(environments));
  if (issues.length > 0) throw new ConfigError(issues);
  return environments.sort((a, b) => (a.platform.environment < b.platform.environment ? -1 : 1));
}

function configFiles(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ConfigError([
      { path: '', code: 'file', message: `no folder "${folder}"; make a first environment with: memorai init` },
    ]);
  }
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('_') && !name.startsWith('.'))
    .sort();
  if (files.length === 0) {
    throw new ConfigError([
      { path: '', code: 'file', message: `no environment in "${folder}"; make a first one with: memorai init` },
    ]);
  }
  return files.map((name) => join(folder, name).replaceAll('\\', '/'));
}

/** The name that the file gives itself, or that of the file where it gives none. */
function environmentName(source: ConfigSource | undefined, file: string): string {
  const value = source?.value;
  const written = typeof value === 'object' && value !== null && 'environment' in value ? value.environment : undefined;
  return typeof written === 'string' ? written : basename(file).replace(/\.ya?ml$/, '');
}

function toEnvironment(file: string, source: ConfigSource): Environment {
  return { file, platform: resolveSource(source), positionOf: (path) => positionIn(source, path) };
}

function sameNames(environments: readonly Environment[]): ConfigIssue[] {
  return environments.flatMap((environment, index) => {
    const name = environment.platform.environment;
    const first = environments.slice(0, index).find((other) => other.platform.environment === name);
    if (first === undefined) return [];
    const position = environment.positionOf('environment');
    return [
      {
        path: 'environment',
        code: 'conflict' as const,
        message: `"${name}" is already the name of ${first.file}`,
        ...(position === undefined ? {} : { position }),
      },
    ];
  });
}
