import { cacheName } from '../../platform/aws-names';
import type { Alarms, Platform } from '../../platform/types';
import { cacheNodeNames } from '../names';
import { type Alarm, type Formula, inARow, inFormulas } from './alarm';

/** Of the nodes of ElastiCache together (ElastiCache user guide, "Metrics for Valkey and Redis OSS"). */
export function redisAlarms({ stores, environment }: Platform, { limits }: Alarms): readonly Alarm[] {
  const { redis } = stores;
  if (redis.provider !== 'elasticache') return [];
  const { topology, replicas } = redis;
  const shards = topology.mode === 'cluster' ? topology.shards : 1;
  const nodes = cacheNodeNames(cacheName(environment), topology.mode, shards, replicas);
  const rows: readonly (Omit<Alarm, 'measure' | 'subject' | 'comparison' | 'silence'> & {
    readonly metric: string;
    readonly over: 'MAX' | 'SUM';
    readonly statistic: string;
  })[] = [
    {
      id: 'redis-memory',
      severity: 'critical',
      metric: 'DatabaseMemoryUsagePercentage',
      over: 'MAX',
      statistic: 'Maximum',
      threshold: limits.cacheMemoryPercent,
      periodSeconds: 300,
      periods: inARow(3),
      source: 'alarms.cacheMemory',
      advice: `A node of the cache is fuller than ${limits.cacheMemoryPercent}%. ${
        redis.eviction === 'noeviction' ? 'When it is full it refuses writes' : `Soon it evicts (${redis.eviction})`
      }: shorten CACHE_TTL, or take a larger nodeType or more shards.`,
    },
    ...(redis.eviction === 'noeviction'
      ? []
      : [
          {
            id: 'redis-evictions',
            severity: 'warning',
            metric: 'Evictions',
            over: 'SUM',
            statistic: 'Sum',
            threshold: 0,
            periodSeconds: 300,
            periods: inARow(3),
            source: 'any, for a quarter of an hour: the cache is too small for what it is given',
            advice:
              'The cache throws away what has not expired. Every miss is a query more for the database: give the cache more memory, or put less into it.',
          } as const,
        ]),
    {
      id: 'redis-cpu',
      severity: 'warning',
      metric: 'EngineCPUUtilization',
      over: 'MAX',
      statistic: 'Maximum',
      threshold: 90,
      periodSeconds: 60,
      periods: inARow(5),
      source: 'one thread serves all commands (ElastiCache user guide, "Which metrics should I monitor")',
      advice:
        'The one thread of a node that serves commands is busy. SLOWLOG shows by which; more shards divide the load.',
    },
    ...(replicas === 0
      ? []
      : [
          {
            id: 'redis-replica-lag',
            severity: 'warning',
            metric: 'ReplicationLag',
            over: 'MAX',
            statistic: 'Maximum',
            // Seconds.
            threshold: 5,
            periodSeconds: 60,
            periods: inARow(5),
            source: 'a failover loses what a replica has not got; below 1 s is usual',
            advice:
              'A replica of the cache is more than 5 s behind. Its primary writes more than the network of the node takes: see NetworkBandwidthOutAllowanceExceeded.',
          } as const,
        ]),
  ];
  return rows.flatMap(({ metric, over, statistic, ...row }): Alarm[] =>
    inFormulas(nodes).map((group, index, { length }) => ({
      ...row,
      id: length === 1 ? row.id : `${row.id}-${index + 1}`,
      subject: 'redis',
      comparison: 'above',
      silence: 'missing',
      measure: overNodes(over, metric, statistic, group),
    })),
  );
}

const overNodes = (over: string, name: string, statistic: string, nodes: readonly string[]): Formula => ({
  expression: `${over}(METRICS())`,
  metrics: Object.fromEntries(
    nodes.map((node, index) => [
      `node${index + 1}`,
      {
        namespace: 'AWS/ElastiCache',
        name,
        dimensions: { CacheClusterId: node, CacheNodeId: '0001' },
        statistic,
      },
    ]),
  ),
});
