import type { TargetOutput } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { ask } from '../ask';
import { exceptionUnused } from '../exception-unused';
import { withExceptions } from '../exceptions';
import { sortFindings } from '../sort-findings';
import type { Finding, RuleContext } from '../types';
import { artifactRules, templateRules } from './index';
import { Output } from './output';
import type { OutputRule } from './types';

/** What the rules of the second phase, and those of a team's own, find in what was rendered of a platform, after its exceptions. */
export const checkRendered = (
  platform: Platform,
  rendered: TargetOutput,
  context: RuleContext = {},
  own: readonly OutputRule[] = [],
): readonly Finding[] => findBy([...artifactRules, ...own], platform, rendered, context);

/** Rules that know enough with one target alone. */
const rulesAlone = { kubernetes: artifactRules, aws: templateRules } as const;

/**
 * The same of what a construct wrote, in an app of somebody's own: a chart, a stack. What other targets make is taken to be
 * there as the platform promises it, and no exception is called unused: it may be for one of them.
 */
export const checkTarget = (
  platform: Platform,
  target: keyof typeof rulesAlone,
  rendered: TargetOutput,
  context: RuleContext = {},
): readonly Finding[] =>
  findBy(rulesAlone[target], { ...platform, targets: [target] }, rendered, context).filter(
    ({ rule }) => rule !== exceptionUnused.id,
  );

function findBy(
  rules: readonly OutputRule[],
  platform: Platform,
  rendered: TargetOutput,
  context: RuleContext,
): readonly Finding[] {
  const output = new Output(rendered);
  const found = ask(rules, ({ check }) => check(output, platform));
  const wayOuts = new Map(rules.map(({ id, wayOut }) => [id, wayOut]));
  return sortFindings(withExceptions(platform, rules, found, context)).map((finding) => {
    const wayOut = saysWayOut(finding) ? undefined : wayOuts.get(finding.rule);
    return wayOut === undefined ? finding : { ...finding, wayOut };
  });
}

/** In a message the way out follows what is wrong, after a semicolon. */
const saysWayOut = ({ message, exception }: Finding): boolean => message.includes('; ') || exception !== undefined;
