import { checkOutput } from '../check-output';
import { checkPlatform, type Finding } from '../rules/index';
import { synthesize } from '../synthesize';
import { findChanges } from './changes';
import type { Environment } from './environments';
import { forEachEnvironment } from './for-each-environment';
import { type Located, locate } from './report';

/**
 * What the rules find in the platforms, and in the final objects, on a day.
 *
 * @throws ConfigError with every exception to a rule that is not there and every patch that cannot be applied, and the
 * place of each
 */
export const findAll = (environments: readonly Environment[], today: string): Located[] =>
  forEachEnvironment(environments, (environment) => locate(environment, findIn(environment, today))).flat();

/** Both phases of the rules: the platform, then what is made of it. */
const findIn = ({ platform }: Environment, today: string): readonly Finding[] => [
  ...checkPlatform(platform, { today }),
  ...checkOutput(platform, { today }),
];

/**
 * Also what could not be changed in place, against the files that an earlier synth wrote.
 *
 * @throws ConfigError as `findAll` does
 */
export const findEverything = (environments: readonly Environment[], outDir: string, today: string): Located[] => [
  ...findAll(environments, today),
  ...environments.flatMap((one) =>
    findChanges(outDir, one, today, () => synthesize(one.platform, { targets: ['kubernetes'] })),
  ),
];

export const isViolated = (findings: readonly Located[]): boolean =>
  findings.some((finding) => finding.severity === 'error');
