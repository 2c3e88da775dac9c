import { compose, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

export const queue: readonly Case[] = [
  {
    rule: 'queue-absent',
    title: 'a worker without a queue',
    config: plain(),
    finds: [
      'queue: there is no queue, so the worker gets no jobs from the api; add an aws section for SQS, or set services.worker.enabled: false',
    ],
  },
  {
    rule: 'queue-absent',
    title: 'no worker either',
    config: plain({ services: { worker: { enabled: false } } }),
    finds: [],
  },
  {
    rule: 'queue-edges',
    title: 'a queue that nobody empties',
    config: production({ services: { worker: { enabled: false } } }),
    finds: [
      'services.worker.enabled: the jobs of api go into the queue, and no service takes them out: they are lost when queue.retention is over; name queue.consume under uses of a service, or take queue.produce out',
    ],
  },
  {
    rule: 'queue-edges',
    title: 'a queue that nobody fills',
    config: production({ services: { api: { uses: ['postgres', 'redis', 'qdrant', 'openai', 'sendgrid'] } } }),
    finds: [
      'services.api.uses: no service puts jobs into the queue from which worker would take them; name queue.produce under uses of a service, or take queue.consume out',
    ],
  },
  {
    rule: 'queue-edges',
    title: "a service of a team's own in place of the worker",
    config: production({
      services: {
        worker: { enabled: false },
        jobs: { image: { repository: 'memorai/jobs' }, uses: ['queue.consume'] },
      },
    }),
    finds: [],
  },
  {
    rule: 'queue-edges',
    title: 'no queue at all',
    config: plain({ services: { worker: { enabled: false } } }),
    finds: [],
  },
  {
    rule: 'queue-in-memory',
    title: 'ElasticMQ where data is protected',
    config: compose(),
    finds: [
      'queue: elasticmq keeps messages in memory: jobs that are not done are lost when it restarts; let the application enqueue them again, or use SQS with another deployment',
    ],
  },
  {
    rule: 'queue-in-memory',
    title: 'ElasticMQ where data can be made again',
    config: compose({ protection: { level: 'none', reason: 'made by a test' } }),
    finds: [],
  },
  {
    rule: 'queue-visibility',
    title: 'the default of SQS against the worker of the guide',
    guide: 'L130-135',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '30s' } }),
    finds: ['queue.visibilityTimeout: must be at least 6 × 300s of worker + 0s batch window = 1800s, got 30s'],
  },
  {
    rule: 'queue-visibility',
    title: 'one second short, with a batch window',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '1804s', batchWindow: '5s' } }),
    finds: ['queue.visibilityTimeout: must be at least 6 × 300s of worker + 5s batch window = 1805s, got 1804s'],
  },
  {
    rule: 'queue-visibility',
    title: 'exactly six times and the window',
    config: serverless({ queue: { provider: 'sqs', visibilityTimeout: '1805s', batchWindow: '5s' } }),
    finds: [],
  },
  {
    rule: 'queue-visibility',
    title: 'messages that expire while they are hidden',
    config: production({ queue: { provider: 'sqs', retention: '27m' } }),
    finds: [
      "queue.retention: must be longer than the visibility timeout (1620s), got 1620s: messages would expire in a worker's hands",
    ],
  },
  {
    rule: 'queue-visibility',
    title: 'a retention one minute longer',
    config: production({ queue: { provider: 'sqs', retention: '28m' } }),
    finds: [],
  },
];
