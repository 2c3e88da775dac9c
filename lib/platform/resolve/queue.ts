import { helpers } from '../helpers';
import type { Queue } from '../types';
import { consumesQueue } from '../uses';
import { byDefault, type Context, derivedFrom } from './context';
import type { ServiceDraft } from './services';

const DAY = 86_400;
/** AWS advises six times the function's timeout, plus the batch window (E21). */
const VISIBILITY_FACTOR = 6;

/** Whether there is a queue: SQS where there is an aws section, ElasticMQ in Compose, unless switched off. */
export function queueExists(context: Context): boolean {
  const { queue, aws, deployment } = context.config;
  const inCompose = deployment === 'compose';
  if (queue?.provider === 'sqs' && inCompose) {
    context.fail('queue.provider', 'conflict', 'must be elasticmq or none when deployment is compose, got sqs');
  } else if (queue?.provider === 'sqs' && aws === undefined) {
    context.fail('queue.provider', 'conflict', 'sqs needs an aws section with a region; add it, or use provider none');
  } else if (queue?.provider === 'elasticmq' && !inCompose) {
    context.fail('queue.provider', 'conflict', 'elasticmq runs in Compose only; use sqs on AWS, or provider none');
  }
  return queue === undefined ? inCompose || aws !== undefined : queue.provider !== 'none';
}

export function resolveQueue(context: Context, exists: boolean, services: readonly ServiceDraft[]): Queue {
  const { config } = context;
  if (!exists) {
    context.pick('queue.provider', config.queue?.provider, 'none', derivedFrom('no aws section'));
    return { provider: 'none' };
  }
  if (config.deployment === 'compose') return resolveElasticmq(context, services);
  const written = config.queue?.provider === 'sqs' ? config.queue : undefined;
  context.pick('queue.provider', written?.provider, 'sqs', derivedFrom('the aws section'));
  const batchWindowSeconds = context.pick(
    'queue.batchWindow',
    written?.batchWindow,
    0,
    byDefault('messages go out at once'),
  );
  const slowest = slowestSeconds(services);
  return {
    provider: 'sqs',
    ...queueNames(config.environment),
    visibilityTimeoutSeconds: context.pick(
      'queue.visibilityTimeout',
      written?.visibilityTimeout,
      Math.min(43_200, Math.max(30, VISIBILITY_FACTOR * slowest + batchWindowSeconds)),
      derivedFrom(`6 x ${slowest}s of the slowest consumer + the batch window (E21)`),
    ),
    maxReceiveCount: context.pick('queue.maxReceiveCount', written?.maxReceiveCount, 5, byDefault('E20')),
    batchSize: context.pick('queue.batchSize', written?.batchSize, 10, byDefault('guide L135')),
    batchWindowSeconds,
    retentionSeconds: context.pick('queue.retention', written?.retention, 4 * DAY, byDefault('SQS')),
    deadLetterRetentionSeconds: 14 * DAY,
  };
}

function resolveElasticmq(context: Context, services: readonly ServiceDraft[]): Queue {
  const { config } = context;
  const written = config.queue?.provider === 'elasticmq' ? config.queue : undefined;
  const slowest = slowestSeconds(services);
  return {
    provider: context.pick('queue.provider', written?.provider, 'elasticmq', derivedFrom('deployment compose')),
    ...queueNames(config.environment),
    host: 'elasticmq',
    port: 9324,
    image: context.pick('queue.image', written?.image, helpers.elasticmq.image, byDefault('lib/platform/helpers.ts')),
    visibilityTimeoutSeconds: context.pick(
      'queue.visibilityTimeout',
      written?.visibilityTimeout,
      Math.min(43_200, Math.max(30, VISIBILITY_FACTOR * slowest)),
      derivedFrom(`6 x ${slowest}s of the slowest consumer (E21)`),
    ),
    maxReceiveCount: context.pick('queue.maxReceiveCount', written?.maxReceiveCount, 5, byDefault('E20')),
  };
}

const queueNames = (environment: string) => ({
  queueName: `memorai-${environment}-work`,
  deadLetterQueueName: `memorai-${environment}-work-dead`,
});

const slowestSeconds = (services: readonly ServiceDraft[]): number =>
  Math.max(0, ...services.filter((service) => consumesQueue(service.uses)).map(jobSeconds));

/** How long one delivery may take: the function's limit, or the time-out of a job. */
export const jobSeconds = (service: Pick<ServiceDraft, 'lambda' | 'timeouts'>): number =>
  service.lambda?.timeoutSeconds ?? Math.ceil(service.timeouts.requestMs / 1000);
