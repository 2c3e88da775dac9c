import { jobSeconds } from '../platform/resolve/queue';
import { consumesQueue } from '../platform/uses';
import type { Problem, Rule } from './types';

const FACTOR = 6;
const HALF_DAY = 43_200;

/** A message stays hidden for longer than its consumer may take, retries included (E21). */
export const queueVisibility: Rule = {
  id: 'queue-visibility',
  severity: 'error',
  protects: 'jobs from being done twice while the first worker is still at it',
  source: 'E21; guide L130-135; AWS Lambda guide, "Using Lambda with Amazon SQS"',
  reads: [
    'queue.visibilityTimeout',
    'queue.batchWindow',
    'queue.retention',
    'services.*.uses',
    'services.*.timeouts.request',
    'services.*.lambda.timeout',
  ],
  wayOut: 'raise queue.visibilityTimeout, or give a job less time',
  check: ({ queue, services }) => {
    if (queue.provider === 'none') return [];
    const window = queue.provider === 'sqs' ? queue.batchWindowSeconds : 0;
    const problems: Problem[] = [];
    for (const service of Object.values(services)) {
      if (!consumesQueue(service.uses)) continue;
      const job = jobSeconds(service);
      const least = Math.min(HALF_DAY, FACTOR * job + window);
      if (queue.visibilityTimeoutSeconds < least) {
        problems.push({
          path: 'queue.visibilityTimeout',
          message: `must be at least ${FACTOR} × ${job}s of ${service.name} + ${window}s batch window = ${least}s, got ${queue.visibilityTimeoutSeconds}s`,
          value: `${queue.visibilityTimeoutSeconds}s`,
          limit: `${least}s`,
        });
      }
    }
    if (queue.provider === 'sqs' && queue.retentionSeconds <= queue.visibilityTimeoutSeconds) {
      problems.push({
        path: 'queue.retention',
        message: `must be longer than the visibility timeout (${queue.visibilityTimeoutSeconds}s), got ${queue.retentionSeconds}s: messages would expire in a worker's hands`,
        value: `${queue.retentionSeconds}s`,
        limit: `${queue.visibilityTimeoutSeconds}s`,
      });
    }
    return problems;
  },
};
