import { documentation } from '../platform/documentation';
import { exceptionRules } from './exceptions';
import { rules } from './index';
import { outputRules } from './output/index';
import type { Phase, RuleDescription } from './types';

/** All that a rule says of itself, and where its page is. */
export interface DescribedRule extends RuleDescription {
  readonly phase: Phase;
  readonly page: string;
}

const describe = (rule: RuleDescription, phase: Phase): DescribedRule => ({
  id: rule.id,
  severity: rule.severity,
  protects: rule.protects,
  source: rule.source,
  reads: rule.reads,
  wayOut: rule.wayOut,
  ...(rule.neverAccepted === undefined ? {} : { neverAccepted: rule.neverAccepted }),
  phase,
  page: documentation(rulePage(rule.id)),
});

/** Its page below docs/. */
const rulePage = (id: string): string => `rules/${id}.md`;

/** Every rule of both phases, by id. */
export const describedRules: readonly DescribedRule[] = [
  ...[...rules, ...exceptionRules].map((rule) => describe(rule, 'platform')),
  ...outputRules.map((rule) => describe(rule, 'output')),
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** One rule of either phase; undefined where there is none of this id. */
export const describeRule = (id: string): DescribedRule | undefined => describedRules.find((rule) => rule.id === id);
