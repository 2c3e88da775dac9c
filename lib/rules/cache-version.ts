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
    if (redis.provider !== 'elasticache') return [];
    const { from, to } = cacheVersions[redis.engine];
    const rank = rankOf(redis.engineVersion);
    if (rank >= rankOf(from) && (to === undefined || rank <= rankOf(to))) return [];
    const range = to === undefined ? `${from} and later` : `${from} to ${to}`;
    return [
      {
        path: 'stores.redis.engineVersion',
        message: `ElastiCache has ${redis.engine} ${range}, got ${redis.engineVersion}; name one of them, or engine: ${redis.engine === 'redis' ? 'valkey' : 'redis'}`,
      },
    ];
  },
};

/** `7.10` is later than `7.9`. */
function rankOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}
