import { ConfigError, type ConfigIssue } from '../config/errors';
import type { Platform } from '../platform/types';
import { applyPatches } from './apply-patches';
import type { PlacedObject } from './components';
import { deliveredBy } from './delivered-by';
import { placeExtraObjects } from './place-extra-objects';
import { refreshConfigHashes } from './refresh-config-hashes';

/**
 * The final objects of a platform with patches or extra objects, from those that the library makes of it.
 *
 * @throws ConfigError with every patch that hits nothing or cannot be done, and every name that is taken
 */
export function withWaysOut(platform: Platform, own: readonly PlacedObject[]): readonly PlacedObject[] {
  const issues: ConfigIssue[] = [];
  const all = deliveredBy(platform.gitops, [...own, ...placeExtraObjects(platform, own, issues)]);
  const patched = applyPatches(all, platform.patches, issues);
  if (issues.length > 0) throw new ConfigError(issues);
  return refreshConfigHashes(all, patched);
}
