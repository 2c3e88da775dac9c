import type { Finding, Problem, RuleDescription } from './types';

/**
 * What rules find. One of a team's own that throws is an error under its own name: the others are asked all the same. One
 * of ours is a fault of this library, and is thrown on.
 */
export const ask = <R extends RuleDescription>(
  rules: readonly R[],
  check: (rule: R) => readonly Problem[],
): readonly Finding[] =>
  rules.flatMap((rule) => {
    const { id, severity } = rule;
    try {
      return check(rule).map((problem): Finding => ({ rule: id, severity, ...problem }));
    } catch (error) {
      if (!id.includes('/')) throw error;
      return [{ rule: id, severity: 'error', path: '', message: failed(id, error) }];
    }
  });

const failed = (id: string, error: unknown): string =>
  `rule ${id} could not be asked, so that nothing is known of it here: it threw ${String(error).split('\n')[0]}; mend the rule, or leave it out`;
