import fc from 'fast-check';
import { type Platform, type PlatformConfig, synthesize } from '../../lib/index';
import type { Artifact } from '../../lib/platform/artifact';
import type { TargetName } from '../../lib/platform/types';
import { accepted } from '../support/generated';

/** A platform and the files that synth writes for one target. */
export interface Subject {
  readonly name: string;
  readonly platform: Platform;
  readonly files: readonly Artifact[];
}

export const subjectOf =
  (target: TargetName) =>
  (name: string, platform: Platform): Subject => ({
    name,
    platform,
    files: synthesize(platform, { targets: [target] }),
  });

/** Subjects of generated configs, the same ones in every run; those without the target and the refused are left out. */
export function generatedFor(target: TargetName, configs: fc.Arbitrary<PlatformConfig>, count: number): Subject[] {
  const found: Subject[] = [];
  for (const config of fc.sample(configs, { seed: 20_261, numRuns: count * 20 })) {
    const platform = accepted(config);
    if (platform?.targets.includes(target)) found.push(subjectOf(target)(`generated ${found.length}`, platform));
    if (found.length === count) break;
  }
  if (found.length < count) throw new Error(`only ${found.length} of ${count} generated configs give files`);
  return found;
}
