import type { Postgres } from '../platform/types';

/** Milliseconds after which a statement is written to the log. */
const SLOW_STATEMENT_MS = 1_000;

/**
 * Parameters of the cluster (guide L294-299, corrected by E53). Memory settings are not among them: Aurora sizes
 * shared_buffers and effective_cache_size from the instance, and Serverless v2 while it scales.
 * checkpoint_completion_target is not either: Aurora's storage has no checkpoints of that kind, and 0.9 is the
 * server's default anyway (E52).
 */
export function postgresParameters(postgres: Postgres): Readonly<Record<string, string>> {
  return {
    shared_preload_libraries: 'pg_stat_statements',
    max_connections: String(postgres.maxConnections),
    random_page_cost: '1.1',
    'rds.force_ssl': '1',
    log_min_duration_statement: String(SLOW_STATEMENT_MS),
    log_lock_waits: '1',
    log_statement: 'ddl',
  };
}
