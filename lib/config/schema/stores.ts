import { z } from 'zod';
import { memory } from '../units';
import { cidr, host, port } from './common';

const identifier = () =>
  z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, {
    error: 'must be a PostgreSQL identifier in lower case, at most 63 characters',
  });

const external = {
  host: host().describe('Where it is reached'),
  port: port().optional(),
  cidr: cidr().optional().describe('Addresses that pods may connect to; default: 0.0.0.0/0, on its port alone'),
  tls: z.boolean().optional().describe('Default: true'),
};

const postgresCommon = {
  database: identifier().optional().describe('Default: memorai'),
  username: identifier().optional().describe('Role of the application; default: memorai'),
  maxConnections: z.int().min(20).max(10_000).optional().describe('Default: 200 (guide L295)'),
  memory: memory().optional().describe('Default: from the tier'),
};

const postgresSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('external'), ...external, ...postgresCommon }),
  z.strictObject({
    provider: z.literal('aurora'),
    ...postgresCommon,
    engineVersion: z
      .string()
      .regex(/^\d{2}\.\d{1,2}$/, { error: 'must be an Aurora PostgreSQL version in quotes, such as "15.17"' })
      .optional(),
    capacity: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('serverless'),
          minAcu: z.number().min(0.5).max(256).optional().describe('Aurora capacity units of 2 GiB; default: 0.5'),
          maxAcu: z.number().min(1).max(256).optional().describe('Default: memory of the tier / 2 GiB'),
        }),
        z.strictObject({
          kind: z.literal('provisioned'),
          instanceType: z
            .string()
            .regex(/^[a-z0-9-]+\.[a-z0-9]+$/, { error: 'must be an instance type without "db.", such as r6g.large' }),
        }),
      ])
      .optional(),
    readers: z.int().min(0).max(15).optional().describe('Default: 2 for the recommended tier, 0 for the minimum'),
    backupRetentionDays: z.int().min(1).max(35).optional().describe('Default: 35 when protected, else 7'),
  }),
]);

const redisSchema = z.strictObject({
  provider: z.literal('external').optional(),
  ...external,
  auth: z.boolean().optional().describe('Whether it asks for a password; default: true'),
  topology: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('standalone') }),
      z.strictObject({
        mode: z.literal('cluster'),
        shards: z.int().min(1).max(500).optional().describe('Default: 3'),
        replicasPerShard: z.int().min(0).max(5).optional().describe('Default: 1'),
      }),
    ])
    .optional()
    .describe('Default: cluster for the recommended tier, standalone for the minimum'),
  memory: memory().optional().describe('Over all shards; default: from the tier'),
});

const qdrantSchema = z.strictObject({
  provider: z.literal('external').optional(),
  ...external,
  auth: z.boolean().optional().describe('Whether it asks for an API key; default: true'),
  nodes: z.int().min(1).max(100).optional().describe('Default: 3 for the recommended tier, 1 for the minimum'),
  collection: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/, { error: 'must be a collection name of letters, digits, "_" and "-"' })
    .optional(),
  replicationFactor: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('Default: 2 for the recommended tier, 1 for the minimum'),
  writeConsistencyFactor: z.int().min(1).max(10).optional().describe('Default: the majority of the replicas'),
});

export const storesSchema = z.strictObject({
  postgres: postgresSchema.optional(),
  redis: redisSchema,
  qdrant: qdrantSchema,
});
