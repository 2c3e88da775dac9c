import { contained, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

/** What is out of support on a day that is named. */
export const support: readonly Case[] = [
  {
    rule: 'support-ended',
    title: 'the day after the last of EKS, and of a minor of Aurora',
    today: '2027-08-01',
    config: production({
      cluster: { version: '1.33' },
      stores: { postgres: { provider: 'aurora', engineVersion: '15.15' } },
    }),
    finds: [
      'cluster.version: support of Kubernetes 1.33 ended on 2026-07-29: AWS mends it for a higher price, and then upgrades it by itself; plan the upgrade',
      'stores.postgres.engineVersion: support of Aurora PostgreSQL 15.15 ended on 2027-07-31: AWS mends it for a higher price, and then upgrades it by itself; plan the upgrade',
    ],
  },
  {
    rule: 'support-ended',
    title: 'their last days',
    today: '2026-07-29',
    config: production({
      cluster: { version: '1.33' },
      stores: { postgres: { provider: 'aurora', engineVersion: '15.15' } },
    }),
    finds: [],
  },
  {
    rule: 'support-ended',
    title: 'a major of Aurora, of whose minor no day is known',
    today: '2028-03-01',
    config: production({ stores: { postgres: { provider: 'aurora', engineVersion: '15.17' } } }),
    finds: [
      'stores.postgres.engineVersion: support of Aurora PostgreSQL 15.17 ended on 2028-02-29: AWS mends it for a higher price, and then upgrades it by itself; plan the upgrade',
    ],
  },
  {
    rule: 'support-ended',
    title: 'engines in the cluster, by the tags of their images',
    today: '2027-11-12',
    config: {
      ...contained({
        postgres: { provider: 'cluster', image: 'pgvector/pgvector:0.8.1-pg15' },
        redis: { provider: 'cluster', image: 'registry.memorai.com/mirror/redis:7.0.15-alpine' },
      }),
    },
    finds: [
      'stores.postgres.image: support of PostgreSQL 15 ended on 2027-11-11: what is found in it is not mended any more; plan the upgrade',
      'stores.redis.image: support of Redis 7.0 ended on 2024-07-29: what is found in it is not mended any more; plan the upgrade',
    ],
  },
  {
    rule: 'support-ended',
    title: 'a Valkey and a Qdrant in the cluster, the day after their last',
    today: '2027-09-16',
    config: contained({
      redis: { provider: 'cluster', image: 'valkey/valkey:8.0.6-alpine' },
      qdrant: { provider: 'cluster', image: 'qdrant/qdrant:v1.17.1' },
    }),
    finds: [
      'stores.qdrant.image: support of Qdrant 1.17 ended on 2026-05-11: what is found in it is not mended any more; plan the upgrade',
      'stores.redis.image: support of Valkey 8.0 ended on 2027-09-15: what is found in it is not mended any more; plan the upgrade',
    ],
  },
  {
    rule: 'support-ended',
    title: 'a Valkey on its last day, and a Qdrant of which no last day is known',
    today: '2027-09-15',
    config: contained({
      redis: { provider: 'cluster', image: 'valkey/valkey:8.0.6-alpine' },
      qdrant: { provider: 'cluster', image: 'qdrant/qdrant:v1.18.2' },
    }),
    finds: [],
  },
  {
    rule: 'cache-version',
    title: 'the last of the versions before',
    config: contained({ redis: { provider: 'elasticache', engine: 'redis', engineVersion: '6.2' } }),
    finds: [
      'stores.redis.engineVersion: the platform runs on redis 7.0, 7.1 of ElastiCache, got 6.2; name one of them, or engine: valkey with one of 7.2, 8.0, 8.1, 8.2, 9.0',
    ],
  },
  {
    rule: 'cache-version',
    title: 'a version of the other engine',
    config: contained({ redis: { provider: 'elasticache', engine: 'redis', engineVersion: '7.2' } }),
    finds: [
      'stores.redis.engineVersion: the platform runs on redis 7.0, 7.1 of ElastiCache, got 7.2; name one of them, or engine: valkey with one of 7.2, 8.0, 8.1, 8.2, 9.0',
    ],
  },
  {
    rule: 'cache-version',
    title: 'the same the other way round',
    config: contained({ redis: { provider: 'elasticache', engine: 'valkey', engineVersion: '7.1' } }),
    finds: [
      'stores.redis.engineVersion: the platform runs on valkey 7.2, 8.0, 8.1, 8.2, 9.0 of ElastiCache, got 7.1; name one of them, or engine: redis with one of 7.0, 7.1',
    ],
  },
  {
    rule: 'cache-version',
    title: 'the oldest that the guide allows',
    config: contained({ redis: { provider: 'elasticache', engine: 'redis', engineVersion: '7.0' } }),
    finds: [],
  },
  {
    rule: 'cache-version',
    title: 'the newest of one',
    config: contained({ redis: { provider: 'elasticache', engine: 'redis', engineVersion: '7.1' } }),
    finds: [],
  },
  {
    rule: 'cache-version',
    title: 'the oldest of the other',
    config: contained({ redis: { provider: 'elasticache', engine: 'valkey', engineVersion: '7.2' } }),
    finds: [],
  },
  {
    rule: 'support-ended',
    title: 'images whose version nobody can read, and another program behind the same protocol',
    today: '2027-11-12',
    config: contained({
      postgres: { provider: 'cluster', image: 'memorai/postgres:stable' },
      redis: { provider: 'cluster', image: 'valkey/valkey:7.0.15' },
    }),
    finds: [],
  },
  {
    rule: 'support-ended',
    title: 'Kubernetes elsewhere, a day after the project ends it',
    today: '2027-03-01',
    config: plain({ cluster: { version: '1.35' } }),
    finds: [
      'cluster.version: support of Kubernetes 1.35 ended on 2027-02-28: what is found in it is not mended any more; plan the upgrade',
    ],
  },
  {
    rule: 'support-ended',
    title: 'the runtime of functions',
    today: '2028-05-01',
    config: serverless({ stores: { postgres: { provider: 'external', host: 'postgres.internal.memorai.com' } } }),
    finds: [
      'services.api.lambda: support of the runtime of the functions, nodejs24.x ended on 2028-04-30: AWS mends it no more, and later takes no change of the functions; use a newer version of this library',
    ],
  },
  {
    rule: 'support-ended',
    title: 'no day: no finding',
    config: production({ cluster: { version: '1.33' } }),
    finds: [],
  },
];
