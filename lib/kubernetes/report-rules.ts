import type { Platform } from '../platform/types';
import type { CheckOptions, Finding, Problem } from '../rules/index';

/**
 * What the rules find in a platform and in its objects as they are in the end; the worst first.
 *
 * @param problems - of the final objects
 * @param options - false: only what is wrong with the objects
 */
export function findAll(
  platform: Platform,
  problems: readonly Problem[],
  options: CheckOptions | false,
): readonly Finding[] {
  const { checkPlatform } = require('../rules/index') as typeof import('../rules/index');
  const { sortFindings } = require('../rules/sort-findings') as typeof import('../rules/sort-findings');
  const { withExceptions } = require('../rules/exceptions') as typeof import('../rules/exceptions');
  const { finalObjects } = require('../rules/output/final-objects') as typeof import('../rules/output/final-objects');
  const found = problems.map((problem) => ({ rule: finalObjects.id, severity: finalObjects.severity, ...problem }));
  const context = options === false ? {} : options;
  return sortFindings([
    ...(options === false ? [] : checkPlatform(platform, options)),
    ...withExceptions(platform, [finalObjects], found, context),
  ]);
}

export type { CheckOptions, Finding } from '../rules/index';
