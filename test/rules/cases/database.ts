import { contained, production, serverless } from '../../support/configs';
import type { Case } from './case';

export const database: readonly Case[] = [
  {
    rule: 'aurora-capacity',
    title: 'one connection more than half a unit gives',
    config: production({
      stores: { postgres: { maxConnections: 2001, capacity: { kind: 'serverless', minAcu: 0.5 } } },
    }),
    finds: [
      'stores.postgres.capacity.minAcu: with less than 1 Aurora gives at most 2000 connections, stores.postgres.maxConnections is 2001; set minAcu to 1 or more',
    ],
  },
  {
    rule: 'aurora-capacity',
    title: 'as many as half a unit gives',
    config: production({
      stores: { postgres: { maxConnections: 2000, capacity: { kind: 'serverless', minAcu: 0.5 } } },
    }),
    finds: [],
  },
  {
    rule: 'aurora-instance-type',
    title: "a machine of EC2's",
    config: production({ stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 'm5.xlarge' } } } }),
    finds: [
      'stores.postgres.capacity.instanceType: Aurora PostgreSQL does not run on m5.xlarge; it does on sizes of t3, t4g, r5, r6g, r6gd, r6i, r6id, r7g, r7i, r8a, r8g, r8gd, x2g, such as r8g.large',
    ],
  },
  {
    rule: 'aurora-instance-type',
    title: 'the smallest of the newest family',
    config: production({ stores: { postgres: { capacity: { kind: 'provisioned', instanceType: 'r8g.large' } } } }),
    finds: [],
  },
  {
    rule: 'aurora-version',
    title: "the guide's 15.4",
    guide: 'L143',
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '15.4' } } }),
    finds: [
      'stores.postgres.engineVersion: the platform runs on Aurora PostgreSQL 15.8, 15.10, 15.12, 15.13, 15.14, 15.15, 15.17, which RDS still creates, got 15.4; name one of them',
    ],
  },
  {
    rule: 'aurora-version',
    title: 'the oldest that can be created',
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '15.8' } } }),
    finds: [],
  },
  {
    rule: 'aurora-version',
    title: 'a newer major version, which RDS creates and our roles are not made for',
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '17.5' } } }),
    finds: [
      'stores.postgres.engineVersion: the platform runs on Aurora PostgreSQL 15.8, 15.10, 15.12, 15.13, 15.14, 15.15, 15.17, which RDS still creates, got 17.5; name one of them',
    ],
  },
  {
    rule: 'connections',
    title: 'one sandbox too many behind the proxy',
    config: serverless({ services: { api: { lambda: { concurrency: 83 } } } }),
    finds: [
      'services.api.lambda.concurrency: the pools of all services at their maximum exceed the database: api 83 × 2 + worker 10 × 2 + 10 reserve = 196 > 195 (200 connections - 5 for superusers); lower lambda.concurrency or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'as many as fit behind the proxy',
    config: serverless({ services: { api: { lambda: { concurrency: 82 } } } }),
    finds: [],
  },
  {
    rule: 'connections',
    title: 'as many without the proxy: those of the old version keep their connections',
    config: serverless({ aws: { proxy: false }, services: { api: { lambda: { concurrency: 83 } } } }),
    finds: [
      'services.api.lambda.concurrency: the pools of all services at their maximum exceed the database: api (83 + 83) × 2 + worker (10 + 10) × 2 + 10 reserve = 382 > 195 (200 connections - 5 for superusers); lower lambda.concurrency or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'an api of 40 replicas',
    config: production({
      services: { api: { replicas: { max: 40 } } },
      cluster: { nodePools: { application: { maxNodes: 20 } } },
    }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (40 + 1) × 5 + mcp (4 + 1) × 5 + worker (8 + 1) × 5 + 10 reserve = 285 > 195 (200 connections - 5 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: "the guide's pool of 20 everywhere",
    guide: 'L225, L295',
    config: production({ services: { api: { poolSize: 20 }, mcp: { poolSize: 20 }, worker: { poolSize: 20 } } }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (10 + 1) × 20 + mcp (4 + 1) × 20 + worker (8 + 1) × 20 + 10 reserve = 510 > 195 (200 connections - 5 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'a total one above what the database admits',
    config: production({
      stores: { postgres: { provider: 'aurora', maxConnections: 189 } },
      services: { api: { poolSize: 7 }, mcp: { poolSize: 7 }, worker: { poolSize: 7 } },
    }),
    finds: [
      'services.api.replicas.max: the pools of all services at their maximum exceed the database: api (10 + 1) × 7 + mcp (4 + 1) × 7 + worker (8 + 1) × 7 + 10 reserve = 185 > 184 (189 connections - 5 for superusers); lower replicas.max or poolSize, or raise stores.postgres.maxConnections',
    ],
  },
  {
    rule: 'connections',
    title: 'a total that is exactly what the database admits',
    config: production({
      stores: { postgres: { provider: 'aurora', maxConnections: 190 } },
      services: { api: { poolSize: 7 }, mcp: { poolSize: 7 }, worker: { poolSize: 7 } },
    }),
    finds: [],
  },
  {
    rule: 'managed-windows',
    title: 'maintenance that begins in the last minute of the backup',
    config: production({ stores: { postgres: { maintenanceWindow: 'mon:04:59-mon:05:30' } } }),
    finds: [
      'stores.postgres.maintenanceWindow: mon:04:59-mon:05:30 overlaps with backupWindow 04:00-05:00, and AWS refuses windows that do; move one of them',
    ],
  },
  {
    rule: 'managed-windows',
    title: 'over midnight and the end of the week',
    config: production({
      stores: { postgres: { backupWindow: '23:45-00:30', maintenanceWindow: 'sun:00:00-sun:01:00' } },
    }),
    finds: [
      'stores.postgres.maintenanceWindow: sun:00:00-sun:01:00 overlaps with backupWindow 23:45-00:30, and AWS refuses windows that do; move one of them',
    ],
  },
  {
    rule: 'managed-windows',
    title: 'a snapshot of the cache in less than an hour',
    config: {
      ...production(),
      stores: {
        postgres: { provider: 'aurora' },
        redis: { provider: 'elasticache', snapshotWindow: '03:00-03:59' },
        qdrant: { host: 'qdrant.internal.memorai.com' },
      },
    },
    finds: ['stores.redis.snapshotWindow: must last at least 60 minutes, got 03:00-03:59'],
  },
  {
    rule: 'managed-windows',
    title: 'maintenance that begins when the backup ends',
    config: production({ stores: { postgres: { maintenanceWindow: 'mon:05:00-mon:05:30' } } }),
    finds: [],
  },
  {
    rule: 'single-postgres',
    title: 'one server of our own where data is protected',
    config: contained({ postgres: { provider: 'cluster', resources: { cpu: 2 } } }),
    finds: [
      'stores.postgres: one server without failover: the platform waits while its pod moves, and loses what came after the last backup with its volume; use provider: aurora, or operator: cloudnative-pg with instances',
    ],
  },
  {
    rule: 'single-postgres',
    title: 'the instances of an operator',
    config: contained({
      postgres: { provider: 'cluster', operator: 'cloudnative-pg', instances: 2, resources: { cpu: 2 } },
    }),
    finds: [],
  },
];
