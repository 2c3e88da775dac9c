import { z } from 'zod';
import { seconds } from '../units';
import { distinct, objectName, settingName, wholeImage } from './common';
import { cron } from './cron';
import { keyOf, resources } from './knobs/container';

/** The work queue between api and worker. */
export const queueSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('none') }),
  z
    .strictObject({
      provider: z.literal('elasticmq'),
      image: wholeImage('softwaremill/elasticmq-native:1.6.14')
        .optional()
        .describe('Default: the version that is tested here'),
      visibilityTimeout: seconds({ min: 1, max: 43_200 }).optional().describe('Default: 6 times the slowest consumer'),
      maxReceiveCount: z.int().min(1).max(1000).optional().describe('Deliveries before a message is dead; default: 5'),
    })
    .describe('A server with the interface of SQS, in a container of Compose; keeps messages in memory'),
  z.strictObject({
    provider: z.literal('sqs'),
    visibilityTimeout: seconds({ min: 1, max: 43_200 })
      .optional()
      .describe('Default: 6 times the worker and the batch window'),
    maxReceiveCount: z.int().min(1).max(1000).optional().describe('Deliveries before a message is dead; default: 5'),
    batchSize: z.int().min(1).max(10).optional().describe('Default: 10 (guide L135)'),
    batchWindow: seconds({ min: 0, max: 300 }).optional().describe('Default: 0s'),
    retention: seconds({ min: 60, max: 1_209_600 }).optional().describe('Default: 4d'),
  }),
]);

const reloader = () =>
  z
    .boolean()
    .optional()
    .describe('Whether pods are marked for Reloader, which restarts them when their Secret changes; default: false');

/** Who keeps the secrets. No value ever stands in a config. */
export const secretsSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('existing'),
    keys: z
      .record(settingName(), keyOf)
      .optional()
      .describe(
        'Setting → the Secret that is already there, and its key; default: memorai-<service>-secrets, same key',
      ),
    reloader: reloader(),
  }),
  z
    .strictObject({ provider: z.literal('envFile') })
    .describe('Files beside the compose file, which memorai secrets init makes; Compose only'),
  z.strictObject({
    provider: z.literal('externalSecrets'),
    refresh: seconds({ min: 60, max: 86_400 }).optional().describe('How often values are read again; default: 1h'),
    reloader: reloader(),
  }),
]);

export const imagesSchema = z.strictObject({
  registry: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, { error: 'must be a registry host, with port and path if any' })
    .optional()
    .describe('Put in front of every repository of our own services'),
  mirror: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, { error: 'must be a registry host, with port and path if any' })
    .optional()
    .describe('Stands for the registry of every image, ours and others, where none else can be reached; default: none'),
  pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  pullSecrets: distinct(objectName()).optional().describe('Names of existing image pull secrets'),
});

/** The schema migration that runs once per release, before the services. */
export const migrationSchema = z.strictObject({
  enabled: z.boolean().optional().describe('Default: true'),
  service: z.string().optional().describe('Whose image and settings it runs with; default: api'),
  command: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Default: pnpm db:migrate, db:index, db:verify (guide L306-315), and db:collection where Qdrant is used'),
  seed: z
    .boolean()
    .optional()
    .describe('Whether seeds run after the migrations, each once (guide L309); default: false'),
  sql: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Serverless only: folder with migrations, seeds and indexes, from the working folder; elsewhere the image has them',
    ),
  resources: resources.optional(),
  backoffLimit: z.int().min(0).max(20).optional(),
  deadline: seconds({ min: 30, max: 86_400 }).optional().describe('Default: 15m; serverless 2m to 15m'),
  maintenance: z
    .strictObject({
      enabled: z.boolean().optional().describe('Default: true, where stores.postgres.partitions names a table'),
      schedule: cron('either').optional().describe('UTC; default: 17 3 * * 1, every Monday'),
      command: z.array(z.string().min(1)).min(1).optional().describe('Default: pnpm db:index'),
    })
    .optional()
    .describe('Keeps partitions ahead between releases (E60)'),
});
