import { previousArtifacts } from '../output/previous';
import type { Artifact } from '../platform/artifact';
import { withExceptions } from '../rules/exceptions';
import { versionChange } from '../rules/output/version-change';
import { volumeChange } from '../rules/output/volume-change';
import { stepFindings } from '../rules/step-findings';
import { saysVersions } from '../rules/version-changes';
import { asksForVolumes } from '../rules/volume-changes';
import type { Environment } from './environments';
import { type Located, locate } from './report';

/** What the step from the files in the output folder to the new ones would break. Nothing is rendered for it in vain. */
export function findChanges(
  outDir: string,
  environment: Environment,
  today: string,
  render: () => readonly Artifact[],
): Located[] {
  const { platform } = environment;
  const isCompared = (path: string) => asksForVolumes(path) || saysVersions(path);
  const before = previousArtifacts(outDir, platform.environment, isCompared);
  if (before.length === 0) return [];
  const found = stepFindings(platform, before, render());
  return locate(environment, withExceptions(platform, [versionChange, volumeChange], found, { today }));
}
