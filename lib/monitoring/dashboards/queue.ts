import type { Platform } from '../../platform/types';
import { consumesQueue } from '../../platform/uses';
import { last, max } from '../promql';
import type { DashboardSource, Panel, Row } from './dashboard';
import { scales } from './signals';

/** Whether workers keep up. Only SQS is measured: the queue of a developer's machine exports nothing. */
export const queue: DashboardSource = {
  name: 'queue',
  applies: (platform) => platform.queue.provider === 'sqs',
  render: (platform) => ({
    title: 'Queue',
    description: 'Messages that wait, the oldest of them, dead letters, and the pods that work on them',
    rows: [now(platform), overTime(platform), ...workers(platform)],
  }),
};

/** The names of a queue that is there: the dashboard applies nowhere else. */
const namesOf = ({ environment, queue }: Platform) => {
  if (queue.provider !== 'sqs') throw new Error(`environment ${environment} has no queue that is measured`);
  return queue;
};

const age = (queueName: string) =>
  last('aws_sqs_approximate_age_of_oldest_message_maximum', { dimension_QueueName: queueName });
const waiting = (queueName: string) =>
  last('aws_sqs_approximate_number_of_messages_visible_average', { dimension_QueueName: queueName });

function now(platform: Platform): Row {
  const { queueName, deadLetterQueueName, visibilityTimeoutSeconds, maxReceiveCount } = namesOf(platform);
  const stat = { kind: 'stat', width: 8 } as const;
  return {
    title: 'Now',
    panels: [
      {
        ...stat,
        title: 'Oldest message',
        description: 'How long the oldest message has waited. Longer than a job may take: the workers do not keep up.',
        unit: 's',
        queries: [{ expression: age(queueName), legend: '{{dimension_QueueName}}' }],
        limits: [{ value: visibilityTimeoutSeconds, alert: 'QueueTooOld' }],
      },
      {
        ...stat,
        title: 'Messages that wait',
        description: 'Messages that no worker has taken yet.',
        unit: 'short',
        queries: [{ expression: waiting(queueName), legend: '{{dimension_QueueName}}' }],
      },
      {
        ...stat,
        title: 'Dead letters',
        description: `Jobs that failed ${maxReceiveCount} times. Nothing tries them again by itself.`,
        unit: 'short',
        queries: [{ expression: waiting(deadLetterQueueName), legend: '{{dimension_QueueName}}' }],
        limits: [{ value: 1, alert: 'DeadLetters' }],
      },
    ],
  };
}

function overTime(platform: Platform): Row {
  const { queueName, deadLetterQueueName, visibilityTimeoutSeconds } = namesOf(platform);
  const graph = { kind: 'graph', width: 12 } as const;
  return {
    title: 'Over time',
    panels: [
      {
        ...graph,
        title: 'Messages',
        description: 'Messages that wait, and those that have failed for good.',
        unit: 'short',
        queries: [
          { expression: waiting(queueName), legend: 'waiting' },
          { expression: waiting(deadLetterQueueName), legend: 'dead letters' },
        ],
        alerts: ['DeadLetters'],
      },
      {
        ...graph,
        title: 'Age of the oldest message',
        description: 'It grows as long as more comes in than is worked on. The line is the visibility time-out.',
        unit: 's',
        queries: [{ expression: age(queueName), legend: '{{dimension_QueueName}}' }],
        limits: [{ value: visibilityTimeoutSeconds, alert: 'QueueTooOld' }],
      },
    ],
  };
}

/** A row with a graph for each service that takes messages, where their pods are counted. */
function workers(platform: Platform): readonly Row[] {
  const consumers = Object.values(platform.services).filter(({ uses }) => consumesQueue(uses));
  if (platform.cluster === undefined || consumers.length === 0) return [];
  return [
    {
      title: 'Workers',
      panels: consumers.map((service): Panel => {
        const deployment = { deployment: service.fullName };
        return {
          kind: 'graph',
          width: 12,
          title: `Pods of ${service.fullName}`,
          description: `Pods that are available and that are wanted${scales(platform, service) ? `, of ${service.replicas.max} at most` : ''}.`,
          unit: 'short',
          queries: [
            { expression: max(last('kube_deployment_status_replicas_available', deployment)), legend: 'available' },
            { expression: max(last('kube_deployment_spec_replicas', deployment)), legend: 'wanted' },
          ],
          limits: scales(platform, service) ? [{ value: service.replicas.max, alert: 'AutoscalerAtMaximum' }] : [],
          alerts: ['PodsNotAvailable'],
        };
      }),
    },
  ];
}
