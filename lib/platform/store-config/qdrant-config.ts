import type { Qdrant } from '../types';

/** Folders in the container: each a volume of its own, as snapshots in the default place die with it (E11). */
export const qdrantFolders = { storage: '/qdrant/storage', snapshots: '/qdrant/snapshots' } as const;

/** REST is the store's own port; the others have no setting. */
export const qdrantPorts = { grpc: 6334, peer: 6335 } as const;

/** Where the server reads its file, and the variable that it takes its API key from: the file holds no secret (E65). */
export const qdrantConfigPath = '/qdrant/config/production.yaml';
export const qdrantApiKeyVariable = 'QDRANT__SERVICE__API_KEY';

/**
 * The configuration file of one node, as a record for YAML or JSON. What it says of collections is the default for
 * those that the application makes itself; ours says the same in its own request.
 */
export function qdrantConfig({
  port,
  nodes,
  optimizers,
  replicationFactor,
  writeConsistencyFactor,
}: Pick<Qdrant, 'port' | 'nodes' | 'optimizers' | 'replicationFactor' | 'writeConsistencyFactor'>) {
  return {
    cluster: { enabled: nodes > 1, p2p: { port: qdrantPorts.peer } },
    log_level: 'INFO',
    service: { enable_tls: false, grpc_port: qdrantPorts.grpc, host: '0.0.0.0', http_port: port },
    storage: {
      collection: { replication_factor: replicationFactor, write_consistency_factor: writeConsistencyFactor },
      optimizers: {
        default_segment_number: optimizers.defaultSegmentNumber,
        max_segment_size_kb: optimizers.maxSegmentSizeKb,
        memmap_threshold_kb: optimizers.memmapThresholdKb,
      },
      snapshots_path: qdrantFolders.snapshots,
      storage_path: qdrantFolders.storage,
    },
    telemetry_disabled: true,
  } as const;
}
