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
        message: `a job that fails is tried for ${maxReceiveCount} × ${visibilityTimeoutSeconds}s = ${attempts}s, and SQS deletes it after ${retentionSeconds}s: it never becomes a dead letter; keep messages longer, or lower maxReceiveCount`,
        value: `${retentionSeconds}s`,
        limit: `${attempts}s`,
      });
    }
    if (left < DAY) {
      problems.push({
        path: 'queue.retention',
        message: `a dead letter keeps its age: of the ${deadLetterRetentionSeconds}s that it is kept, ${retentionSeconds}s may be gone, and ${left}s are no day to look at it; must be at most ${deadLetterRetentionSeconds - DAY}s`,
        value: `${retentionSeconds}s`,
        limit: `${deadLetterRetentionSeconds - DAY}s`,
      });
    }
    return problems;
  },
};
