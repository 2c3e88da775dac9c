import { z } from 'zod';
import { alarmsSchema } from './alarms';
import { awsSchema } from './aws';
import { backupSchema } from './backup';
import { clusterSchema } from './cluster';
import { host, reason, settingName, shortName } from './common';
import { composeSchema } from './compose';
import { imagesSchema, migrationSchema, queueSchema, secretsSchema } from './delivery';
import { exceptionsSchema } from './exceptions';
import { extraObjectsSchema } from './extra-objects';
import { gitopsSchema } from './gitops';
import { ingressSchema } from './ingress';
import { monitoringSchema } from './monitoring';
import { paritySchema } from './parity';
import { patchesSchema } from './patches';
import { serviceDefaultsSchema, serviceSchema } from './services';
import { storesSchema } from './stores';

/** What a person may write for one environment. Defaults are filled in by lib/platform, where each has its source. */
export const platformSchema = z.strictObject({
  apiVersion: z.literal('memorai/v1').optional().describe('Version of this format'),
  environment: shortName().describe('Name of the environment, part of every name: production, staging, development'),
  version: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,61}$/, {
      error: 'must be the version of the application in quotes, such as "3.2.0"',
    })
    .describe('Version of the application: image tag, label, MEMORAI_VERSION'),
  tier: z
    .enum(['minimum', 'recommended'])
    .optional()
    .describe('Sizes that others derive from (guide L165-211); default: recommended'),
  deployment: z.enum(['kubernetes', 'serverless', 'compose']).optional().describe('Default: kubernetes'),
  domain: host().describe('Public hosts are subdomains of it'),
  protection: z
    .discriminatedUnion('level', [
      z.strictObject({ level: z.literal('full') }),
      z.strictObject({ level: z.literal('none'), reason: reason() }),
    ])
    .optional()
    .describe('Whether stateful resources refuse to be deleted; default: full'),
  cluster: clusterSchema.optional(),
  serviceDefaults: serviceDefaultsSchema
    .optional()
    .describe('What every service gets unless it says otherwise; maps merge, lists replace, null takes back'),
  services: z.record(shortName(), serviceSchema).optional(),
  stores: storesSchema.optional(),
  queue: queueSchema.optional().describe('Default: sqs with an aws section, elasticmq in Compose, else none'),
  secrets: secretsSchema
    .optional()
    .describe('Default: externalSecrets with an aws section, envFile in Compose, else existing'),
  images: imagesSchema.optional(),
  migration: migrationSchema.optional(),
  ingress: ingressSchema.optional(),
  settings: z
    .record(settingName(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Overrides of config settings of the registry, for all services'),
  monitoring: monitoringSchema.optional(),
  gitops: gitopsSchema.optional().describe('Who applies the Kubernetes files; default: none'),
  patches: patchesSchema
    .optional()
    .describe('Changes of single Kubernetes objects, checked after they are made; default: none'),
  extraObjects: extraObjectsSchema
    .optional()
    .describe('Kubernetes objects beside ours, which join the checks; default: none'),
  exceptions: exceptionsSchema
    .optional()
    .describe('Findings of rules that are known and accepted, each with a reason; default: none'),
  aws: awsSchema.optional(),
  backup: backupSchema.optional().describe('Default: a bucket with an aws section, else none'),
  alarms: alarmsSchema.optional(),
  compose: composeSchema.optional(),
  parity: paritySchema.optional().describe('Of which environment this is a likeness; default: none'),
});

/** A config as a person writes it, in YAML or as an object: sizes and durations are text, nearly everything is optional. */
export type PlatformConfig = z.input<typeof platformSchema>;
/** A config that has been checked: units are numbers. */
export type CheckedConfig = z.output<typeof platformSchema>;
