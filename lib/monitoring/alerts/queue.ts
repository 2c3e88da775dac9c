import type { Platform, Service } from '../../platform/types';
import { consumesQueue } from '../../platform/uses';
import { above, always, last } from '../promql';
import type { Alert, Look } from './alert';
import { aws, logs } from './commands';
import { inCluster, onOneMachine } from './places';

/** Whose jobs they are. */
const consumer = ({ services }: Platform): Service | undefined =>
  Object.values(services).find(({ uses }) => consumesQueue(uses));

const workerOf = (platform: Platform): string => consumer(platform)?.fullName ?? 'memorai-worker';

/** What a queue of AWS says of itself. */
function messages(platform: Platform, what: string, which: 'queueName' | 'deadLetterQueueName'): readonly Look[] {
  const { queue } = platform;
  if (queue.provider !== 'sqs') return [];
  const url = `"$(${aws(platform, 'sqs', 'get-queue-url', `--queue-name ${queue[which]}`, '--query QueueUrl --output text')})"`;
  return [
    { what, command: aws(platform, 'sqs', 'get-queue-attributes', `--queue-url ${url}`, '--attribute-names All') },
  ];
}

/** The work queue and its dead letters. */
export const queueAlerts: readonly Alert[] = [
  {
    name: 'QueueTooOld',
    severity: 'warning',
    for: '5m',
    summary: 'Jobs wait for longer than one takes',
    description: 'the oldest message of {{ $labels.dimension_QueueName }} has waited {{ $value | humanizeDuration }}',
    source: 'E21, E108',
    applies: ({ queue }) => queue.provider === 'sqs',
    expression: ({ queue }) =>
      queue.provider === 'none'
        ? always(0)
        : above(
            last('aws_sqs_approximate_age_of_oldest_message_maximum', { dimension_QueueName: queue.queueName }),
            queue.visibilityTimeoutSeconds,
          ),
    fires: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_age_of_oldest_message_maximum{job="yace",dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]:
          '100000x20',
      },
      at: '10m',
      labels: { job: 'yace', dimension_QueueName: queue.provider === 'none' ? '' : queue.queueName },
      says: `the oldest message of ${queue.provider === 'none' ? '' : queue.queueName} has waited 1d 3h 46m 40s`,
    }),
    quiet: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_age_of_oldest_message_maximum{job="yace",dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]: `${queue.provider === 'none' ? 0 : queue.visibilityTimeoutSeconds}x20`,
      },
      at: '10m',
    }),
    about: consumer,
    runbook: {
      means: 'Workers do not keep up, or none works.',
      look: (platform) => [
        ...messages(platform, 'how many messages wait, and how many are being worked on', 'queueName'),
        { what: 'the workers', command: logs(platform, workerOf(platform), '15m') },
      ],
      act: [
        { where: inCluster, step: 'Raise `replicas.max` of the worker; with KEDA lower `messagesPerReplica`.' },
        { where: onOneMachine, step: 'Raise `replicas.min` of the worker.' },
        'A message that fails again and again goes to the dead letters after the last try.',
      ],
    },
  },
  {
    name: 'DeadLetters',
    severity: 'warning',
    for: '1m',
    summary: 'Jobs have failed for good',
    description: '{{ $value }} messages in {{ $labels.dimension_QueueName }}',
    source: 'E20, E108',
    applies: ({ queue }) => queue.provider === 'sqs',
    expression: ({ queue }) =>
      queue.provider === 'none'
        ? always(0)
        : above(
            last('aws_sqs_approximate_number_of_messages_visible_average', {
              dimension_QueueName: queue.deadLetterQueueName,
            }),
            0,
          ),
    fires: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_number_of_messages_visible_average{job="yace",dimension_QueueName="${queue.provider === 'none' ? '' : queue.deadLetterQueueName}"}`]:
          '2x20',
      },
      at: '5m',
      labels: { job: 'yace', dimension_QueueName: queue.provider === 'none' ? '' : queue.deadLetterQueueName },
      says: `2 messages in ${queue.provider === 'none' ? '' : queue.deadLetterQueueName}`,
    }),
    quiet: ({ queue }) => ({
      series: {
        [`aws_sqs_approximate_number_of_messages_visible_average{job="yace",dimension_QueueName="${queue.provider === 'none' ? '' : queue.queueName}"}`]:
          '50x20',
      },
      at: '5m',
    }),
    about: consumer,
    runbook: {
      means: 'Work that users asked for is not done, and nothing will try again by itself.',
      look: (platform) => [
        ...messages(platform, 'how many there are', 'deadLetterQueueName'),
        { what: 'why they failed', command: logs(platform, workerOf(platform), '1h') },
      ],
      act: [
        'Mend the cause first: what has failed at every try fails again.',
        'Then send them back: `aws sqs start-message-move-task --source-arn` with the ARN of the dead letters.',
      ],
    },
  },
];
