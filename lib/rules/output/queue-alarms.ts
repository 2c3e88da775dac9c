import type { Definition } from '../../platform/facts';
import { type Output, where } from './output';
import type { OutputRule } from './types';

const isWatched = (output: Output, { name }: Definition): boolean =>
  output.definitions('alarm').some(({ parts }) => parts?.includes(name)) ||
  output.references('queue').some((one) => one.name === name && one.file.startsWith('prometheus/rules/'));

export const queueAlarms: OutputRule = {
  id: 'queue-alarms',
  severity: 'warning',
  protects: 'messages from waiting or dying in a queue that nobody watches, until a user asks where they are',
  source: 'E20; guide L134',
  reads: ['alarms.enabled', 'monitoring.alerts', 'queue'],
  wayOut: 'leave alarms switched on, or watch the queue from Prometheus',
  // What stands in for SQS on a developer's machine keeps messages in memory: there is nothing to watch.
  check: (output) =>
    output
      .definitions('queue')
      .filter((queue) => queue.file.startsWith('cloudformation/') && !isWatched(output, queue))
      .map((queue) => ({
        path: 'alarms.enabled',
        message: `${where(queue)} makes queue ${queue.name}, which no alarm and no alert watches; leave alarms on, or the alerts QueueTooOld and DeadLetters`,
      })),
};
