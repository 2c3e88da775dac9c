import { formatSeconds } from '../config/units';
import type { Problem, Rule } from './types';

const DAY = 86_400;

/** Every attempt fits into the life of a message, and a dead one lives long enough for a person to look at it (E20). */
export const queueRetries: Rule = {
  id: 'queue-retries',
  severity: 'error',
  protects: 'failed jobs from vanishing before anybody has seen them',
  source: "E20; Amazon SQS developer guide, 'Using dead-letter queues'",
  reads: ['queue.maxReceiveCount', 'queue.visibilityTimeout', 'queue.retention'],
  wayOut: 'keep messages for longer than all attempts take and for less than dead letters are kept',
  check: ({ queue }) => {
    if (queue.provider !== 'sqs') return [];
    const { maxReceiveCount, visibilityTimeoutSeconds, retentionSeconds, deadLetterRetentionSeconds } = queue;
    const attempts = maxReceiveCount * visibilityTimeoutSeconds;
    const left = deadLetterRetentionSeconds - retentionSeconds;
    const problems: Problem[] = [];
    if (attempts >= retentionSeconds) {
      problems.push({
        path: 'queue.retention',
        message: `a job that fails is tried for ${maxReceiveCount} × ${formatSeconds(visibilityTimeoutSeconds)} = ${formatSeconds(attempts)}, and SQS deletes it after ${formatSeconds(retentionSeconds)}: it never becomes a dead letter; keep messages longer, or lower maxReceiveCount`,
        value: formatSeconds(retentionSeconds),
        limit: formatSeconds(attempts),
      });
    }
    if (left < DAY) {
      problems.push({
        path: 'queue.retention',
        message: `a dead letter keeps its age: of the ${formatSeconds(deadLetterRetentionSeconds)} that it is kept, ${formatSeconds(retentionSeconds)} may be gone, and ${formatSeconds(left)} are no day to look at it; must be at most ${formatSeconds(deadLetterRetentionSeconds - DAY)}`,
        value: formatSeconds(retentionSeconds),
        limit: formatSeconds(deadLetterRetentionSeconds - DAY),
      });
    }
    return problems;
  },
};
