import type { ConnectionBudget, Platform, Postgres, Qdrant } from '../types';
import { commonPostgresSettings, postgresConfig } from './postgres-config';

/** Variable of the environment that carries the facts, as JSON, to whatever sets the stores up. */
export const setupFactsVariable = 'MEMORAI_STORES';

/** What `memorai-db` has to know of the platform. No address and no password: those are settings of their own. */
export interface SetupFacts {
  readonly postgres: Pick<
    Postgres,
    'database' | 'username' | 'monitor' | 'extensions' | 'schemas' | 'searchPath' | 'partitions'
  > & {
    /** What the server has to be set to, by name; of somebody else's server only what the platform counts with. */
    readonly settings: Readonly<Record<string, string>>;
    /**
     * Connections that the platform counts with: all pools and the reserve fit into them, or rule `connections` says so.
     * Not what the pools add up to: one replica more would be another migration, and find nothing else.
     */
    readonly connections: number;
  };
  readonly qdrant: Pick<
    Qdrant,
    'collection' | 'vectors' | 'optimizers' | 'nodes' | 'replicationFactor' | 'writeConsistencyFactor'
  >;
}

export function setupFacts(
  { postgres, qdrant }: Pick<Platform['stores'], 'postgres' | 'qdrant'>,
  connections: Pick<ConnectionBudget, 'usable'>,
): SetupFacts {
  const { database, username, monitor, extensions, schemas, searchPath, partitions } = postgres;
  const { collection, vectors, optimizers, nodes, replicationFactor, writeConsistencyFactor } = qdrant;
  return {
    postgres: {
      database,
      username,
      ...(monitor === undefined ? {} : { monitor }),
      extensions,
      schemas,
      searchPath,
      partitions,
      settings: serverSettings(postgres),
      connections: connections.usable,
    },
    qdrant: { collection, vectors, optimizers, nodes, replicationFactor, writeConsistencyFactor },
  };
}

function serverSettings(postgres: Postgres): Readonly<Record<string, string>> {
  switch (postgres.provider) {
    case 'cluster':
      return postgresConfig(postgres);
    case 'aurora':
      return commonPostgresSettings(postgres);
    case 'external': {
      const { shared_preload_libraries: preload } = commonPostgresSettings(postgres);
      return {
        max_connections: String(postgres.maxConnections),
        ...(preload === undefined ? {} : { shared_preload_libraries: preload }),
      };
    }
  }
}
