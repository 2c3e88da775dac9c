import { commonPostgresSettings } from '../platform/store-config/postgres-config';
import type { Postgres } from '../platform/types';

/**
 * Parameters of the cluster (guide L294-299, corrected by E53). Memory settings are not among them: Aurora sizes
 * shared_buffers and effective_cache_size from the instance, and Serverless v2 while it scales.
 * checkpoint_completion_target is not either: Aurora's storage has no checkpoints of that kind, and 0.9 is the
 * server's default anyway (E52).
 */
export function postgresParameters(postgres: Postgres): Readonly<Record<string, string>> {
  return { ...commonPostgresSettings(postgres), 'rds.force_ssl': '1' };
}
