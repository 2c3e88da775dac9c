import type { TargetOutput } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { ask } from '../ask';
import { withExceptions } from '../exceptions';
import { sortFindings } from '../sort-findings';
import type { Finding, RuleContext } from '../types';
import { artifactRules } from './index';
import { Output } from './output';
import type { OutputRule } from './types';

/** What the rules of the second phase, and those of a team's own, find in what was rendered of a platform, after its exceptions. */
export function checkRendered(
  platform: Platform,
  rendered: TargetOutput,
  context: RuleContext = {},
  own: readonly OutputRule[] = [],
): readonly Finding[] {
  const output = new Output(rendered);
  const all = [...artifactRules, ...own];
  const found = ask(all, ({ check }) => check(output, platform));
  return sortFindings(withExceptions(platform, all, found, context));
}
