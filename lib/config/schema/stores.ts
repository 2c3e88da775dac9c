import { z } from 'zod';
import { cpu, memory } from '../units';
import { cidr, dailyWindow, distinct, host, objectName, port, weeklyWindow, wholeImage } from './common';

const identifier = () =>
  z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, {
    error: 'must be a PostgreSQL identifier in lower case, at most 63 characters',
  });

const tableName = () =>
  z.string().regex(/^([a-z_][a-z0-9_]{0,62}\.)?[a-z_][a-z0-9_]{0,54}$/, {
    error: 'must be a table in lower case such as memories or audit.events, at most 55 characters',
  });

const external = {
  host: host().describe('Where it is reached'),
  port: port().optional(),
  cidr: cidr().optional().describe('Addresses that pods may connect to; default: 0.0.0.0/0, on its port alone'),
  tls: z.boolean().optional().describe('Default: true'),
};

/** An image of a store, whole: its tag is a version of the store, not of the platform. */
const storeImage = wholeImage('redis:7.2.11-alpine').optional().describe('Default: the version that is tested here');

const volumeFields = {
  size: memory().optional().describe('Default: from the tier, divided by the nodes'),
  storageClass: objectName().optional().describe('Default: the class of the provider'),
  accessMode: z.enum(['ReadWriteOnce', 'ReadWriteOncePod']).optional().describe('Default: ReadWriteOnce'),
  existingClaim: objectName().optional().describe('A claim that is already there; for a store of one node only'),
};

const volume = z
  .strictObject({
    ...volumeFields,
    retain: z
      .boolean()
      .optional()
      .describe(
        'Whether the claims of the store, those of snapshots too, outlive the set that made them, and deployment tools leave the Cluster of an operator; default: true',
      ),
  })
  .optional();

/** What every store in the platform's own containers may be given. */
const contained = {
  image: storeImage,
  resources: z
    .strictObject({
      cpu: cpu().optional().describe('Request of one node; default: from the tier, divided by the nodes'),
      memory: memory()
        .optional()
        .describe('Request and limit of one node; default: from the tier, divided by the nodes'),
    })
    .optional(),
  placement: z.string().optional().describe('Name of a node pool; default: database, where the cluster has it'),
  volume,
};

const postgresCommon = {
  database: identifier().optional().describe('Default: memorai'),
  username: identifier().optional().describe('Role of the application; default: memorai'),
  maxConnections: z.int().min(20).max(10_000).optional().describe('Default: 200 (guide L295)'),
  memory: memory().optional().describe('Default: from the tier'),
  extensions: z
    .strictObject({
      'uuid-ossp': z.boolean().optional().describe('Default: true'),
      vector: z.boolean().optional().describe('Needs an image that has it; default: true'),
      pg_stat_statements: z.boolean().optional().describe('With its library preloaded; default: true'),
    })
    .optional()
    .describe('What the bootstrap makes (guide L281-283); default: all three'),
  schemas: distinct(identifier())
    .min(1)
    .max(50)
    .optional()
    .describe('Owned by the role of the application; default: memorai, audit, analytics (guide L286-288)'),
  searchPath: distinct(identifier())
    .min(1)
    .optional()
    .describe('Default: the first of the schemas, then public (guide L291)'),
  partitions: z
    .strictObject({
      tables: distinct(tableName())
        .optional()
        .describe('Tables with one partition a month, in the first schema or written schema.table; default: memories'),
      monthsAhead: z.int().min(1).max(24).optional().describe('Default: 3'),
    })
    .optional(),
};

const postgresSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('external'), ...external, ...postgresCommon }),
  z.strictObject({
    provider: z.literal('cluster'),
    ...postgresCommon,
    ...contained,
    operator: z
      .enum(['none', 'cloudnative-pg'])
      .optional()
      .describe('none: one server without failover; cloudnative-pg: that operator keeps the instances; default: none'),
    instances: z.int().min(1).max(9).optional().describe('Default: 3 with an operator; 1 without, and no other'),
  }),
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
    backupRetentionDays: z
      .int()
      .min(1)
      .max(35)
      .optional()
      .describe('How far back a point in time can be restored; default: 35 when protected, else 7'),
    backupWindow: dailyWindow().optional().describe('Of the automated backup, UTC; default: 04:00-05:00'),
    maintenanceWindow: weeklyWindow().optional().describe('UTC; default: sun:06:00-sun:07:00'),
    iamAuthentication: z
      .boolean()
      .optional()
      .describe(
        'Whether people may sign in with a token of IAM: as memorai_people, which reads everything and changes nothing; default: true',
      ),
    logExports: distinct(z.enum(['postgresql', 'instance', 'iam-db-auth-error']))
      .optional()
      .describe('Logs that go to CloudWatch; default: [postgresql]'),
    insights: z
      .enum(['off', 'standard', 'advanced'])
      .optional()
      .describe(
        'Performance Insights: standard keeps 7 days for nothing, advanced 465 days at a price; default: standard',
      ),
  }),
]);

const redisCommon = {
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
};

const eviction = z
  .enum(['allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl', 'noeviction'])
  .optional()
  .describe('What goes when memory is full; default: allkeys-lru, as it is a cache');

const redisSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('external').optional(),
    ...external,
    auth: z.boolean().optional().describe('Whether it asks for a password; default: true'),
    ...redisCommon,
  }),
  z.strictObject({ provider: z.literal('cluster'), ...redisCommon, ...contained, eviction }),
  z.strictObject({
    provider: z.literal('elasticache'),
    ...redisCommon,
    eviction,
    engine: z.enum(['valkey', 'redis']).optional().describe('Default: valkey'),
    engineVersion: z
      .string()
      .regex(/^\d+\.\d+$/, { error: 'must be a version in quotes, such as "8.2"' })
      .optional()
      .describe('Default: 8.2 for valkey, 7.1 for redis'),
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, { error: 'must be a node type such as cache.r7g.large' })
      .optional()
      .describe('Default: the smallest that holds a shard'),
    replicas: z
      .int()
      .min(0)
      .max(5)
      .optional()
      .describe('Of a standalone node, in other zones, with failover; default: 0. A cluster has replicasPerShard'),
    snapshotRetentionDays: z.int().min(0).max(35).optional().describe('Default: 7 when protected, else 0'),
    snapshotWindow: dailyWindow().optional().describe('UTC; default: 03:00-04:00'),
    maintenanceWindow: weeklyWindow().optional().describe('UTC; default: sun:06:00-sun:07:00'),
  }),
]);

const qdrantCommon = {
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
  vectors: z
    .strictObject({
      size: z.int().min(1).max(65_536).optional().describe('Dimensions; default: 1536 (guide L335)'),
      distance: z.enum(['Cosine', 'Dot', 'Euclid', 'Manhattan']).optional().describe('Default: Cosine (guide L336)'),
      onDisk: z
        .boolean()
        .optional()
        .describe('Keep the vectors on disk, for collections beyond memory; default: false'),
    })
    .optional()
    .describe('Fixed once the collection is there: another size or distance needs another collection'),
  optimizers: z
    .strictObject({
      defaultSegmentNumber: z.int().min(1).max(1_000).optional().describe('Default: 2 (guide L339)'),
      maxSegmentSizeKb: z
        .int()
        .min(1_000)
        .max(1_000_000_000)
        .optional()
        .describe('Kilobytes; default: 200000, as the 20000 of guide L340 never reach the memmap threshold (E63)'),
      memmapThresholdKb: z
        .int()
        .min(1)
        .max(1_000_000_000)
        .optional()
        .describe('Kilobytes; default: 50000 (guide L341)'),
    })
    .optional(),
};

const qdrantSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('external').optional(),
    ...external,
    auth: z.boolean().optional().describe('Whether it asks for an API key; default: true'),
    ...qdrantCommon,
  }),
  z.strictObject({
    provider: z.literal('cluster'),
    ...qdrantCommon,
    ...contained,
    snapshots: z
      .strictObject(volumeFields)
      .optional()
      .describe('Volume of the snapshots, which must not die with the pod (E11)'),
  }),
]);

export const storesSchema = z.strictObject({
  postgres: postgresSchema.optional().describe('Default: aurora with an aws section, else cluster'),
  redis: redisSchema.optional().describe('Default: elasticache with an aws section, else cluster'),
  qdrant: qdrantSchema.optional().describe('Default: cluster'),
});
