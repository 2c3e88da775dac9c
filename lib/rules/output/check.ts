import type { TargetOutput } from '../../platform/facts';
import type { Platform, TargetName } from '../../platform/types';
import { ask } from '../ask';
import { exceptionUnused } from '../exception-unused';
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
  const wayOuts = new Map(all.map(({ id, wayOut }) => [id, wayOut]));
  return sortFindings(withExceptions(platform, all, found, context)).map((finding) => {
    const wayOut = saysWayOut(finding) ? undefined : wayOuts.get(finding.rule);
    return wayOut === undefined ? finding : { ...finding, wayOut };
  });
}

/**
 * The same of what one target alone wrote. What the others make is taken to be there as the platform promises it, and no
 * exception is called unused: it may be for one of them.
 */
export const checkTarget = (
  platform: Platform,
  target: TargetName,
  rendered: TargetOutput,
  context: RuleContext = {},
): readonly Finding[] =>
  checkRendered({ ...platform, targets: [target] }, rendered, context).filter(
    ({ rule }) => rule !== exceptionUnused.id,
  );

/** In a message the way out follows what is wrong, after a semicolon. */
const saysWayOut = ({ message, exception }: Finding): boolean => message.includes('; ') || exception !== undefined;
