import type { Artifact } from '../platform/artifact';
import type { Platform } from '../platform/types';
import type { Finding } from './types';
import { versionChanges } from './version-changes';
import { volumeChanges } from './volume-changes';

/** What the step from one output of an environment to the next would break, of all that is held against both. */
export const stepFindings = (
  platform: Platform,
  before: readonly Artifact[],
  after: readonly Artifact[],
): readonly Finding[] => [...volumeChanges(platform, before, after), ...versionChanges(before, after)];
