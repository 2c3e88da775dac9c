import { nearest } from '../config/nearest';
import { ownExporters } from '../platform/exporters';
import { firstWritten } from '../platform/first-written';
import { storeWorkloads } from '../platform/uses';
import type { Rule } from './types';

/** A pod that selects a pool which does not exist is never scheduled. */
export const placement: Rule = {
  id: 'placement',
  severity: 'error',
  protects: 'pods from waiting for ever for a node that no pool can give',
  source: 'E39',
  reads: [
    'services.*.placement',
    'stores.*.placement',
    'monitoring.exporters.*.placement',
    'cluster.nodePools.*.enabled',
  ],
  wayOut: 'name a pool of cluster.nodePools, or add it there',
  neverAccepted: 'the labels and taints of a pool that is not there cannot be known',
  check: (platform) => {
    const { services, stores, cluster } = platform;
    if (cluster === undefined) return [];
    const pools = Object.keys(cluster.nodePools);
    const placed = [
      ...Object.values(services).map((service) => ({
        ...service,
        who: service.name,
        path: `services.${service.name}.placement`,
      })),
      ...storeWorkloads(stores).map((store) => ({ ...store, who: store.name, path: `stores.${store.name}.placement` })),
      ...ownExporters(platform).map((exporter) => ({
        ...exporter,
        who: `the exporter of ${exporter.store}`,
        path: `monitoring.exporters.${exporter.store}.placement`,
      })),
    ];
    return placed
      .filter(({ placement }) => placement !== undefined && !pools.includes(placement))
      .map(({ path, who, placement }) => ({
        path: firstWritten(platform, path, `cluster.nodePools.${placement}`),
        message: `no node pool "${placement}", where ${who} is placed; the pools are ${pools.join(', ') || 'none'}${nearest(placement ?? '', pools)}`,
      }));
  },
};
