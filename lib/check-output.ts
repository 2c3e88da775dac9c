import type { TargetOutput } from './platform/facts';
import type { ObjectPatch, Platform } from './platform/types';
import { withPatches } from './platform/with-patches';
import type { OutputRule } from './rules/output/types';
import type { Finding } from './rules/types';
import { renderPlatform } from './synthesize';

export interface CheckOutputOptions {
  /**
   * Patches that are given to `synthesize` too.
   *
   * @default - those of the config
   */
  readonly patches?: readonly ObjectPatch[];
  /**
   * The day it is, `2026-11-28`, as `checkPlatform` takes it.
   *
   * @default - no exception ends
   */
  readonly today?: string;
  /**
   * Rules of a team's own over the output, held against it beside ours. Their ids are `team/its-rule`; give them to
   * `checkPlatform` too, where the config excepts one of them.
   *
   * @default - ours only
   */
  readonly outputRules?: readonly OutputRule[];
  /**
   * What was rendered of this platform, with all its targets and these patches.
   *
   * @default - it is rendered
   */
  readonly rendered?: TargetOutput;
}

/**
 * The second half of the rules: holds the artifacts of all targets against each other, by what they define and refer to.
 * It renders what `checkPlatform` has found no error in; another platform may contradict itself. Errors first, then by
 * path.
 *
 * @throws MissingPackageError where a target's peer package is not installed
 * @throws ConfigError for patches that hit nothing and extra objects whose name is taken
 * @throws RangeError for a rule of a team's own whose id is taken or has no name of the team in front
 */
export function checkOutput(platform: Platform, options: CheckOutputOptions = {}): readonly Finding[] {
  const { rendered, patches, outputRules = [], ...context } = options;
  const { checkOwnRules } = require('./rules/check-options') as typeof import('./rules/check-options');
  checkOwnRules(outputRules);
  const patched = withPatches(platform, patches);
  const { checkRendered } = require('./rules/output/check') as typeof import('./rules/output/check');
  return checkRendered(patched, rendered ?? renderPlatform(patched), context, outputRules);
}
