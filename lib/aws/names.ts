import type { RedisTopology } from '../platform/types';

// Names that one construct gives and an alarm looks for.

/** Of a service's REST API. */
export const apiName = (environment: string, service: string): string => `memorai-${environment}-${service}`;

/** Of the policy of people who sign in to the database; that of the second region is for the one that follows there. */
export const peoplePolicyName = (environment: string, region: 'first' | 'second'): string =>
  `memorai-${environment}-postgres-people${region === 'second' ? '-standby' : ''}`;

/**
 * Of the nodes that ElastiCache makes for a replication group: `name-001`, and with shards `name-0001-001` (ElastiCache
 * user guide, "Finding replication group nodes").
 *
 * @param replicas of each primary
 */
export function cacheNodeNames(
  name: string,
  mode: RedisTopology['mode'],
  shards: number,
  replicas: number,
): readonly string[] {
  const number = (index: number, digits: number) => String(index + 1).padStart(digits, '0');
  const members = (group: string) => Array.from({ length: 1 + replicas }, (_, node) => `${group}-${number(node, 3)}`);
  return mode === 'standalone'
    ? members(name)
    : Array.from({ length: shards }, (_, shard) => members(`${name}-${number(shard, 4)}`)).flat();
}
