import { cacheVersions } from '../platform/support';
import type { Rule } from './types';

/** The two engines share a protocol, not their versions: one ends where the other begins. */
export const cacheVersion: Rule = {
  id: 'cache-version',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the cache',
  source: "AWS, 'Supported engines and versions' of ElastiCache; guide L157",
  reads: ['stores.redis.engine', 'stores.redis.engineVersion'],
  wayOut: 'name a version of that engine, or the other engine',
  check: ({ stores: { redis } }) => {
    if (redis.provider !== 'elasticache' || cacheVersions[redis.engine].includes(redis.engineVersion)) return [];
    const other = redis.engine === 'redis' ? 'valkey' : 'redis';
    return [
      {
        path: 'stores.redis.engineVersion',
        message: `the platform runs on ${redis.engine} ${cacheVersions[redis.engine].join(', ')} of ElastiCache, got ${redis.engineVersion}; name one of them, or engine: ${other} with one of ${cacheVersions[other].join(', ')}`,
      },
    ];
  },
};
