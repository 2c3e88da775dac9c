import { ConfigError } from '../config/errors';
import { nearest } from '../config/nearest';
import { isWithin } from '../config/path-pattern';
import type { Platform, RuleException } from '../platform/types';
import { exceptionExpired } from './exception-expired';
import { exceptionUnused } from './exception-unused';
import type { Finding, RuleContext, RuleDescription } from './types';

/** What exceptions themselves can be at fault with. */
export const exceptionRules: readonly RuleDescription[] = [exceptionExpired, exceptionUnused];

/**
 * What some rules found, after the exceptions of the config that name one of them. Nothing is dropped: what is accepted
 * stays as a note with its reason. An exception whose last day is over accepts nothing, and is a finding; so is one that
 * accepts nothing because there is nothing.
 *
 * @param ran - all rules that were asked, also those that found nothing
 */
export function withExceptions(
  { exceptions }: Platform,
  ran: readonly RuleDescription[],
  found: readonly Finding[],
  { today }: RuleContext,
): readonly Finding[] {
  const own = exceptions.filter(({ rule }) => ran.some(({ id }) => id === rule));
  const isOver = ({ until }: RuleException) => until !== undefined && today !== undefined && until < today;
  const restated = new Map(ran.map(({ id, restates }) => [id, restates]));
  return [
    ...found.map((finding) => {
      const before = { ...finding, rule: restated.get(finding.rule) ?? finding.rule };
      const exception = exceptions.find((one) => (covers(one, finding) || covers(one, before)) && !isOver(one));
      return exception === undefined ? finding : accepted(finding, exception);
    }),
    ...own.flatMap((one) => {
      const covered = found.filter((finding) => covers(one, finding));
      if (covered.length === 0) return [unused(one)];
      if (!isOver(one) || today === undefined) return [];
      const left = covered.filter((finding) => !own.some((other) => covers(other, finding) && !isOver(other)));
      return [left.length === 0 ? replaced(one) : expired(one, left, today)];
    }),
  ];
}

const covers = ({ rule, path }: RuleException, finding: Finding): boolean =>
  rule === finding.rule && (path === undefined || isWithin(finding.path, path));

function accepted(finding: Finding, { reason, until }: RuleException): Finding {
  return {
    ...finding,
    severity: 'note',
    message: `${finding.message} (accepted${until === undefined ? '' : ` until ${until}`}: ${reason})`,
    exception: { severity: finding.severity, reason, ...(until === undefined ? {} : { until }) },
  };
}

const unused = ({ rule, path, source }: RuleException): Finding => ({
  rule: exceptionUnused.id,
  severity: exceptionUnused.severity,
  path: source,
  message: `accepts nothing: rule ${rule} finds no fault${path === undefined ? '' : ` at ${path}`}; take it out`,
});

/** It has ended, and its place is taken. */
const replaced = ({ rule, until = '', source }: RuleException): Finding => ({
  rule: exceptionUnused.id,
  severity: exceptionUnused.severity,
  path: source,
  message: `accepts nothing: it ended on ${until}, and another exception accepts what rule ${rule} finds; take it out`,
});

const expired = ({ rule, until = '', source }: RuleException, covered: readonly Finding[], today: string): Finding => ({
  rule: exceptionExpired.id,
  severity: exceptionExpired.severity,
  path: `${source}.until`,
  message: `ended on ${until}, and today is ${today}: what ${rule} finds at ${covered.map(({ path }) => path).join(', ')} counts again; mend it, or set a later day`,
  value: until,
  limit: today,
});

/** A team's rules are `team/its-rule`: which of them there are is known only where they are run. */
const ownerOf = (id: string): string => (id.includes('/') ? id.slice(0, id.indexOf('/')) : '');

/**
 * Refuses exceptions to rules that are not there, and to those that take none.
 *
 * @param rules - all of both phases; of other teams those that are run now
 * @throws ConfigError with every such exception
 */
export function checkExceptions({ exceptions }: Platform, rules: readonly RuleDescription[]): void {
  const known = rules.map(({ id }) => id);
  const owners = new Set(['', ...known.map(ownerOf)]);
  const issues = exceptions.flatMap(({ rule: id, source }) => {
    const refused = (message: string) => [{ path: `${source}.rule`, code: 'value' as const, message }];
    const rule = [...rules, ...exceptionRules].find((one) => one.id === id);
    if (rule === undefined) {
      return owners.has(ownerOf(id))
        ? refused(`no rule "${id}"${nearest(id, known) || '; memorai list rules has their ids'}`)
        : [];
    }
    return rule.neverAccepted === undefined
      ? []
      : refused(`"${id}" cannot be excepted: ${rule.neverAccepted}; ${rule.wayOut}`);
  });
  if (issues.length > 0) throw new ConfigError(issues);
}
