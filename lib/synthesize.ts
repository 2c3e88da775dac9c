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

/** Thrown when a target's peer package is not installed. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';

  constructor(target: string, packageName: string, options?: ErrorOptions) {
    super(
      `target ${target} needs the package ${packageName}, which is not installed; npm install ${packageName}`,
      options,
    );
  }
}

/** @throws MissingPackageError where the target's peer package is not there */
function load(target: TargetName): Target {
  try {
    return loadTarget[target]();
  } catch (error) {
    const name = /^Cannot find module '((?:@[^/']+\/)?[^/'.][^/']*)/.exec(
      error instanceof Error ? error.message : '',
    )?.[1];
    if (name === undefined) throw error;
    throw new MissingPackageError(target, name, { cause: error });
  }
}

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
 *
 * @throws MissingPackageError where a target's peer package is not installed
 */
export function synthesize(platform: Platform, options: SynthesizeOptions = {}): readonly Artifact[] {
  const wanted = options.targets ?? platform.targets;
  return platform.targets
    .filter((target) => wanted.includes(target))
    .flatMap((target) => load(target)(platform))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
