import type { Platform } from '../../platform/types';
import { type Alarm, inARow, type Metric } from './alarm';

const DAY = 86_400;

/** Of both queues (SQS developer guide, "Available CloudWatch metrics for Amazon SQS"). */
export function queueAlarms({ queue }: Platform): readonly Alarm[] {
  if (queue.provider !== 'sqs') return [];
  const metric = (name: string, QueueName: string): Metric => ({
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName },
    statistic: 'Maximum',
  });
  const age = (name: string) => metric('ApproximateAgeOfOldestMessage', name);
  // A message that failed comes back after the visibility time-out: older than that, it failed or nobody took it.
  const late = Math.min(queue.visibilityTimeoutSeconds, Math.floor(queue.retentionSeconds / 4));
  const lost = Math.floor(queue.retentionSeconds / 2);
  // Counted from the first day in the work queue, so that much less is left in the other.
  const left = queue.deadLetterRetentionSeconds - queue.retentionSeconds;
  const common = { subject: 'queue', comparison: 'above', silence: 'notBreaching' } as const;
  return [
    {
      ...common,
      id: 'queue-age',
      severity: 'warning',
      measure: age(queue.queueName),
      threshold: late,
      periodSeconds: 60,
      periods: inARow(5),
      source: `queue.visibilityTimeout (${queue.visibilityTimeoutSeconds} s), at most a quarter of queue.retention`,
      advice: `A message has waited for more than ${late} s: workers fail at it, or cannot keep up. Read the log of the worker; raise its concurrency if it only lags.`,
    },
    {
      ...common,
      id: 'queue-expiry',
      severity: 'critical',
      measure: age(queue.queueName),
      threshold: lost,
      periodSeconds: 300,
      periods: inARow(1),
      source: `half of queue.retention (${queue.retentionSeconds} s)`,
      advice: `A message has waited for half of the ${queue.retentionSeconds} s after which SQS deletes it. Nothing consumes the queue: see that the worker runs.`,
    },
    {
      ...common,
      id: 'dead-letters',
      severity: 'critical',
      measure: metric('ApproximateNumberOfMessagesVisible', queue.deadLetterQueueName),
      threshold: 0,
      periodSeconds: 60,
      periods: inARow(1),
      source: 'any: each is work that was not done',
      advice: `A message failed ${queue.maxReceiveCount} times. Read it and the log of the worker; mend the cause, then give it back (aws sqs start-message-move-task) or delete it.`,
    },
    ...(left < DAY
      ? []
      : [
          {
            ...common,
            id: 'dead-letters-expiry',
            severity: 'critical',
            measure: age(queue.deadLetterQueueName),
            threshold: left - DAY,
            periodSeconds: 300,
            periods: inARow(1),
            source: `a day before the retention of dead letters (${queue.deadLetterRetentionSeconds} s) less queue.retention (${queue.retentionSeconds} s)`,
            advice: 'A dead letter is deleted within a day. Give it back, copy it, or decide that it may go.',
          } as const,
        ]),
  ];
}
