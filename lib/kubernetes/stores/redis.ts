import type { k8s } from 'cdk8s-plus-27';
import {
  REDIS_BUS_OFFSET,
  redisConfig,
  redisFolder,
  redisStartScript,
  redisVariables,
} from '../../platform/store-config/redis-config';
import type { Redis } from '../../platform/types';
import { secretKeyOf } from '../environment';
import type { Plain } from '../typed';
import type { Workload } from '../workload';
import { redisClusterScript } from './redis-cluster-script';
import { configMount, type NodeSet, type StoreServer, scratch } from './store-server';

type Contained = Extract<Redis, { provider: 'cluster' }>;
type Cluster = Extract<Contained['topology'], { mode: 'cluster' }>;
type EnvVar = Plain<k8s.EnvVar>;

/** Label of the pods of one shard. */
const SHARD = 'memorai.com/shard';
/** Where the files of the ConfigMap are. */
export const redisFiles = '/etc/memorai';

/** The password twice: for the start script, and under the name that redis-cli reads. Nobody has it in an argument. */
export const redisPassword = (workload: Pick<Workload, 'settings' | 'secretName'>): readonly EnvVar[] => [
  { name: redisVariables.password, valueFrom: { secretKeyRef: secretKeyOf(workload, 'REDIS_PASSWORD') } },
  { name: 'REDISCLI_AUTH', value: `$(${redisVariables.password})` },
];

const monitorPassword = (workload: Contained['workload']): EnvVar => ({
  name: redisVariables.monitorPassword,
  valueFrom: { secretKeyRef: secretKeyOf(workload, 'REDIS_MONITOR_PASSWORD') },
});

/** What a call of `cluster.sh` is. */
export const clusterScript = (word: 'keep' | 'ready' | 'leave' | 'form'): readonly string[] => [
  '/bin/sh',
  `${redisFiles}/cluster.sh`,
  word,
];

/**
 * Redis: one server, or a cluster. A cluster is a set a shard, so that the scheduler can keep a primary and its replica
 * on two hosts: of one set for all, nothing would say which two pods these are (docs/adr/0006).
 */
export function redisServer(redis: Contained): StoreServer {
  const { workload, topology, port } = redis;
  const files = { 'redis.conf': `${redisConfig(redis).join('\n')}\n`, 'start.sh': redisStartScript(redis) };
  const start = ['/bin/sh', `${redisFiles}/start.sh`, `${redisFiles}/redis.conf`];
  const isAlive = { command: ['/bin/sh', '-c', 'test "$(redis-cli ping)" = PONG'] };
  const server: StoreServer = {
    workload,
    // The image's own user on Alpine, where the group has another number.
    user: { id: 999, group: 1000 },
    sets: [{ name: workload.fullName, nodes: 1, labels: {} }],
    files,
    ports: { client: { name: 'redis', port }, peers: [] },
    container: {
      command: start,
      env: [...redisPassword(workload), ...(redis.monitor === undefined ? [] : [monitorPassword(workload)])],
      // It answers LOADING until the data is back from disk.
      startupProbe: { exec: isAlive, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 },
      livenessProbe: { exec: isAnswering, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
      readinessProbe: { exec: isAlive, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
    },
    claims: [{ name: 'data', volume: workload.volume, mountPath: redisFolder }],
    // The start script's own copy of the configuration, with the password's hash.
    mounts: [configMount(workload, redisFiles), scratch('tmp', '/tmp', 16)],
    // SIGTERM: what is not on disk yet is written.
    gracePeriodSeconds: 60,
  };
  return topology.mode === 'standalone' ? server : asCluster(server, topology);
}

/** A server that answers anything at all is alive: one that still loads, or that others do not hear, needs no restart. */
const isAnswering = { command: ['/bin/sh', '-c', 'redis-cli ping | grep . >/dev/null'] };

function asCluster(server: StoreServer, topology: Cluster): StoreServer {
  const { workload, container, ports } = server;
  const sets = shardSets(workload.fullName, topology);
  const { command: [...start] = [] } = container;
  return {
    ...server,
    sets,
    files: { ...server.files, 'cluster.sh': redisClusterScript(ports.client.port) },
    // Read again at each turn, so that a node more or less restarts nobody.
    liveFiles: { nodes: nodeLines(sets, workload.headlessName) },
    ports: { ...ports, peers: [{ name: 'bus', port: ports.client.port + REDIS_BUS_OFFSET }] },
    container: {
      ...container,
      command: ['/bin/sh', '-c', `${clusterScript('keep').join(' ')} & exec ${start.join(' ')}`],
      env: [
        ...(container.env ?? []),
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: redisVariables.hostname, value: `$(POD_NAME).${workload.headlessName}` },
      ],
      readinessProbe: {
        exec: { command: clusterScript('ready') },
        periodSeconds: 5,
        timeoutSeconds: 12,
        failureThreshold: 3,
      },
      lifecycle: { preStop: { exec: { command: clusterScript('leave') } } },
    },
    gracePeriodSeconds: 120,
  };
}

const shardSets = (fullName: string, { shards, replicasPerShard }: Cluster): readonly NodeSet[] =>
  Array.from({ length: shards }, (_, shard) => ({
    name: `${fullName}-shard-${shard}`,
    nodes: 1 + replicasPerShard,
    labels: { [SHARD]: String(shard) },
  }));

/** `0 memorai-redis-shard-0-0.memorai-redis-headless`: a line a node, as `cluster.sh` reads them. */
const nodeLines = (sets: readonly NodeSet[], headlessName: string): string =>
  sets
    .flatMap(({ name, nodes }, shard) =>
      Array.from({ length: nodes }, (_, node) => `${shard} ${name}-${node}.${headlessName}\n`),
    )
    .join('');
