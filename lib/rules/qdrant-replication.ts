import type { Problem, Rule } from './types';

/** Copies need nodes to live on; two nodes cannot agree when one is gone (E35). */
export const qdrantReplication: Rule = {
  id: 'qdrant-replication',
  severity: 'error',
  protects: 'the vectors from having fewer copies than the config says',
  source: 'E35, E64; guide L210, L343-344',
  reads: ['stores.qdrant.nodes', 'stores.qdrant.replicationFactor', 'stores.qdrant.writeConsistencyFactor'],
  wayOut: 'run as many nodes as the copies need, or keep fewer copies',
  check: ({ stores: { qdrant } }) => {
    const { nodes, replicationFactor, writeConsistencyFactor } = qdrant;
    const problems: Problem[] = [];
    if (replicationFactor > nodes) {
      problems.push({
        path: 'stores.qdrant.replicationFactor',
        message: `must be at most the number of nodes (${nodes}), got ${replicationFactor}; Qdrant would cut it in silence`,
        value: `${replicationFactor}`,
        limit: `${nodes}`,
      });
    }
    if (replicationFactor >= 2 && nodes < 3) {
      problems.push({
        path: 'stores.qdrant.nodes',
        message: `replication factor ${replicationFactor} needs at least 3 nodes to stay available, got ${nodes}`,
        value: `${nodes}`,
        limit: '3',
      });
    }
    if (writeConsistencyFactor > replicationFactor) {
      problems.push({
        path: 'stores.qdrant.writeConsistencyFactor',
        message: `must be at most the replication factor (${replicationFactor}), got ${writeConsistencyFactor}`,
        value: `${writeConsistencyFactor}`,
        limit: `${replicationFactor}`,
      });
    }
    return problems;
  },
};
