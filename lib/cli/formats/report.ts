import type { ConfigIssue } from '../../config/errors';
import type { Finding } from '../../rules/index';
import type { Console } from '../console';
import type { Located } from '../report';

/** From which severity on a finding ends the command with 3. */
export const failOnChoices = ['error', 'warning', 'note', 'never'] as const;
export type FailOn = (typeof failOnChoices)[number];

/** What `memorai check` has to say, before it has a form. */
export interface Report {
  /** All that were looked at, those without a finding too. */
  readonly environments: readonly string[];
  readonly findings: readonly Located[];
  /** Where a config cannot be read or resolved; then nothing was held against the rules. */
  readonly issues: readonly ConfigIssue[];
  readonly failOn: FailOn;
  /** Version of this program. */
  readonly version: string;
}

/** Data to stdout; only the text for a person has messages too. */
export type Format = (report: Report, console: Console) => void;

const ranks: Readonly<Record<FailOn, number>> = { note: 0, warning: 1, error: 2, never: 3 };

/** Whether a finding is one of those that end the command with 3; what the config accepts never is. */
export const fails = ({ severity, exception }: Finding, failOn: FailOn): boolean =>
  exception === undefined && ranks[severity] >= ranks[failOn];

/** The name under which a mistake of a config is reported, beside the names of the rules. */
export const issueRule = ({ code }: ConfigIssue): string => `config-${code}`;
