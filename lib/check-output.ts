import type { ObjectPatch, Platform } from './platform/types';
import { withPatches } from './platform/with-patches';
import { withExceptions } from './rules/exceptions';
import { finalObjects } from './rules/output/final-objects';
import type { Finding } from './rules/types';

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
}

/**
 * The second half of the rules: holds the final objects against each other, where patches or extra objects have a part
 * in them. What the library makes alone is right by its tests, and is not rendered here.
 *
 * @throws ConfigError for patches that hit nothing and extra objects whose name is taken
 */
export function checkOutput(platform: Platform, options: CheckOutputOptions = {}): readonly Finding[] {
  const patched = withPatches(platform, options.patches);
  const isOurs = patched.patches.length === 0 && patched.extraObjects.length === 0;
  return withExceptions(patched, [finalObjects], isOurs ? [] : problems(patched), options);
}

function problems(patched: Platform): readonly Finding[] {
  const { kubernetesObjects } = require('./kubernetes/objects') as typeof import('./kubernetes/objects');
  const { checkObjects } = require('./kubernetes/check-objects') as typeof import('./kubernetes/check-objects');
  return checkObjects(patched, kubernetesObjects(patched)).map((problem) => ({
    rule: finalObjects.id,
    severity: finalObjects.severity,
    ...problem,
  }));
}
