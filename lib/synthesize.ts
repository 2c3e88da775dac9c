import type { Artifact } from './platform/artifact';
import type { Platform, TargetName } from './platform/types';

/** A renderer: all files of one target, from the platform alone. */
type Target = (platform: Platform) => readonly Artifact[];

/**
 * Loads the renderer of a target when it is first needed: a Kubernetes-only synth never loads aws-cdk-lib,
 * and the reverse.
 */
const loadTarget: Readonly<Record<TargetName, () => Target>> = {
  kubernetes: () => (require('./kubernetes/artifacts') as typeof import('./kubernetes/artifacts')).kubernetesArtifacts,
  aws: () => (require('./aws/render') as typeof import('./aws/render')).awsArtifacts,
};

export interface SynthesizeOptions {
  /**
   * Which targets to render; those that the environment does not have are left out.
   *
   * @default - all targets of the environment
   */
  readonly targets?: readonly TargetName[];
}

/**
 * Renders a platform: the files of its targets, sorted by path. Nothing is written, and nothing is checked
 * beyond what `resolvePlatform` checked: call `checkPlatform` for the rules.
 */
export function synthesize(platform: Platform, options: SynthesizeOptions = {}): readonly Artifact[] {
  const wanted = options.targets ?? platform.targets;
  return platform.targets
    .filter((target) => wanted.includes(target))
    .flatMap((target) => loadTarget[target]()(platform))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
