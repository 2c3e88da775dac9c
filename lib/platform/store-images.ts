import type { StoreName } from './types';

/** Images of the stores in our own containers: pinned, and of the major version that the guide asks for. */
export const storeImages: Readonly<Record<StoreName, string>> = {
  /** The stock image has no vector extension (E7). */
  postgres: 'pgvector/pgvector:0.8.1-pg15',
  /** Guide L91: redis:7-alpine. */
  redis: 'redis:7.2.11-alpine',
  /** Guide L97: qdrant/qdrant:latest. */
  qdrant: 'qdrant/qdrant:v1.15.5',
};
