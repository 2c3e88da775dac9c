import type { TargetOutput } from '../platform/facts';
import type { Platform } from '../platform/types';
import type { CheckOptions, Finding } from '../rules/index';

/**
 * What the rules find in a platform, and in its objects as they are in the end; the worst first. Of the rules of the
 * output it is what can be seen in the objects alone.
 *
 * @param rendered - the final objects
 * @param options - false: only what is found in the objects
 */
export function findAll(platform: Platform, rendered: TargetOutput, options: CheckOptions | false): readonly Finding[] {
  const { checkPlatform } = require('../rules/index') as typeof import('../rules/index');
  const { sortFindings } = require('../rules/sort-findings') as typeof import('../rules/sort-findings');
  const { checkTarget } = require('../rules/output/check') as typeof import('../rules/output/check');
  return sortFindings([
    ...(options === false ? [] : checkPlatform(platform, options)),
    ...checkTarget(platform, 'kubernetes', rendered, options === false ? {} : options),
  ]);
}

export type { CheckOptions, Finding } from '../rules/index';
