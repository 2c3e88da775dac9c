import { previousArtifacts } from '../output/previous';
import type { Artifact } from '../platform/artifact';
import { withExceptions } from '../rules/exceptions';
import { volumeChange } from '../rules/output/volume-change';
import { asksForVolumes, volumeChanges } from '../rules/volume-changes';
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
  const before = previousArtifacts(outDir, platform.environment, asksForVolumes);
  const found = before.length === 0 ? [] : volumeChanges(platform, before, render());
  return locate(environment, withExceptions(platform, [volumeChange], found, { today }));
}
