import { overlap } from '../platform/cidr';
import type { Rule } from './types';

/** Pods and functions may connect to the range of a store alone: its address has to be in it. */
export const storeAddresses: Rule = {
  id: 'store-addresses',
  severity: 'error',
  protects: 'services from being kept from the store by their own network policy',
  source: 'E75; guide L224-236',
  reads: ['stores.*.host', 'stores.*.cidr'],
  wayOut: 'let cidr hold the address of host, or leave it out',
  check: ({ stores }) =>
    Object.entries(stores).flatMap(([name, store]) => {
      if (store.provider !== 'external' || !/^[\d.]+$/.test(store.host) || overlap(store.host, store.cidr)) return [];
      return [
        {
          path: `stores.${name}.cidr`,
          message: `must hold ${store.host}, which is stores.${name}.host, got ${store.cidr}: nothing may connect to it`,
          value: store.cidr,
          limit: store.host,
        },
      ];
    }),
};
