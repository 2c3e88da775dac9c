import type { PlatformConfig } from '../../../lib/config/schema/index';
import { contained, plain, production } from '../../support/configs';
import type { Case } from './case';

/** 21 pods of the guide's services and those of one more, in a pool of one machine with room for 54. */
const crowded = (max: number): PlatformConfig =>
  production({
    cluster: { nodePools: { application: { instanceType: 'm5.2xlarge', minNodes: 1, maxNodes: 1 } } },
    services: {
      reports: {
        port: 3010,
        replicas: { min: 1, max },
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
      },
    },
  });

const twoZones: NonNullable<PlatformConfig['aws']> = {
  region: 'us-east-1',
  network: { kind: 'create', availabilityZones: ['us-east-1a', 'us-east-1b'] },
};

/** Pools, machines and zones. */
export const pools: readonly Case[] = [
  {
    rule: 'pool-pods',
    title: 'one pod more than a machine has addresses for',
    config: crowded(31),
    finds: [
      "cluster.nodePools.application: pods at maximum do not fit: api 11 + dashboard 5 + mcp 5 + reports 32 + postgres-exporter 1 + redis-exporter 1 = 55 > 1 × (58 of m5.2xlarge - 4 of the cluster's own) = 54; raise maxNodes or choose larger machines",
    ],
  },
  { rule: 'pool-pods', title: 'as many as it has addresses for', config: crowded(30), finds: [] },
  {
    rule: 'pool-pods',
    title: 'of another provider: what the kubelet admits',
    config: plain({
      cluster: {
        nodePools: { small: { minNodes: 1, maxNodes: 1, capacity: { cpu: 64, memory: '256Gi' } } },
      },
      serviceDefaults: { placement: 'small' },
      services: { api: { replicas: { max: 90 } } },
    }),
    finds: [
      "cluster.nodePools.small: pods at maximum do not fit: api 91 + dashboard 5 + mcp 5 + worker 9 = 110 > 1 × (110 of custom - 4 of the cluster's own) = 106; raise maxNodes or choose larger machines",
    ],
  },
  {
    rule: 'pool-selector',
    title: 'a selector of another pool than that of the placement',
    config: production({
      services: { api: { scheduling: { nodeSelector: { 'memorai.com/pool': 'database' } } } },
    }),
    finds: [
      'services.api.scheduling.nodeSelector: asks for memorai.com/pool: database, and placement is application, which goes before it; name the pool under placement alone',
    ],
  },
  {
    rule: 'pool-selector',
    title: 'the same pool twice',
    config: production({
      services: {
        api: { placement: 'database', scheduling: { nodeSelector: { 'memorai.com/pool': 'database' } } },
      },
    }),
    finds: [],
  },
  {
    rule: 'quorum-zones',
    title: 'three voters in two zones',
    config: {
      ...contained({
        qdrant: { provider: 'cluster', nodes: 3 },
        redis: { provider: 'cluster', topology: { mode: 'cluster', shards: 4 } },
      }),
      aws: twoZones,
    },
    finds: [
      'aws.network.availabilityZones: qdrant agrees by a majority of its 3 nodes, and one of 2 zones (us-east-1a, us-east-1b) has at least 2 of them: without that zone there are 1, and a majority takes 2; use 3 zones',
      'aws.network.availabilityZones: redis agrees by a majority of its 4 primaries, and one of 2 zones (us-east-1a, us-east-1b) has at least 2 of them: without that zone there are 2, and a majority takes 3; use 3 zones',
    ],
  },
  {
    rule: 'quorum-zones',
    title: 'three zones',
    config: contained({ qdrant: { provider: 'cluster', nodes: 3 } }),
    finds: [],
  },
  {
    rule: 'quorum-zones',
    title: 'one node, which agrees with itself',
    config: { ...contained({ qdrant: { provider: 'cluster', nodes: 1, replicationFactor: 1 } }), aws: twoZones },
    finds: [],
  },
  {
    rule: 'store-hosts',
    title: 'three nodes on two machines',
    config: {
      ...contained({ qdrant: { provider: 'cluster', nodes: 3 } }),
      cluster: { provider: 'eks', nodePools: { database: { minNodes: 2, maxNodes: 2 } } },
    },
    finds: [
      'cluster.nodePools.database.maxNodes: qdrant has 3 nodes and pool database at most 2 machines: 2 nodes go with one machine; raise maxNodes to 3',
    ],
  },
  {
    rule: 'store-hosts',
    title: 'a machine for each',
    config: contained({ qdrant: { provider: 'cluster', nodes: 3 } }),
    finds: [],
  },
];
