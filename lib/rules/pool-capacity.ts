import { podRequests } from '../platform/pod-requests';
import type { Amounts, NodePool, Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';
import type { Problem, Rule } from './types';

/** Pods of one workload, as many as there can be. */
interface Crowd {
  readonly name: string;
  readonly path: string;
  readonly placement?: string;
  readonly pods: number;
  readonly requests: Amounts;
}

const kinds = [
  { name: 'CPU', unit: 'm', key: 'cpuMillis', setting: 'cpu' },
  { name: 'memory', unit: 'Mi', key: 'memoryMiB', setting: 'memory' },
] as const;

/** Everything at its maximum, with surge pods and stores, has room in its pool at its maximum (E33). */
export const poolCapacity: Rule = {
  id: 'pool-capacity',
  severity: 'error',
  protects: 'pods from staying pending at the very moment they are needed',
  source: 'E33; guide L22-43',
  reads: [
    'cluster.nodePools.*.maxNodes',
    'cluster.nodePools.*.instanceType',
    'cluster.nodePools.*.capacity',
    'services.*.replicas.max',
    'services.*.rollout.maxSurge',
    'services.*.resources.requests',
    'services.*.initContainers',
    'services.*.sidecars',
    'services.*.placement',
    'stores.*.resources',
    'stores.*.placement',
    'stores.postgres.instances',
    'stores.redis.topology',
    'stores.qdrant.nodes',
  ],
  wayOut: 'raise maxNodes, choose larger machines, or request less',
  check: (platform) => {
    const all = crowds(platform);
    return Object.values(platform.cluster?.nodePools ?? {}).flatMap((pool) => {
      const own = all.filter(({ placement }) => placement === pool.name);
      return [...tooLarge(pool, own), ...overfull(pool, own)];
    });
  },
};

function crowds({ services, stores }: Platform): readonly Crowd[] {
  return [
    ...Object.values(services).map((service) => ({
      ...service,
      path: `services.${service.name}.resources.requests`,
      pods: service.replicas.max + service.rollout.maxSurge,
      requests: podRequests(service),
    })),
    ...storeWorkloads(stores).map((store) => ({
      ...store,
      path: `stores.${store.name}.resources`,
      pods: store.nodes,
      requests: store.resources.requests,
    })),
  ];
}

/** A pod that is larger than a machine runs nowhere, however many machines there are. */
const tooLarge = (pool: NodePool, crowds: readonly Crowd[]): Problem[] =>
  kinds.flatMap(({ name, unit, key, setting }) =>
    crowds
      .filter(({ requests }) => requests[key] > pool.capacity[key])
      .map((crowd) => ({
        path: `${crowd.path}.${setting}`,
        message: `one pod of ${crowd.name} requests ${crowd.requests[key]}${unit} ${name}, and a node of pool ${pool.name} has ${pool.capacity[key]}${unit} (${pool.instanceType}); request less, or choose larger machines`,
        value: `${crowd.requests[key]}${unit}`,
        limit: `${pool.capacity[key]}${unit}`,
      })),
  );

function overfull(pool: NodePool, crowds: readonly Crowd[]): Problem[] {
  return kinds.flatMap(({ name, unit, key }) => {
    const have = pool.capacity[key] * pool.maxNodes;
    const need = crowds.reduce((sum, { pods, requests }) => sum + pods * requests[key], 0);
    if (need <= have) return [];
    const terms = crowds.map((crowd) => `${crowd.name} ${crowd.pods} × ${crowd.requests[key]}${unit}`);
    return [
      {
        path: `cluster.nodePools.${pool.name}`,
        message: `${name} requests at maximum do not fit: ${terms.join(' + ')} = ${need}${unit} > ${have}${unit} of ${pool.maxNodes} × ${pool.instanceType}; raise maxNodes or choose larger machines`,
        value: `${need}${unit}`,
        limit: `${have}${unit}`,
      },
    ];
  });
}
