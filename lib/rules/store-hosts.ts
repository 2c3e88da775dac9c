import { storeWorkloads } from '../platform/uses';
import type { Rule } from './types';

/** Copies on one machine share its fate: pods are kept apart only as far as the pool has machines. */
export const storeHosts: Rule = {
  id: 'store-hosts',
  severity: 'warning',
  protects: 'a store with a copy of everything from losing its majority with one machine',
  source: 'E34, E35; guide L33-37; Kubernetes documentation, inter-pod anti-affinity',
  reads: [
    'cluster.nodePools.*.maxNodes',
    'stores.*.provider',
    'stores.*.nodes',
    'stores.redis.topology',
    'stores.*.placement',
  ],
  wayOut: 'give the pool a machine for each node of the store',
  check: ({ cluster, stores }) =>
    storeWorkloads(stores).flatMap(({ name, nodes, placement }) => {
      const pool = cluster?.nodePools[placement ?? ''];
      if (pool === undefined || nodes <= pool.maxNodes) return [];
      return [
        {
          path: `cluster.nodePools.${pool.name}.maxNodes`,
          message: `${name} has ${nodes} nodes and pool ${pool.name} at most ${pool.maxNodes} machines: ${Math.ceil(nodes / pool.maxNodes)} nodes go with one machine; raise maxNodes to ${nodes}`,
          value: `${pool.maxNodes}`,
          limit: `${nodes}`,
        },
      ];
    }),
};
