import { limits } from '../limits';
import { above, divide, last, min, over, panelWindow, rate, sum } from '../promql';
import type { DashboardSource, Row } from './dashboard';

/** How full the cache is, and how often it has what it is asked for. */
export const redis: DashboardSource = {
  name: 'redis',
  applies: () => true,
  render: () => ({
    title: 'Redis',
    description: 'Memory, hits and evictions of the cache',
    rows: [now, memory, work],
  }),
};

const stat = { kind: 'stat', width: 6 } as const;
const graph = { kind: 'graph', width: 12 } as const;
/** Without maxmemory there is no share. */
const filled = divide(last('redis_memory_used_bytes'), above(last('redis_memory_max_bytes'), 0));

const now: Row = {
  title: 'Now',
  panels: [
    {
      ...stat,
      title: 'Cache answers',
      description: 'Whether the exporter reaches every server that it looks at.',
      unit: 'bool_yes_no',
      queries: [{ expression: min(last('redis_up')), legend: 'answers' }],
      limits: [{ value: 1, alert: 'RedisDown' }],
      good: 'above',
    },
    {
      ...stat,
      title: 'Keys found',
      description: 'Share of the lookups that found a key. What is not found is read from the database.',
      unit: 'percentunit',
      queries: [{ expression: last('redis_hit_ratio'), legend: '{{instance}}' }],
      good: 'above',
    },
    {
      ...stat,
      title: 'Memory in use',
      description:
        'Share of maxmemory. A cache that evicts is full by nature; one that does not refuses writes when it is.',
      unit: 'percentunit',
      queries: [{ expression: filled, legend: '{{instance}}' }],
      limits: [{ value: limits.cacheMemory, alert: 'RedisMemoryNearLimit' }],
    },
    {
      ...stat,
      title: 'Clients',
      description: 'Connections of clients, the exporter among them.',
      unit: 'short',
      queries: [{ expression: last('redis_connected_clients'), legend: '{{instance}}' }],
    },
  ],
};

const memory: Row = {
  title: 'Memory',
  panels: [
    {
      ...graph,
      title: 'Memory against its bound',
      description: 'What is in use, and maxmemory; 0 is no bound.',
      unit: 'bytes',
      queries: [
        { expression: last('redis_memory_usage_bytes'), legend: 'used by {{instance}}' },
        { expression: last('redis_memory_max_bytes'), legend: 'bound of {{instance}}' },
      ],
      alerts: ['RedisMemoryNearLimit'],
    },
    {
      ...graph,
      title: 'Evictions',
      description: 'Keys a second that went because memory was full.',
      unit: 'ops',
      queries: [{ expression: rate(over('redis_evicted_keys_total', panelWindow)), legend: '{{instance}}' }],
      limits: [{ value: limits.evictions, alert: 'RedisEvicts' }],
    },
  ],
};

const work: Row = {
  title: 'Work',
  panels: [
    {
      ...graph,
      title: 'Commands',
      description: 'Commands a second.',
      unit: 'ops',
      queries: [{ expression: last('redis_operations_per_second'), legend: '{{instance}}' }],
    },
    {
      ...graph,
      title: 'Lookups',
      description: 'Lookups a second, by whether the key was there.',
      unit: 'ops',
      queries: [
        { expression: sum(rate(over('redis_keyspace_hits_total', panelWindow))), legend: 'found' },
        { expression: sum(rate(over('redis_keyspace_misses_total', panelWindow))), legend: 'not found' },
      ],
      stacked: true,
    },
  ],
};
