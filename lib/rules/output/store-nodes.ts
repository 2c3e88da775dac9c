import { storeWorkloads } from '../../platform/uses';
import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

export const storeNodes: OutputRule = {
  id: 'store-nodes',
  severity: 'error',
  protects: 'a store from having fewer nodes than its copies need, or more than its peers, alerts and machines know of',
  source: 'E34, E35; ADR 6',
  reads: ['stores', 'patches'],
  wayOut: 'say the number of nodes under the store: copies, peers, alerts and machines follow',
  check: ({ facts }, { stores, cluster }) =>
    storeWorkloads(stores).flatMap(({ name, fullName, nodes }): Problem[] => {
      const sets = facts.workloads.filter(
        (one) => one.app === fullName && one.name.startsWith(`${cluster?.namespace}/StatefulSet/`),
      );
      const [first] = sets;
      const count = sets.reduce((sum, { replicas = 1 }) => sum + replicas, 0);
      // An operator makes its pods from an object of its own.
      if (first === undefined || count === nodes) return [];
      const changed = sets.find(({ source }) => source !== undefined) ?? first;
      return [
        {
          path: changed.source ?? `stores.${name}`,
          value: `${count}`,
          limit: `${nodes}`,
          message: `${where({ ...changed, at: 'spec.replicas' })} makes it ${count} nodes of ${fullName}, and the config says ${nodes}: copies, peers, alerts and machines follow from that; change it under stores.${name}`,
        },
      ];
    }),
};
