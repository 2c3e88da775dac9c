import type { Artifact } from './platform/artifact';
import { allFacts, type TargetOutput } from './platform/facts';
import { hasOperator } from './platform/scraped';
import type { ObjectPatch, Platform, TargetName } from './platform/types';
import { withPatches } from './platform/with-patches';

/** A renderer: all files of one target, from the platform alone. */
type Target = (platform: Platform) => TargetOutput;

/**
 * Loads the renderer of a target when it is first needed: a Kubernetes-only synth never loads aws-cdk-lib,
 * and the reverse.
 */
const loadTarget: Readonly<Record<TargetName, () => Target>> = {
  kubernetes: () => {
    const { kubernetesOutput } = require('./kubernetes/artifacts') as typeof import('./kubernetes/artifacts');
    return (platform) => kubernetesOutput(platform, rulesOf(platform));
  },
  compose: () => (require('./compose/artifacts') as typeof import('./compose/artifacts')).composeOutput,
  aws: () => (require('./aws/render') as typeof import('./aws/render')).awsOutput,
  monitoring: () => (require('./monitoring/artifacts') as typeof import('./monitoring/artifacts')).monitoringOutput,
  operations: () => {
    const { operationsOutput } = require('./operations/artifacts') as typeof import('./operations/artifacts');
    return operationsOutput;
  },
};

/** What one target makes and another applies: here, as targets do not know each other. */
const rulesOf = (platform: Platform) =>
  hasOperator(platform)
    ? (require('./monitoring/prometheus-rules') as typeof import('./monitoring/prometheus-rules')).prometheusRules(
        platform,
      )
    : [];

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
  /**
   * Changes of single Kubernetes objects, after those of the config: see `patch` in `memorai-infra/kubernetes`.
   *
   * @default - those of the config
   */
  readonly patches?: readonly ObjectPatch[];
}

/**
 * Renders a platform: the files of its targets, sorted by path. Nothing is written, and nothing is checked
 * beyond what `resolvePlatform` checked: call `checkPlatform` and `checkOutput` for the rules.
 *
 * @throws MissingPackageError where a target's peer package is not installed
 * @throws ConfigError for patches that hit nothing and extra objects whose name is taken
 */
export function synthesize(platform: Platform, options: SynthesizeOptions = {}): readonly Artifact[] {
  return renderPlatform(platform, options).artifacts;
}

/**
 * The same with what the files define and refer to, which is read when it is asked for.
 *
 * @throws MissingPackageError where a target's peer package is not installed
 * @throws ConfigError for patches that hit nothing and extra objects whose name is taken
 */
export function renderPlatform(platform: Platform, options: SynthesizeOptions = {}): TargetOutput {
  const wanted = options.targets ?? platform.targets;
  const patched = withPatches(platform, options.patches);
  const outputs = platform.targets.filter((target) => wanted.includes(target)).map((target) => load(target)(patched));
  return {
    artifacts: outputs.flatMap(({ artifacts }) => artifacts).sort((a, b) => (a.path < b.path ? -1 : 1)),
    facts: () => allFacts(outputs.map(({ facts }) => facts())),
  };
}
