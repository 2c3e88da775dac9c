import { checkOutput } from '../../lib/check-output';
import { resolvePlatform } from '../../lib/platform/index';
import { describeRule } from '../../lib/rules/describe';
import { checkPlatform, type Finding } from '../../lib/rules/index';
import { stepFindings } from '../../lib/rules/step-findings';
import { synthesize } from '../../lib/synthesize';
import type { Case } from './cases/index';

/** Errors of all rules of the platform. */
export const errorsOf = ({ config, today }: Pick<Case, 'config' | 'today'>): readonly Finding[] =>
  checkPlatform(resolvePlatform(config), today === undefined ? {} : { today }).filter(
    ({ severity }) => severity === 'error',
  );

/** What a rule, of either phase, finds in a config, or in the step to it from the one before. */
export function findingsOf({ rule, config, before, today }: Omit<Case, 'title' | 'finds'>): readonly Finding[] {
  const check = describeRule(rule)?.phase === 'output' ? checkOutput : checkPlatform;
  const platform = resolvePlatform(config);
  if (before !== undefined) return stepFindings(platform, synthesize(resolvePlatform(before)), synthesize(platform));
  return check(platform, today === undefined ? {} : { today }).filter((finding) => finding.rule === rule);
}
