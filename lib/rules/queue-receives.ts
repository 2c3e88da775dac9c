import type { Rule } from './types';

/** Deliveries that AWS advises at the least: a function that is throttled takes one of them for nothing. */
const LEAST_RECEIVES = 5;

/** With few deliveries a job is dead because nobody had room for it, not because it failed (E20). */
export const queueReceives: Rule = {
  id: 'queue-receives',
  severity: 'warning',
  protects: 'good jobs from becoming dead letters whenever the functions are throttled',
  source: 'E20; AWS Lambda developer guide, "Using Lambda with Amazon SQS"',
  reads: ['queue.maxReceiveCount'],
  wayOut: `let a message be delivered at least ${LEAST_RECEIVES} times`,
  check: ({ queue, services }) =>
    queue.provider === 'sqs' &&
    queue.maxReceiveCount < LEAST_RECEIVES &&
    Object.values(services).some(({ lambda }) => lambda?.trigger === 'queue')
      ? [
          {
            path: 'queue.maxReceiveCount',
            message: `a function that is throttled uses up a delivery: should be at least ${LEAST_RECEIVES}, got ${queue.maxReceiveCount}`,
            value: `${queue.maxReceiveCount}`,
            limit: `${LEAST_RECEIVES}`,
          },
        ]
      : [],
};
