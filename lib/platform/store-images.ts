import type { StoreName } from './types';

/**
 * For a PostgreSQL that the operator CloudNativePG runs: it starts images of its own kind only. The `standard` ones have
 * the vector extension (CloudNativePG, 'PostgreSQL container images').
 */
export const operatorPostgresImage = 'ghcr.io/cloudnative-pg/postgresql:15.15-standard-bookworm';

/** Images of the stores in our own containers: pinned, and of the major version that the guide asks for. */
export const storeImages: Readonly<Record<StoreName, string>> = {
  /** The stock image has no vector extension (E7). */
  postgres: 'pgvector/pgvector:0.8.1-pg15',
  /** Guide L91: redis:7-alpine. */
  redis: 'redis:7.2.11-alpine',
  /** Guide L97: qdrant/qdrant:latest. */
  qdrant: 'qdrant/qdrant:v1.19.1',
};
