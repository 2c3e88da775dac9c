import type { SetupFacts } from '../platform/store-config/setup-facts';
import type { Clock } from './clock';
import type { Environment } from './environment';

/** What every step is given. */
export interface StepContext {
  readonly environment: Environment;
  /** Read when a step asks: seeding needs none. */
  readonly facts: () => SetupFacts;
  /** Folder of the application's SQL: `migrations`, `seeds`, `indexes`. */
  readonly folder: string;
  /** How long to wait for a server that is not there yet. */
  readonly waitMs: number;
  readonly clock: Clock;
  /** Ends the step early: what runs in the server is rolled back there. @default never */
  readonly signal?: AbortSignal;
  /** One line for a person. */
  readonly say: (line: string) => void;
}
