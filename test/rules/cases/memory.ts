import { compose, contained, plain, production, serverless } from '../../support/configs';
import type { Case } from './case';

/** What processes may take of the memory that they are given. */
export const memory: readonly Case[] = [
  {
    rule: 'redis-disk',
    title: 'four times the data that its volume holds',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, memory: '4Gi', volume: { size: '1Gi' } },
    }),
    finds: [
      'stores.redis.volume.size: a node may hold 4096Mi of data, whose file is written anew beside the old one: that takes 8192Mi, and the volume has 1024Mi; give it more, or let Redis hold less',
    ],
  },
  {
    rule: 'redis-disk',
    title: 'twice the data',
    config: contained({
      redis: { provider: 'cluster', topology: { mode: 'standalone' }, memory: '4Gi', volume: { size: '8Gi' } },
    }),
    finds: [],
  },
  {
    rule: 'connection-memory',
    title: 'a server with less than its connections need',
    config: contained({ postgres: { provider: 'cluster', resources: { memory: '1681Mi' } } }),
    finds: [
      'stores.postgres.resources.memory: all pools at their maximum and the reserve open 185 connections, which take 185 × 9531392 bytes = 1682Mi with the buffers, and the server has 1681Mi; give it more, or lower replicas.max or poolSize',
    ],
  },
  {
    rule: 'connection-memory',
    title: 'one mebibyte more',
    config: contained({ postgres: { provider: 'cluster', resources: { memory: '1682Mi' } } }),
    finds: [],
  },
  {
    rule: 'connection-memory',
    title: 'one unit of Aurora for a thousand connections',
    config: production({
      stores: { postgres: { maxConnections: 1000, capacity: { kind: 'serverless', maxAcu: 1 } } },
      services: { api: { poolSize: 20 } },
    }),
    finds: [
      'stores.postgres.capacity.maxAcu: all pools at their maximum and the reserve open 510 connections, which take 510 × 9531392 bytes = 4636Mi with the buffers, and the server has 2048Mi; give it more, or lower replicas.max or poolSize',
    ],
  },
  {
    rule: 'connection-memory',
    title: 'a machine of 4 GiB for more connections than it has memory for',
    config: production({
      stores: { postgres: { maxConnections: 1000, capacity: { kind: 'provisioned', instanceType: 't4g.medium' } } },
      services: { api: { poolSize: 20 } },
    }),
    finds: [
      'stores.postgres.capacity.instanceType: all pools at their maximum and the reserve open 510 connections, which take 510 × 9531392 bytes = 4636Mi with the buffers, and the server has 4096Mi; give it more, or lower replicas.max or poolSize',
    ],
  },
  {
    rule: 'connection-memory',
    title: 'a machine of 8 GiB for as many',
    config: production({
      stores: { postgres: { maxConnections: 1000, capacity: { kind: 'provisioned', instanceType: 't4g.large' } } },
      services: { api: { poolSize: 20 } },
    }),
    finds: [],
  },
  {
    rule: 'cache-heap',
    title: "the guide's cache in a pod of 512Mi",
    guide: 'L261',
    config: plain({ settings: { MAX_MEMORY_SIZE: '512mb' } }),
    finds: [
      'settings.MAX_MEMORY_SIZE: MAX_MEMORY_SIZE (512Mi) fills the heap of dashboard, which is three quarters of 512Mi = 384Mi; raise the memory, or lower MAX_MEMORY_SIZE under settings or env',
      'settings.MAX_MEMORY_SIZE: MAX_MEMORY_SIZE (512Mi) fills the heap of mcp, which is three quarters of 512Mi = 384Mi; raise the memory, or lower MAX_MEMORY_SIZE under settings or env',
    ],
  },
  {
    rule: 'cache-heap',
    title: 'as much as the heap of a function',
    config: serverless({ services: { api: { env: { MAX_MEMORY_SIZE: '768mb' }, lambda: { memory: '1Gi' } } } }),
    finds: [
      'services.api.lambda.memory: MAX_MEMORY_SIZE (768Mi) fills the heap of api, which is three quarters of 1024Mi = 768Mi; raise the memory, or lower MAX_MEMORY_SIZE under settings or env',
    ],
  },
  {
    rule: 'cache-heap',
    title: 'one mebibyte less',
    config: serverless({ services: { api: { env: { MAX_MEMORY_SIZE: '767mb' }, lambda: { memory: '1Gi' } } } }),
    finds: [],
  },
  {
    rule: 'heap-request',
    title: "the guide's api: half of the limit is requested",
    guide: 'L472-477',
    config: plain({
      services: { api: { resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } } },
      settings: { MAX_MEMORY_SIZE: '128mb' },
    }),
    finds: [
      'services.api.resources.requests.memory: the heap may grow to three quarters of the limit, 768Mi of 1024Mi, and the pod requests 512Mi; request at least the heap, better the limit',
    ],
  },
  {
    rule: 'heap-request',
    title: 'as much as the heap',
    config: plain({ services: { api: { resources: { requests: { memory: '768Mi' }, limits: { memory: '1Gi' } } } } }),
    finds: [],
  },
  {
    rule: 'redis-memory',
    title: 'a container that data alone would fill',
    config: contained({
      redis: {
        provider: 'cluster',
        topology: { mode: 'standalone' },
        memory: '3073Mi',
        resources: { memory: '4Gi' },
      },
    }),
    finds: [
      'stores.redis.resources.memory: a node of 4096Mi holds 3072Mi of data beside what copies and replicas take, and stores.redis.memory asks for 3073Mi a node; give it 4098Mi, or leave out one of the two',
    ],
  },
  {
    rule: 'redis-memory',
    title: 'three quarters of the container',
    config: contained({
      redis: {
        provider: 'cluster',
        topology: { mode: 'standalone' },
        memory: '3Gi',
        resources: { memory: '4Gi' },
      },
    }),
    finds: [],
  },
  {
    rule: 'redis-memory',
    title: 'in Compose',
    config: compose({ stores: { redis: { provider: 'cluster', memory: '4Gi', resources: { memory: '4Gi' } } } }),
    finds: [
      'stores.redis.resources.memory: a node of 4096Mi holds 3072Mi of data beside what copies and replicas take, and stores.redis.memory asks for 4096Mi a node; give it 5462Mi, or leave out one of the two',
    ],
  },
  {
    rule: 'redis-memory',
    title: 'more shards hold more',
    config: contained({
      redis: {
        provider: 'cluster',
        topology: { mode: 'cluster', shards: 3, replicasPerShard: 1 },
        memory: '9Gi',
        resources: { memory: '4Gi' },
      },
    }),
    finds: [],
  },
  {
    rule: 'redis-memory',
    title: 'a node type of ElastiCache that is too small by one mebibyte',
    config: contained({
      redis: {
        provider: 'elasticache',
        topology: { mode: 'standalone' },
        memory: '4903Mi',
        nodeType: 'cache.m7g.large',
      },
    }),
    finds: [
      'stores.redis.nodeType: a node of 6537Mi holds 4902Mi of data beside what copies and replicas take, and stores.redis.memory asks for 4903Mi a node; give it 6538Mi, or leave out one of the two',
    ],
  },
  {
    rule: 'redis-memory',
    title: 'only the node is written, and the data follows from it',
    config: contained({ redis: { provider: 'elasticache', nodeType: 'cache.t4g.micro' } }),
    finds: [],
  },
];
