import type { recordedMetrics } from './catalogue/recorded';
import { average, divide, either, type Instant, last, max, minus, over, plus, rate, sum, times } from './promql';
import { failed } from './requests';

/** A recording rule: the guide's name, defined from what an exporter really has. */
export interface Recording {
  readonly record: keyof typeof recordedMetrics;
  readonly expression: Instant;
}

const byInstance = ['instance'];
/**
 * File systems of a machine that can fill: not those in memory, nor layers of images, nor volumes of pods, which belong to
 * whoever claimed them; of ours the kubelet tells.
 */
export const realDisks = {
  fstype: { notMatches: 'tmpfs|overlay|squashfs' },
  mountpoint: { notMatches: '/var/lib/kubelet/.+' },
};
const admitted = max(last('pg_settings_max_connections'), byInstance);
const hits = sum(rate(over('pg_stat_database_blks_hit', '5m')), byInstance);
const reads = sum(rate(over('pg_stat_database_blks_read', '5m')), byInstance);
const found = rate(over('redis_keyspace_hits_total', '5m'));
const missed = rate(over('redis_keyspace_misses_total', '5m'));
const answers = sum(rate(over('http_requests_total', '5m')), ['job']);
const failures = sum(rate(over('http_requests_total', '5m', failed)), ['job']);

export const recordings: readonly Recording[] = [
  { record: 'memory_usage_bytes', expression: last('process_resident_memory_bytes') },
  { record: 'cpu_usage_seconds', expression: last('process_cpu_seconds_total') },
  { record: 'postgres_connections_active', expression: sum(last('pg_stat_activity_count'), byInstance) },
  {
    record: 'postgres_connections_max',
    expression: minus(
      minus(admitted, max(last('pg_settings_superuser_reserved_connections'), byInstance)),
      // Before PostgreSQL 16 there is no such setting: without the zero there would be no limit either.
      either(max(last('pg_settings_reserved_connections'), byInstance), times(0, admitted)),
    ),
  },
  { record: 'postgres_cache_hit_ratio', expression: divide(hits, plus(hits, reads)) },
  {
    record: 'postgres_replication_lag',
    expression: max(last('pg_stat_replication_pg_wal_lsn_diff'), ['instance', 'application_name']),
  },
  {
    record: 'postgres_query_duration_seconds',
    expression: divide(
      sum(rate(over('pg_stat_statements_seconds_total', '5m')), byInstance),
      sum(rate(over('pg_stat_statements_calls_total', '5m')), byInstance),
    ),
  },
  { record: 'redis_memory_usage_bytes', expression: last('redis_memory_used_bytes') },
  { record: 'redis_hit_ratio', expression: divide(found, plus(found, missed)) },
  { record: 'redis_operations_per_second', expression: rate(over('redis_commands_processed_total', '5m')) },
  {
    record: 'node_cpu_usage_percent',
    expression: times(100, minus(1, average(rate(over('node_cpu_seconds_total', '5m', { mode: 'idle' })), byInstance))),
  },
  {
    record: 'node_memory_usage_percent',
    expression: times(
      100,
      minus(1, divide(last('node_memory_MemAvailable_bytes'), last('node_memory_MemTotal_bytes'))),
    ),
  },
  {
    record: 'node_disk_usage_percent',
    expression: times(
      100,
      minus(1, divide(last('node_filesystem_avail_bytes', realDisks), last('node_filesystem_size_bytes', realDisks))),
    ),
  },
  {
    record: 'node_network_bytes',
    expression: sum(
      plus(
        rate(over('node_network_receive_bytes_total', '5m', { device: { not: 'lo' } })),
        rate(over('node_network_transmit_bytes_total', '5m', { device: { not: 'lo' } })),
      ),
      byInstance,
    ),
  },
  // One series a service: over 30 days they are added up in no time, where every route of every pod would not be.
  { record: 'job:http_requests:rate5m', expression: answers },
  // A service without a failure has no series of one: zero, or it would miss from every graph of failures.
  { record: 'job:http_requests_failed:rate5m', expression: either(failures, times(0, answers)) },
];
