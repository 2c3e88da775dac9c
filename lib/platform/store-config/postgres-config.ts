import type { Postgres } from '../types';

type Contained = Extract<Postgres, { provider: 'cluster' }>;

/** Milliseconds after which a statement is written to the log. */
const SLOW_STATEMENT_MS = 1_000;

/** Settings that every server of ours gets, self-managed or Aurora (guide L294-298; E53). */
export function commonPostgresSettings(
  postgres: Pick<Postgres, 'extensions' | 'maxConnections'>,
): Readonly<Record<string, string>> {
  return {
    // Without the library the extension's view answers with an error; without the extension it only costs.
    ...(postgres.extensions.includes('pg_stat_statements') ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
    max_connections: String(postgres.maxConnections),
    random_page_cost: '1.1',
    log_min_duration_statement: String(SLOW_STATEMENT_MS),
    log_lock_waits: '1',
    log_statement: 'ddl',
  };
}

/**
 * Settings of a server of our own, given at its start: three of them need a restart, and ALTER SYSTEM would overwrite
 * what a person set (E52). Memory is that of its container, not of the tier, so that a smaller one does not start into
 * the out-of-memory killer (E31: 25 and 75 percent).
 */
export function postgresConfig(
  postgres: Pick<Contained, 'extensions' | 'maxConnections'> & {
    readonly workload: { readonly resources: Contained['workload']['resources'] };
  },
): Readonly<Record<string, string>> {
  const { memoryMiB } = postgres.workload.resources.limits;
  return {
    ...commonPostgresSettings(postgres),
    shared_buffers: `${Math.floor(memoryMiB / 4)}MB`,
    effective_cache_size: `${Math.floor((memoryMiB * 3) / 4)}MB`,
    checkpoint_completion_target: '0.9',
  };
}

/** The same as arguments of `postgres`: `-c`, `name=value`. */
export const postgresArguments = (config: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(config).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
