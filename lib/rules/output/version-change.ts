import type { RuleDescription } from '../types';

/** Held between the files of an earlier synth and those of this one. */
export const versionChange: RuleDescription = {
  id: 'version-change',
  severity: 'error',
  protects: 'a deployment from being refused half way, and a database from not starting on its own data',
  source:
    "AWS, 'Update existing cluster to new Kubernetes version', 'Upgrading Amazon Aurora PostgreSQL', 'Version Management for ElastiCache'; PostgreSQL documentation, 'Upgrading a PostgreSQL Cluster'",
  reads: [
    'cluster.version',
    'stores.postgres.engineVersion',
    'stores.postgres.image',
    'stores.redis.engine',
    'stores.redis.engineVersion',
  ],
  wayOut: 'take one step at a time, put the old version back, or move the data to a new server',
};
