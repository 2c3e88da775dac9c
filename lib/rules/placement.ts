import { nearest } from '../config/nearest';
import type { Rule } from './types';

/** A pod that selects a pool which does not exist is never scheduled. */
export const placement: Rule = {
  id: 'placement',
  severity: 'error',
  protects: 'pods from waiting for ever for a node that no pool can give',
  source: 'E39',
  check: ({ services, cluster }) => {
    if (cluster === undefined) return [];
    const pools = Object.keys(cluster.nodePools);
    return Object.values(services)
      .filter((service) => service.placement !== undefined && !pools.includes(service.placement))
      .map((service) => ({
        path: `services.${service.name}.placement`,
        message: `no node pool "${service.placement}"; the pools are ${pools.join(', ') || 'none'}${nearest(service.placement ?? '', pools)}`,
      }));
  },
};
