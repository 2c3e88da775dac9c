import type { Reference } from '../../platform/facts';
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
  reads: ['queue', 'patches'],
  wayOut: 'name the queue that the queue stack, or ElasticMQ, makes',
  check: (output, { queue, targets }) => {
    const sent =
      queue.provider === 'sqs' && !targets.includes('aws') ? [queue.queueName, queue.deadLetterQueueName] : [];
    return [
      ...unresolved(output, {
        kind: 'queue',
        word: 'queue',
        missing: 'which nothing makes',
        path: 'queue',
        isElsewhere: ({ name }) => sent.includes(name),
      }),
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
