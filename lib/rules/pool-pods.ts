import { daemonsPerNode, podsPerNode } from '../platform/machine-types';
import { crowdedPools } from './crowds';
import type { Rule } from './types';

/** A node takes so many pods and no more, however small they are: on EKS as many as its interfaces have addresses. */
export const poolPods: Rule = {
  id: 'pool-pods',
  severity: 'error',
  protects: 'small pods from staying pending on nodes that have CPU and memory to spare',
  source: "E33; Amazon EKS AMI, eni-max-pods.txt; kubernetes.io, 'Considerations for large clusters'",
  reads: [
    'cluster.nodePools.*.instanceType',
    'cluster.nodePools.*.maxNodes',
    'services.*.replicas.max',
    'services.*.rollout.maxSurge',
    'services.*.placement',
    'stores.*.placement',
    'monitoring.exporters.*',
    'stores.postgres.instances',
    'stores.redis.topology',
    'stores.qdrant.nodes',
  ],
  wayOut: 'raise maxNodes of the pool, choose larger machines, or place services in another pool',
  check: (platform) =>
    crowdedPools(platform).flatMap(({ provider, pool, crowds }) => {
      const need = crowds.reduce((sum, { pods }) => sum + pods, 0);
      const each = podsPerNode(provider, pool.instanceType);
      const have = pool.maxNodes * (each - daemonsPerNode);
      if (need <= have) return [];
      return [
        {
          path: `cluster.nodePools.${pool.name}`,
          message: `pods at maximum do not fit: ${crowds.map(({ name, pods }) => `${name} ${pods}`).join(' + ')} = ${need} > ${pool.maxNodes} × (${each} of ${pool.instanceType} - ${daemonsPerNode} of the cluster's own) = ${have}; raise maxNodes or choose larger machines`,
          value: `${need}`,
          limit: `${have}`,
        },
      ];
    }),
};
