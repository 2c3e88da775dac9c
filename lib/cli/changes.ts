import { previousArtifacts } from '../output/previous';
import type { Artifact } from '../platform/artifact';
import { asksForVolumes, volumeChanges } from '../rules/volume-changes';
import type { Environment } from './environments';
import { type Located, locate } from './report';

/** What the step from the files in the output folder to the new ones would break. Nothing is rendered for it in vain. */
export function findChanges(outDir: string, environment: Environment, render: () => readonly Artifact[]): Located[] {
  const { platform } = environment;
  const before = previousArtifacts(outDir, platform.environment, asksForVolumes);
  return before.length === 0 ? [] : locate(environment, volumeChanges(platform, before, render()));
}
