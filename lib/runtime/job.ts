import type { Log } from './log';

/** One unit of work, as the api puts it into the queue: a JSON object with a `type` and whatever that type needs. */
export interface Job {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface JobContext {
  readonly messageId: string;
  /** Aborted when the time is up: the job counts as failed then, and comes again. */
  readonly signal: AbortSignal;
}

/** Does one job; rejects when it has to come again. A job may come twice, so doing it twice must do no harm. */
export type ProcessJob = (job: Job, context: JobContext) => Promise<void>;

/** A job that cannot be done, whatever is tried: it ends in the dead-letter queue. The message may be logged. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

/** @throws JobError when the text is not such an object */
export function parseJob(body: string): Job {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new JobError('not JSON');
  }
  if (typeof value !== 'object' || value === null || !('type' in value))
    throw new JobError('not an object with a type');
  const { type } = value;
  if (typeof type !== 'string' || type === '') throw new JobError('its type is not a text');
  return { ...value, type };
}

/**
 * What the reference service does: `echo` succeeds, `fail` fails on purpose, so that retries and the dead-letter queue
 * can be tried. Any other type is refused: to swallow it would lose work that a real worker should have done.
 */
export function createReferenceProcess(log: Log): ProcessJob {
  return async ({ type }, { messageId }) => {
    if (type === 'fail') throw new JobError('told to fail');
    if (type !== 'echo') throw new JobError('unknown type');
    log('info', 'job-done', { messageId, type });
  };
}
