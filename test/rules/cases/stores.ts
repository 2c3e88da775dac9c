import type { PlatformConfig } from '../../../lib/config/schema/index';
import { contained, production, serverless } from '../../support/configs';
import type { Case } from './case';

const cacheOf = (shards: number, replicasPerShard: number): PlatformConfig =>
  contained({ redis: { provider: 'elasticache', topology: { mode: 'cluster', shards, replicasPerShard } } });

const inSmallNetwork = (shards: number): PlatformConfig => {
  const { stores, aws, ...config } = serverless({ aws: { network: { kind: 'create', cidr: '10.0.0.0/22' } } });
  const redis = {
    provider: 'elasticache' as const,
    topology: { mode: 'cluster' as const, shards, replicasPerShard: 5 },
  };
  return { ...config, aws, stores: { ...stores, redis } };
};

export const stores: readonly Case[] = [
  {
    rule: 'cache-nodes',
    title: '84 shards of six nodes',
    config: cacheOf(84, 5),
    finds: [
      'stores.redis.topology: 84 shards × (1 + 5) = 504 nodes, and a cluster of ElastiCache has at most 500; take fewer shards, of larger nodes, or fewer replicas',
    ],
  },
  {
    rule: 'cache-nodes',
    title: '250 shards of two, which somebody else watches',
    config: { ...cacheOf(250, 1), alarms: { enabled: false } },
    finds: [],
  },
  {
    rule: 'cache-quota',
    title: '46 shards of two nodes',
    config: cacheOf(46, 1),
    finds: [
      'stores.redis.topology: 46 shards × (1 + 1) = 92 nodes are more than the 90 of a cluster that an account has by default; have the quota raised first, or take fewer',
    ],
  },
  {
    rule: 'store-subnets',
    title: 'six nodes more than a network of /22 has room for',
    config: inSmallNetwork(30),
    finds: [
      'aws.network.cidr: the stores need more addresses than the isolated subnets of 10.0.0.0/22 have: Aurora 3 + ElastiCache 180 = 183 > 3 × 59 = 177; choose a larger range, or fewer nodes',
    ],
  },
  { rule: 'store-subnets', title: 'as many as there is room for', config: inSmallNetwork(29), finds: [] },
  { rule: 'cache-quota', title: '45 shards of two', config: cacheOf(45, 1), finds: [] },
  {
    rule: 'qdrant-replication',
    title: "the guide's factor 2 on two nodes",
    guide: 'L210, L343',
    config: production({ stores: { qdrant: { nodes: 2, replicationFactor: 2 } } }),
    finds: ['stores.qdrant.nodes: replication factor 2 needs at least 3 nodes to stay available, got 2'],
  },
  {
    rule: 'qdrant-replication',
    title: 'more copies than nodes',
    config: production({ stores: { qdrant: { nodes: 3, replicationFactor: 4 } } }),
    finds: [
      'stores.qdrant.replicationFactor: must be at most the number of nodes (3), got 4; Qdrant would cut it in silence',
    ],
  },
  {
    rule: 'qdrant-replication',
    title: 'more acknowledgements than copies',
    config: production({ stores: { qdrant: { writeConsistencyFactor: 3 } } }),
    finds: ['stores.qdrant.writeConsistencyFactor: must be at most the replication factor (2), got 3'],
  },
  {
    rule: 'qdrant-replication',
    title: 'as many copies as nodes',
    config: production({ stores: { qdrant: { nodes: 3, replicationFactor: 3 } } }),
    finds: [],
  },
  {
    rule: 'qdrant-replication',
    title: 'one node, one copy',
    config: production({ stores: { qdrant: { nodes: 1, replicationFactor: 1 } } }),
    finds: [],
  },
  {
    rule: 'qdrant-segments',
    title: "the guide's two numbers",
    guide: 'L340-341',
    config: production({ stores: { qdrant: { optimizers: { maxSegmentSizeKb: 20_000, memmapThresholdKb: 50_000 } } } }),
    finds: [
      'stores.qdrant.optimizers.memmapThresholdKb: must be at most maxSegmentSizeKb (20000), got 50000: no segment would ever reach it; or use vectors.onDisk',
    ],
  },
  {
    rule: 'qdrant-segments',
    title: 'a threshold as high as the largest segment',
    config: production({ stores: { qdrant: { optimizers: { maxSegmentSizeKb: 50_000, memmapThresholdKb: 50_000 } } } }),
    finds: [],
  },
  {
    rule: 'redis-topology',
    title: "the guide's three primaries without a replica",
    guide: 'L200-204',
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 3, replicasPerShard: 0 } } } }),
    finds: [
      'stores.redis.topology.replicasPerShard: must be at least 1, got 0: 3 shards without a replica lose a part of the keys with one node, and then refuse all commands',
    ],
  },
  {
    rule: 'redis-topology',
    title: 'two shards',
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 2 } } } }),
    finds: [
      'stores.redis.topology.shards: a cluster needs at least 3 shards to agree on a failover, got 2; use mode standalone for less',
    ],
  },
  {
    rule: 'redis-topology',
    title: 'three shards with one replica',
    config: production({ stores: { redis: { topology: { mode: 'cluster', shards: 3, replicasPerShard: 1 } } } }),
    finds: [],
  },
  {
    rule: 'redis-topology',
    title: 'one server',
    config: production({ stores: { redis: { topology: { mode: 'standalone' } } } }),
    finds: [],
  },
  {
    rule: 'template-size',
    title: 'alarms for 255 nodes of a cache',
    config: cacheOf(85, 2),
    finds: [
      'alarms: stack memorai-production-observability would have 1062 kB, and CloudFormation takes 1000; take fewer nodes of Redis, or let others watch: alarms.enabled: false',
    ],
  },
  {
    rule: 'template-size',
    title: 'alarms for 234',
    config: cacheOf(78, 2),
    finds: [],
  },
];
