import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** A majority that has to be left when a zone is gone takes a third zone. */
export const quorumZones: Rule = {
  id: 'quorum-zones',
  severity: 'warning',
  protects: 'a store that has a copy of everything from standing still because one of two zones is gone',
  source: 'E34, E35; Qdrant, distributed deployment; redis.io, cluster specification',
  reads: ['aws.network.availabilityZones', 'stores.*.provider', 'stores.qdrant.nodes', 'stores.redis.topology'],
  wayOut: 'spread the network over three zones',
  check: ({ aws, cluster, stores }) => {
    if (aws === undefined || cluster?.provider !== 'eks') return [];
    const zones = aws.network.availabilityZones;
    if (zones.length > 2) return [];
    return voters(stores).map(({ name, count, what }) => {
      const gone = Math.ceil(count / 2);
      return {
        path: 'aws.network.availabilityZones',
        message: `${name} agrees by a majority of its ${count} ${what}, and one of ${zones.length} zones (${zones.join(', ')}) has at least ${gone} of them: without that zone there are ${count - gone}, and a majority takes ${Math.floor(count / 2) + 1}; use 3 zones`,
        value: `${zones.length}`,
        limit: '3',
      };
    });
  },
};

/** Stores in the cluster that agree by a vote, and who votes; two voters never outlast one of them. */
function voters({ qdrant, redis }: Platform['stores']) {
  return [
    ...(qdrant.provider === 'cluster' ? [{ name: 'qdrant', count: qdrant.nodes, what: 'nodes' }] : []),
    ...(redis.provider === 'cluster' && redis.topology.mode === 'cluster'
      ? [{ name: 'redis', count: redis.topology.shards, what: 'primaries' }]
      : []),
  ].filter(({ count }) => count > 2);
}
