import type { AlertName } from '../platform/alert-names';
import type { Rule } from './types';

/** What sees a queue that nobody empties, and one that fills with failed work. */
const watching: readonly AlertName[] = ['QueueTooOld', 'DeadLetters'];

/** Work that waits or fails makes no request slower and no pod sick: only the queue itself shows it. */
export const queueUnwatched: Rule = {
  id: 'queue-unwatched',
  severity: 'warning',
  protects: 'failed jobs from lying in the dead-letter queue until it forgets them',
  source: 'E20; guide L1298-1302',
  reads: ['alarms.enabled', 'monitoring.alerts', 'queue.provider', 'protection.level'],
  wayOut:
    'keep the alarms of CloudWatch, or the alerts of Prometheus that look at the queue; of elasticmq look into it by hand',
  check: ({ queue, alarms, alerting, protection }) => {
    if (queue.provider === 'elasticmq' && protection.level === 'full') {
      return [
        {
          path: 'queue',
          message: `nothing watches ${queue.queueName} and ${queue.deadLetterQueueName}: elasticmq tells no monitoring how long work waits or that it failed; look into the dead letters by hand, and accept this with that as the reason (exceptions)`,
        },
      ];
    }
    if (queue.provider !== 'sqs' || protection.level === 'none' || alarms?.enabled === true) return [];
    const unseen = watching.filter((name) => alerting === undefined || alerting.disabled.includes(name));
    if (unseen.length === 0) return [];
    return [
      {
        path: 'alarms.enabled',
        message:
          alerting === undefined
            ? `nothing watches ${queue.queueName} and ${queue.deadLetterQueueName}; leave the alarms on`
            : `without alarms only Prometheus watches ${queue.queueName} and ${queue.deadLetterQueueName}, and ${unseen.join(', ')} ${unseen.length === 1 ? 'is' : 'are'} off there; leave one of both on`,
      },
    ];
  },
};
