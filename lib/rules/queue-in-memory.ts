import type { Rule } from './types';

/** ElasticMQ is a stand-in for SQS: a restart of its container loses what is in it. */
export const queueInMemory: Rule = {
  id: 'queue-in-memory',
  severity: 'warning',
  protects: 'people from counting on jobs that a restart of the queue forgets',
  source: 'E20',
  reads: ['queue.provider', 'protection.level'],
  wayOut: 'let the application enqueue jobs again, or use SQS',
  check: ({ queue, protection }) =>
    queue.provider === 'elasticmq' && protection.level === 'full'
      ? [
          {
            path: 'queue',
            message:
              'elasticmq keeps messages in memory: jobs that are not done are lost when it restarts; let the application enqueue them again, or use SQS with another deployment',
          },
        ]
      : [],
};
