import type { SetupFacts } from '../platform/store-config/setup-facts';
import type { SqlClient } from './sql-client';
import type { StepContext } from './step';

/** What a check of `verify` is given. */
export interface CheckInput {
  readonly client: SqlClient;
  readonly facts: SetupFacts['postgres'];
  readonly context: StepContext;
}

export interface Check {
  readonly name: string;
  /** What is wrong, each with the way out; nothing: as it should be. */
  readonly check: (input: CheckInput) => Promise<readonly string[]>;
}
