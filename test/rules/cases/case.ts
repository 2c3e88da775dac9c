import type { PlatformConfig } from '../../../lib/config/schema/index';

/** A config, and what one rule finds in it; the pages of docs/rules show the first ones of each rule. */
export interface Case {
  readonly rule: string;
  readonly title: string;
  readonly config: PlatformConfig;
  /** What was applied before, where the rule is about the step from one config to the next. */
  readonly before?: PlatformConfig;
  /** `path: message`, word for word; none for a config at the very boundary, or one step inside it. */
  readonly finds: readonly string[];
  /** Lines of the guide with these very values, where the fault is its own. */
  readonly guide?: string;
  /** The day it is, where the rule is about days. */
  readonly today?: string;
}
