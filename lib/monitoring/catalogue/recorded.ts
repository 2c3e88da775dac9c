import { from } from './metric';

const recorded = from('recording', 'scrape');

/** The guide's names for what exporters say otherwise (guide L1273-1295; E99-E104), and sums that several rules share. */
export const recordedMetrics = {
  memory_usage_bytes: recorded('gauge', 'bytes', [], 'Memory of a process'),
  cpu_usage_seconds: recorded('counter', 'seconds', [], 'CPU time of a process'),
  postgres_connections_active: recorded('gauge', 'count', [], 'Connections to the server'),
  postgres_connections_max: recorded('gauge', 'count', [], 'Connections that it admits to applications'),
  postgres_cache_hit_ratio: recorded('gauge', 'ratio', [], 'Share of blocks found in shared buffers'),
  postgres_replication_lag: recorded('gauge', 'bytes', ['application_name'], 'Log that a replica has not replayed yet'),
  postgres_query_duration_seconds: recorded('gauge', 'seconds', [], 'Mean time of a statement'),
  redis_memory_usage_bytes: recorded('gauge', 'bytes', [], 'Memory in use'),
  redis_hit_ratio: recorded('gauge', 'ratio', [], 'Share of keys found'),
  redis_operations_per_second: recorded('gauge', 'count', [], 'Commands a second'),
  node_cpu_usage_percent: recorded('gauge', 'percent', [], 'CPU of a node in use'),
  node_memory_usage_percent: recorded('gauge', 'percent', [], 'Memory of a node in use'),
  node_disk_usage_percent: recorded(
    'gauge',
    'percent',
    ['device', 'fstype', 'mountpoint'],
    'Space of a file system in use',
  ),
  node_network_bytes: recorded('gauge', 'bytes', [], 'Bytes a second over the network'),
  'job:http_requests:rate5m': recorded('gauge', 'count', [], 'Answers of a service a second'),
  'job:http_requests_failed:rate5m': recorded('gauge', 'count', [], 'Of these, server errors; 0 where there is none'),
} as const;
