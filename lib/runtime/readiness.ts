import { type FailureKind, failureKind } from './connect';
import { withDeadline } from './deadline';

/** One thing that the service needs. */
export interface Check {
  /** `database`, `redis`, `qdrant`, `external`. */
  readonly name: string;
  /** Rejects when the thing cannot be used; stops when the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

interface CheckResult {
  readonly name: string;
  readonly status: 'fulfilled' | 'rejected';
  /** Present when rejected. */
  readonly error?: FailureKind;
}

interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly CheckResult[];
}

/** Below the probe's own 3 s (guide L491), so that the probe gets an answer even when everything hangs. */
export const CHECK_TIMEOUT_MS = 2_000;

/** Only without its database is a replica of no use; an outage elsewhere must not take all replicas away (E70). */
export const DEFAULT_GATES: readonly string[] = ['database'];

/**
 * Runs all checks at the same time.
 * @param gates names of the checks that decide; a name without a check decides nothing
 */
export async function assess(
  checks: readonly Check[],
  gates: readonly string[],
  timeoutMs: number,
): Promise<Readiness> {
  const results = await Promise.all(checks.map((check) => runCheck(check, timeoutMs)));
  return {
    ready: results.every((result) => result.status === 'fulfilled' || !gates.includes(result.name)),
    checks: results,
  };
}

async function runCheck({ name, run }: Check, timeoutMs: number): Promise<CheckResult> {
  try {
    await withDeadline(timeoutMs, run);
    return { name, status: 'fulfilled' };
  } catch (error) {
    return { name, status: 'rejected', error: failureKind(error) };
  }
}
