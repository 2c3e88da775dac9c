import type { ConfigIssue, IssueCode } from '../../config/errors';
import { parsePath } from '../../config/parse-path';
import type { CheckedConfig } from '../../config/schema/index';
import type { Origin, TierName, Traced } from '../types';
import { memberOf } from './lay-over';

/** What every part of the resolution shares: the config, and two notebooks: where values came from, and what is wrong. */
export class Context {
  readonly origins: Record<string, Traced> = {};
  readonly issues: ConfigIssue[] = [];

  /** @param written the config as a person wrote it, before the schema filled anything in */
  constructor(
    readonly config: CheckedConfig,
    private readonly written: unknown,
  ) {}

  /** The written value, or else the fallback; notes under `path` which it was. */
  pick<T>(path: string, written: T | undefined, fallback: T, origin: Origin): T {
    const value = written ?? fallback;
    this.origins[path] = {
      value,
      origin: written === undefined ? origin : { kind: 'config', path: this.placeOf(path) },
    };
    return value;
  }

  /** A required value: it always comes from the config. */
  take<T>(path: string, written: T): T {
    this.origins[path] = { value: written, origin: { kind: 'config', path: this.placeOf(path) } };
    return written;
  }

  /** A value that the schema has filled in where nobody wrote it: noted only where somebody did. */
  keep<T>(path: string, value: T): T {
    const place = this.placeOf(path);
    if (this.has(place)) this.origins[path] = { value, origin: { kind: 'config', path: place } };
    return value;
  }

  /** What is said once for all services is wrong once. */
  fail(path: string, code: IssueCode, message: string): void {
    const place = this.placeOf(path);
    if (this.issues.some((issue) => issue.path === place && issue.message === message)) return;
    this.issues.push({ path: place, code, message });
  }

  /** Where a value of a service stands: in its own block, or in the one for all services. */
  private placeOf(path: string): string {
    const rest = /^services\.[^.]+\.(.+)$/.exec(path)?.[1];
    if (rest === undefined || this.has(path)) return path;
    const shared = `serviceDefaults.${rest}`;
    return this.has(shared) ? shared : path;
  }

  private has(path: string): boolean {
    let value = this.written;
    for (const step of path.includes('[') ? parsePath(path) : path.split('.')) {
      value = Array.isArray(value) ? value[Number(step)] : memberOf(value, String(step));
    }
    return value !== undefined;
  }
}

export const byDefault = (source: string): Origin => ({ kind: 'default', source });
export const derivedFrom = (from: string): Origin => ({ kind: 'derived', from });
export const byTier = (tier: TierName, source: string): Origin => ({ kind: 'tier', tier, source });
