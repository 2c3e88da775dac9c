import { checkOutput } from '../check-output';
import type { TargetOutput } from '../platform/facts';
import { checkPlatform } from '../rules/index';
import { findChanges } from './changes';
import type { Environment } from './environments';
import { forEachEnvironment } from './for-each-environment';
import type { Render } from './render-once';
import { type Located, locate } from './report';

/**
 * What the rules find in the platforms on a day. Nothing is rendered.
 *
 * @throws ConfigError with every exception to a rule that is not there, and the place of each
 */
export const findInPlatforms = (environments: readonly Environment[], today: string): Located[] =>
  forEachEnvironment(environments, (environment) =>
    locate(environment, checkPlatform(environment.platform, { today })),
  ).flat();

/**
 * Both phases of the rules: the platforms, then what is made of them. What an error is found in is not rendered: it may
 * contradict itself.
 *
 * @param wanted - Which environments are rendered, where not all are.
 * @throws ConfigError as `findInPlatforms` does, and with every patch that cannot be applied
 */
export const findAll = (
  environments: readonly Environment[],
  today: string,
  render: Render,
  wanted: (environment: Environment) => boolean = () => true,
): Located[] =>
  forEachEnvironment(environments, (environment) => {
    const { platform } = environment;
    const found = checkPlatform(platform, { today });
    const isBroken = found.some(({ severity }) => severity === 'error');
    const rendered: TargetOutput | undefined = isBroken || !wanted(environment) ? undefined : render(environment);
    return locate(environment, [
      ...found,
      ...(rendered === undefined ? [] : checkOutput(platform, { today, rendered })),
    ]);
  }).flat();

/**
 * Also what could not be changed in place, against the files that an earlier synth wrote.
 *
 * @throws ConfigError as `findAll` does
 */
export const findEverything = (
  environments: readonly Environment[],
  outDir: string,
  today: string,
  render: Render,
): Located[] => [
  ...findAll(environments, today, render),
  ...environments.flatMap((one) => findChanges(outDir, one, today, () => render(one).artifacts)),
];

export const isViolated = (findings: readonly Located[]): boolean =>
  findings.some((finding) => finding.severity === 'error');
