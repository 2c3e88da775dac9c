import { redisDiskMiB } from '../platform/redis-memory';
import type { Rule } from './types';

/** A Redis whose disk is full refuses every write until somebody makes room. */
export const redisDisk: Rule = {
  id: 'redis-disk',
  severity: 'warning',
  protects: 'Redis from refusing writes when its data, or the file that is written anew, does not fit its volume',
  source: "E10; redis.io, 'Redis persistence', log rewriting",
  reads: [
    'stores.redis.memory',
    'stores.redis.resources.memory',
    'stores.redis.topology.mode',
    'stores.redis.topology.shards',
    'stores.redis.volume',
    'tier',
  ],
  wayOut: 'give the volume twice what a node may hold',
  check: ({ cluster, stores: { redis } }) => {
    if (cluster === undefined || redis.provider !== 'cluster' || !redis.persistence) return [];
    const { sizeMiB, existingClaim } = redis.workload.volume;
    const least = redisDiskMiB(redis.maxMemoryMiB);
    // How large a claim is that somebody else has made, only they know.
    return existingClaim !== undefined || sizeMiB >= least
      ? []
      : [
          {
            path: 'stores.redis.volume.size',
            message: `a node may hold ${redis.maxMemoryMiB}Mi of data, whose file is written anew beside the old one: that takes ${least}Mi, and the volume has ${sizeMiB}Mi; give it more, or let Redis hold less`,
            value: `${sizeMiB}Mi`,
            limit: `${least}Mi`,
          },
        ];
  },
};
