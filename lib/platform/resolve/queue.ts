import type { Queue } from '../types';
import { consumesQueue } from '../uses';
import { byDefault, type Context, derivedFrom } from './context';
import type { ServiceDraft } from './services';

const DAY = 86_400;
/** AWS advises six times the function's timeout, plus the batch window (E21). */
const VISIBILITY_FACTOR = 6;

/** Whether there is a queue: SQS where there is an aws section, unless switched off. */
export function queueExists(context: Context): boolean {
  const { queue, aws } = context.config;
  if (queue?.provider === 'sqs' && aws === undefined) {
    context.fail('queue.provider', 'conflict', 'sqs needs an aws section with a region; add it, or use provider none');
  }
  return queue === undefined ? aws !== undefined : queue.provider === 'sqs';
}

export function resolveQueue(context: Context, exists: boolean, services: readonly ServiceDraft[]): Queue {
  const { config } = context;
  if (!exists) {
    context.pick('queue.provider', config.queue?.provider, 'none', derivedFrom('no aws section'));
    return { provider: 'none' };
  }
  const written = config.queue?.provider === 'sqs' ? config.queue : undefined;
  context.pick('queue.provider', written?.provider, 'sqs', derivedFrom('the aws section'));
  const batchWindowSeconds = context.pick(
    'queue.batchWindow',
    written?.batchWindow,
    0,
    byDefault('messages go out at once'),
  );
  const slowest = Math.max(0, ...services.filter((service) => consumesQueue(service.uses)).map(jobSeconds));
  return {
    provider: 'sqs',
    queueName: `memorai-${config.environment}-work`,
    deadLetterQueueName: `memorai-${config.environment}-work-dead`,
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

/** How long one delivery may take: the function's limit, or the time-out of a job. */
export const jobSeconds = (service: Pick<ServiceDraft, 'lambda' | 'timeouts'>): number =>
  service.lambda?.timeoutSeconds ?? Math.ceil(service.timeouts.requestMs / 1000);
