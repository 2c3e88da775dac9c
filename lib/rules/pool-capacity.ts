import { allocatable } from '../platform/allocatable';
import type { MachineCapacity } from '../platform/machine-types';
import type { NodePool } from '../platform/types';
import { type Crowd, crowdedPools } from './crowds';
import type { Problem, Rule } from './types';

const kinds = [
  { name: 'CPU', unit: 'm', key: 'cpuMillis', setting: 'cpu' },
  { name: 'memory', unit: 'Mi', key: 'memoryMiB', setting: 'memory' },
] as const;

/** Everything at its maximum, with surge pods and stores, has room in what its pool at its maximum leaves to pods (E33). */
export const poolCapacity: Rule = {
  id: 'pool-capacity',
  severity: 'error',
  protects: 'pods from staying pending at the very moment they are needed',
  source: 'E33; guide L22-43; lib/platform/allocatable.ts names the page of each provider',
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
    'monitoring.exporters.*',
    'stores.postgres.instances',
    'stores.redis.topology',
    'stores.qdrant.nodes',
  ],
  wayOut: 'raise maxNodes, choose larger machines, or request less',
  check: (platform) =>
    crowdedPools(platform).flatMap(({ provider, pool, crowds }) => {
      const node = allocatable(provider, pool);
      return [...tooLarge(pool, node, crowds), ...overfull(pool, node, crowds)];
    }),
};

/** A pod that is larger than a machine runs nowhere, however many machines there are. */
const tooLarge = (pool: NodePool, node: MachineCapacity, crowds: readonly Crowd[]): Problem[] =>
  kinds.flatMap(({ name, unit, key, setting }) =>
    crowds
      .filter(({ requests }) => requests[key] > node[key])
      .map((crowd) => ({
        path: `${crowd.path}.${setting}`,
        message: `one pod of ${crowd.name} requests ${crowd.requests[key]}${unit} ${name}, and a node of pool ${pool.name} has ${node[key]}${unit} for pods (${pool.instanceType}); request less, or choose larger machines`,
        value: `${crowd.requests[key]}${unit}`,
        limit: `${node[key]}${unit}`,
      })),
  );

function overfull(pool: NodePool, node: MachineCapacity, crowds: readonly Crowd[]): Problem[] {
  return kinds.flatMap(({ name, unit, key }) => {
    const have = node[key] * pool.maxNodes;
    const need = crowds.reduce((sum, { pods, requests }) => sum + pods * requests[key], 0);
    if (need <= have) return [];
    const terms = crowds.map((crowd) => `${crowd.name} ${crowd.pods} × ${crowd.requests[key]}${unit}`);
    return [
      {
        path: `cluster.nodePools.${pool.name}`,
        message: `${name} requests at maximum do not fit: ${terms.join(' + ')} = ${need}${unit} > ${have}${unit} of ${pool.maxNodes} × ${pool.instanceType} with ${node[key]}${unit} for pods; raise maxNodes or choose larger machines`,
        value: `${need}${unit}`,
        limit: `${have}${unit}`,
      },
    ];
  });
}
