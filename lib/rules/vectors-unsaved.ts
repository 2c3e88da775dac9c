import type { Rule } from './types';

/** A dump of the database has no vector in it: Qdrant's volume is their only copy. */
export const vectorsUnsaved: Rule = {
  id: 'vectors-unsaved',
  severity: 'warning',
  protects: 'every embedding from going with one volume, each to be paid for again',
  source: "guide L854-862; Qdrant, 'Snapshots'",
  reads: ['compose', 'stores.qdrant.provider', 'stores.qdrant.collection', 'protection.level'],
  wayOut:
    'make snapshots by the interface of Qdrant and copy them to another place, and accept this with that as the reason (exceptions)',
  check: ({ compose, protection, stores: { qdrant } }) =>
    compose === undefined || qdrant.provider !== 'cluster' || protection.level === 'none'
      ? []
      : [
          {
            path: 'stores.qdrant',
            message: `nothing backs up the vectors, and the volume of Qdrant is the only copy; make snapshots (POST /collections/${qdrant.collection}/snapshots) and copy them to another place, and accept this with that as the reason (exceptions)`,
          },
        ],
};
