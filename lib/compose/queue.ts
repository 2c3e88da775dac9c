import type { Compose, Platform, Queue } from '../platform/types';
import { type ConfigFile, container, sizeOf } from './container';
import { hashHeader } from './header';
import type { Part } from './stores';

type Elasticmq = Extract<Queue, { provider: 'elasticmq' }>;

/** The work queue, with the interface of SQS. */
export function queueParts(platform: Platform, compose: Compose): readonly Part[] {
  const { queue } = platform;
  if (queue.provider !== 'elasticmq') return [];
  const config: ConfigFile = {
    name: 'elasticmq.conf',
    // Where its image looks.
    target: '/opt/elasticmq.conf',
    content: hashHeader(platform) + elasticmqConfig(queue),
  };
  const service = container(platform, queue.host, compose, {
    image: queue.image,
    networks: ['back'],
    files: [config],
    healthcheck: {
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${queue.port}/health`],
      interval: '10s',
      timeout: '5s',
      retries: 5,
      start_period: '30s',
      start_interval: '1s',
    },
    ...sizeOf('elasticmq'),
  });
  return [{ name: queue.host, service, files: [config] }];
}

/** The queue and its dead-letter queue, from the facts that the SQS stack is made of. */
const elasticmqConfig = (queue: Elasticmq): string => `include classpath("application.conf")

node-address { protocol = http, host = ${queue.host}, port = ${queue.port}, context-path = "" }
rest-sqs { enabled = true, bind-hostname = "0.0.0.0", bind-port = ${queue.port}, sqs-limits = strict }
rest-stats { enabled = false }

queues {
  "${queue.deadLetterQueueName}" {}
  "${queue.queueName}" {
    defaultVisibilityTimeout = ${queue.visibilityTimeoutSeconds} seconds
    deadLettersQueue { name = "${queue.deadLetterQueueName}", maxReceiveCount = ${queue.maxReceiveCount} }
  }
}
`;
