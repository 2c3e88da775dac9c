import type { TargetOutput } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { withExceptions } from '../exceptions';
import { sortFindings } from '../sort-findings';
import type { Finding, RuleContext } from '../types';
import { artifactRules } from './index';
import { Output } from './output';

/** What the rules of the second phase find in what was rendered of a platform, after its exceptions. */
export function checkRendered(
  platform: Platform,
  rendered: TargetOutput,
  context: RuleContext = {},
): readonly Finding[] {
  const output = new Output(rendered);
  const found = artifactRules.flatMap(({ id, severity, check }) =>
    check(output, platform).map((problem): Finding => ({ rule: id, severity, ...problem })),
  );
  return sortFindings(withExceptions(platform, artifactRules, found, context));
}
