/** A finding that is known and accepted, as the config says it. */
export interface RuleException {
  /** Id of a rule; `team/its-rule` for one that is not ours. */
  readonly rule: string;
  /** Where, with all below it; `*` stands for any name. Absent: wherever the rule finds it. */
  readonly path?: string | undefined;
  readonly reason: string;
  /** The last day on which it holds, `2027-01-31`. Absent: no end. */
  readonly until?: string | undefined;
  /** Where it was written: `exceptions[0]`. */
  readonly source: string;
}
