import { from } from './metric';

const postgres = from('postgresExporter', 'scrape');
const redis = from('redisExporter', 'scrape');
const qdrant = from('qdrant', 'documentation');

/** Off by default in the exporter; the database has the extension from its bootstrap. */
const statements = { flag: '--collector.stat_statements' };

/** What the exporters of the stores, and Qdrant itself, have. */
export const storeMetrics = {
  pg_up: postgres('gauge', 'boolean', [], 'Whether the exporter reaches the server'),
  pg_stat_activity_count: postgres(
    'gauge',
    'count',
    ['datname', 'state', 'usename', 'application_name', 'backend_type', 'wait_event', 'wait_event_type', 'server'],
    'Connections, by database, role and state',
    { state: 'a session for each of its labels' },
  ),
  pg_settings_max_connections: postgres('gauge', 'count', ['server'], 'Connections that the server admits'),
  pg_settings_superuser_reserved_connections: postgres('gauge', 'count', ['server'], 'Of these, kept for superusers'),
  pg_settings_reserved_connections: postgres(
    'gauge',
    'count',
    ['server'],
    'Of these, kept for roles with pg_use_reserved_connections',
    { state: 'PostgreSQL 16 or newer' },
  ),
  pg_stat_database_blks_hit: postgres('counter', 'count', ['datid', 'datname'], 'Blocks found in shared buffers'),
  pg_stat_database_blks_read: postgres('counter', 'count', ['datid', 'datname'], 'Blocks read from disk'),
  pg_stat_database_deadlocks: postgres(
    'counter',
    'count',
    ['datid', 'datname'],
    'Transactions that blocked each other',
  ),
  pg_stat_database_xact_commit: postgres('counter', 'count', ['datid', 'datname'], 'Transactions committed'),
  pg_stat_database_xact_rollback: postgres('counter', 'count', ['datid', 'datname'], 'Transactions rolled back'),
  pg_database_size_bytes: postgres('gauge', 'bytes', ['datname'], 'Size of a database on disk'),
  pg_replication_lag_seconds: postgres(
    'gauge',
    'seconds',
    [],
    'How far behind the server is that the exporter looks at; 0 on the writer',
  ),
  pg_stat_replication_pg_wal_lsn_diff: postgres(
    'gauge',
    'bytes',
    ['application_name', 'client_addr', 'slot_name', 'state', 'server'],
    'Log that a replica has not replayed yet: only its writer knows',
    { state: 'a replica' },
  ),
  pg_replication_is_replica: postgres('gauge', 'boolean', [], 'Whether the server is a replica'),
  pg_stat_statements_seconds_total: postgres(
    'counter',
    'seconds',
    ['datname', 'queryid', 'user'],
    'Time in statements (E101)',
    statements,
  ),
  pg_stat_statements_calls_total: postgres(
    'counter',
    'count',
    ['datname', 'queryid', 'user'],
    'Calls of statements',
    statements,
  ),
  redis_up: redis('gauge', 'boolean', [], 'Whether the exporter reaches the server'),
  redis_cluster_slots_ok: redis('gauge', 'count', [], 'Slots of which a node knows who serves them', {
    state: 'a cluster',
  }),
  redis_memory_used_bytes: redis('gauge', 'bytes', [], 'Memory in use'),
  redis_memory_max_bytes: redis('gauge', 'bytes', [], 'maxmemory; 0 is no bound'),
  redis_keyspace_hits_total: redis('counter', 'count', [], 'Keys found'),
  redis_keyspace_misses_total: redis('counter', 'count', [], 'Keys not found'),
  redis_evicted_keys_total: redis('counter', 'count', [], 'Keys that went because memory was full'),
  redis_connected_clients: redis('gauge', 'count', [], 'Client connections'),
  redis_commands_processed_total: redis('counter', 'count', [], 'Commands'),
  collections_total: qdrant('gauge', 'count', [], 'Collections'),
  cluster_peers_total: qdrant('gauge', 'count', [], 'Nodes that this node knows, those that are away among them'),
  cluster_pending_operations_total: qdrant(
    'gauge',
    'count',
    [],
    'Operations that were agreed on, and are not applied yet',
  ),
  rest_responses_total: qdrant('counter', 'count', ['method', 'endpoint', 'status'], 'Answers over REST'),
  rest_responses_duration_seconds: qdrant(
    'histogram',
    'seconds',
    ['method', 'endpoint', 'status'],
    'Time of an answer',
  ),
  memory_resident_bytes: qdrant('gauge', 'bytes', [], 'Memory of the process'),
} as const;
