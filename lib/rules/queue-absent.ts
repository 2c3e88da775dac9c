import type { Rule } from './types';

/** Without a queue the api has no way to hand work to the worker. */
export const queueAbsent: Rule = {
  id: 'queue-absent',
  severity: 'warning',
  protects: 'people from wondering why jobs are never done',
  source: 'E20',
  reads: ['queue.provider', 'services.*.enabled'],
  wayOut: 'add a queue, or leave the worker out',
  check: ({ queue, services }) =>
    queue.provider === 'none' && services.worker !== undefined
      ? [
          {
            path: 'queue',
            message:
              'there is no queue, so the worker gets no jobs from the api; add an aws section for SQS, or set services.worker.enabled: false',
          },
        ]
      : [],
};
