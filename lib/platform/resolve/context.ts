import type { ConfigIssue, IssueCode } from '../../config/errors';
import type { CheckedConfig } from '../../config/schema/index';
import type { Origin, TierName, Traced } from '../types';

/** What every part of the resolution shares: the config, and two notebooks: where values came from, and what is wrong. */
export class Context {
  readonly origins: Record<string, Traced> = {};
  readonly issues: ConfigIssue[] = [];

  constructor(readonly config: CheckedConfig) {}

  /** The written value, or else the fallback; notes under `path` which it was. */
  pick<T>(path: string, written: T | undefined, fallback: T, origin: Origin): T {
    const value = written ?? fallback;
    this.origins[path] = { value, origin: written === undefined ? origin : { kind: 'config', path } };
    return value;
  }

  /** A required value: it always comes from the config. */
  take<T>(path: string, written: T): T {
    this.origins[path] = { value: written, origin: { kind: 'config', path } };
    return written;
  }

  fail(path: string, code: IssueCode, message: string): void {
    this.issues.push({ path, code, message });
  }
}

export const byDefault = (source: string): Origin => ({ kind: 'default', source });
export const derivedFrom = (from: string): Origin => ({ kind: 'derived', from });
export const byTier = (tier: TierName, source: string): Origin => ({ kind: 'tier', tier, source });
