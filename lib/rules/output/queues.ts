import type { Definition, Reference } from '../../platform/facts';
import type { Problem } from '../types';
import { type Output, where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

/** Queues at the end of addresses that are written out, as with ElasticMQ. */
const inAddresses = ({ facts }: Output): readonly Reference[] =>
  facts.environments.flatMap(({ file, at, source, variables }) =>
    variables.flatMap(({ name, at: variable, value }): Reference[] =>
      name === 'QUEUE_URL' && value !== undefined
        ? [{ kind: 'queue', name: value.slice(value.lastIndexOf('/') + 1), file, at: `${at}.${variable}`, source }]
        : [],
    ),
  );

export const queueNames: OutputRule = {
  id: 'queue-names',
  severity: 'error',
  protects: 'messages from going to another queue than the one that is read, where they are lost after its retention',
  source: 'E20, E42',
  reads: ['queue'],
  wayOut: 'name the queue that the queue stack, or ElasticMQ, makes',
  check: (output) => {
    const props = { kind: 'queue', word: 'queue', missing: 'which nothing makes', path: 'queue' } as const;
    return [
      ...unresolved(output, props),
      ...inAddresses(output)
        .filter(({ name }) => output.find('queue', name).length === 0)
        .map((reference): Problem => {
          const known = output.definitions('queue').map(({ name }) => name);
          return {
            path: reference.source ?? 'queue',
            message: `${where(reference)} names queue ${reference.name}, which nothing makes; there are ${known.join(', ')}`,
          };
        }),
    ];
  },
};

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
