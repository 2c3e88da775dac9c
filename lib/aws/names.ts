import type { RedisTopology } from '../platform/types';

// Names that one construct gives and an alarm looks for.

/** Of a service's REST API. */
export const apiName = (environment: string, service: string): string => `memorai-${environment}-${service}`;

/** Of the Aurora cluster and of the proxy before it. */
export const databaseName = (environment: string): string => `memorai-${environment}`;

/** Of the replication group. */
export const cacheName = (environment: string): string => `memorai-${environment}`;

/**
 * Of the nodes that ElastiCache makes for a replication group: `name-001`, and with shards `name-0001-001` (ElastiCache
 * user guide, "Finding replication group nodes").
 */
export function cacheNodeNames(name: string, topology: RedisTopology): readonly string[] {
  const number = (index: number, digits: number) => String(index + 1).padStart(digits, '0');
  if (topology.mode === 'standalone') return [`${name}-${number(0, 3)}`];
  return Array.from({ length: topology.shards }, (_, shard) =>
    Array.from(
      { length: 1 + topology.replicasPerShard },
      (__, node) => `${name}-${number(shard, 4)}-${number(node, 3)}`,
    ),
  ).flat();
}
