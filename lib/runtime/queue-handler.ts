import { cached } from './cached';
import { withDeadline } from './deadline';
import { JobError, type ProcessJob, parseJob } from './job';
import { describeError, type Log, type LogFields } from './log';
import type { Environment } from './settings';

/** What we read of an event of an SQS event source mapping. */
export interface QueueEvent {
  readonly Records: readonly QueueRecord[];
}

export interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
}

/** What we use of Lambda's context. */
export interface QueueContext {
  getRemainingTimeInMillis(): number;
}

/** Partial answer: only these messages come again (needs `ReportBatchItemFailures` on the mapping, E20). */
export interface QueueResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface QueueHandlerOptions {
  /** The settings with their secrets; asked once, and again after a failure. */
  loadSettings(): Promise<Environment>;
  /** Made once from the settings. */
  process(settings: Environment): ProcessJob;
  readonly log: Log;
  /** Time kept to send the partial answer, in milliseconds: no job runs into it. @default 5000 of the worker's 300 s */
  readonly marginMs?: number;
}

/**
 * The Lambda handler of the worker. Records are done one after the other, each on its own; what is malformed, fails, or
 * is not reached in time is reported, so that no job is done twice because of its neighbour. Rejects when settings
 * cannot be loaded or the event is not SQS's: then the whole batch comes again.
 * @throws SettingsError
 */
export function createQueueHandler(
  options: QueueHandlerOptions,
): (event: QueueEvent, context: QueueContext) => Promise<QueueResult> {
  const { log, marginMs = 5_000 } = options;
  const ready = cached(async () => options.process(await options.loadSettings()));

  async function attempt(record: QueueRecord, context: QueueContext, process: ProcessJob): Promise<boolean> {
    const { messageId } = record;
    const timeMs = context.getRemainingTimeInMillis() - marginMs;
    if (timeMs <= 0) {
      log('warn', 'job-not-reached', { messageId });
      return false;
    }
    try {
      const job = parseJob(record.body);
      await withDeadline(timeMs, (signal) => process(job, { messageId, signal }));
      return true;
    } catch (error) {
      log('error', 'job-failed', { messageId, ...describeJobError(error) });
      return false;
    }
  }

  return async (event, context) => {
    const process = await ready().catch((error: unknown) => {
      log('error', 'not-configured', describeError(error));
      throw error;
    });
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      if (!(await attempt(record, context, process))) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };
}

function describeJobError(error: unknown): LogFields {
  return error instanceof JobError ? { error: error.name, reason: error.message } : describeError(error);
}
