import { plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

/** What becomes of work that fails. */
export const jobs: readonly Case[] = [
  {
    rule: 'queue-retries',
    title: 'messages that are gone before their last attempt',
    config: production({ queue: { provider: 'sqs', maxReceiveCount: 10, visibilityTimeout: '30m', retention: '5h' } }),
    finds: [
      'queue.retention: a job that fails is tried for 10 × 30m = 5h, and SQS deletes it after 5h: it never becomes a dead letter; keep messages longer, or lower maxReceiveCount',
    ],
  },
  {
    rule: 'queue-retries',
    title: 'a second longer than all attempts',
    config: production({
      queue: { provider: 'sqs', maxReceiveCount: 10, visibilityTimeout: '30m', retention: '18001s' },
    }),
    finds: [],
  },
  {
    rule: 'queue-retries',
    title: 'dead letters without a day of their own',
    config: production({ queue: { provider: 'sqs', retention: '1123201s' } }),
    finds: [
      'queue.retention: a dead letter keeps its age: of the 14d that it is kept, 1123201s may be gone, and 86399s are no day to look at it; must be at most 13d',
    ],
  },
  {
    rule: 'queue-retries',
    title: 'a day to look at them',
    config: production({ queue: { provider: 'sqs', retention: '13d' } }),
    finds: [],
  },
  {
    rule: 'queue-receives',
    title: 'functions that are throttled four times',
    config: serverless({ queue: { provider: 'sqs', maxReceiveCount: 4 } }),
    finds: ['queue.maxReceiveCount: a function that is throttled uses up a delivery: should be at least 5, got 4'],
  },
  {
    rule: 'queue-receives',
    title: 'once more',
    config: serverless({ queue: { provider: 'sqs', maxReceiveCount: 5 } }),
    finds: [],
  },
  {
    rule: 'queue-receives',
    title: 'pods, which take what they can do',
    config: production({ queue: { provider: 'sqs', maxReceiveCount: 4 } }),
    finds: [],
  },
  {
    rule: 'queue-unwatched',
    title: 'functions without alarms',
    config: serverless({ alarms: { enabled: false } }),
    finds: [
      'alarms.enabled: nothing watches memorai-serverless-work and memorai-serverless-work-dead; leave the alarms on',
    ],
  },
  {
    rule: 'queue-unwatched',
    title: 'pods without alarms, and without the one alert that sees failed jobs',
    config: production({
      alarms: { enabled: false },
      monitoring: { alerts: { DeadLetters: { enabled: false, reason: 'looked at by hand every Monday' } } },
    }),
    finds: [
      'alarms.enabled: without alarms only Prometheus watches memorai-production-work and memorai-production-work-dead, and DeadLetters is off there; leave one of both on',
    ],
  },
  {
    rule: 'queue-unwatched',
    title: 'pods that Prometheus watches',
    config: production({ alarms: { enabled: false } }),
    finds: [],
  },
  {
    rule: 'backup-absent',
    title: 'a database of our own, and nothing that backs it up',
    config: plain({ stores: { postgres: { provider: 'cluster' } } }),
    finds: [
      'backup: nothing backs up the database in the cluster, and protection is full; add an aws section for a bucket, or name who does: backup: { kind: none, reason }',
    ],
  },
  {
    rule: 'backup-absent',
    title: 'with the reason',
    config: plain({
      stores: { postgres: { provider: 'cluster' } },
      backup: { kind: 'none', reason: 'Velero copies every volume each night' },
    }),
    finds: [],
  },
  {
    rule: 'backup-absent',
    title: 'a database of somebody else',
    config: plain(),
    finds: [],
  },
];
