import type { TierName } from './types';

/** Sizes that a tier fixes (guide L165-211, corrected by E30-E38). Memory is the whole store's, over all nodes. */
export interface Tier {
  /** What all services may request together at their minimum replicas (rows 44, 48). */
  readonly compute: { readonly cpuMillis: number; readonly memoryMiB: number; readonly storageGiB: number };
  readonly postgres: {
    readonly cpuMillis: number;
    readonly memoryMiB: number;
    /** Storage and IOPS fit self-managed volumes; Aurora grows by itself and has no such property (E38). */
    readonly storageGiB: number;
    readonly iops: number;
    readonly readers: number;
  };
  readonly redis: {
    readonly memoryMiB: number;
    readonly persistence: boolean;
    /** 0 shards: standalone. The guide's three nodes are shards; each needs a replica (E34). */
    readonly shards: number;
    readonly replicasPerShard: number;
  };
  readonly qdrant: {
    readonly cpuMillis: number;
    readonly memoryMiB: number;
    readonly storageGiB: number;
    /** Three, for the guide's two replicas: two nodes give no availability (E35). */
    readonly nodes: number;
    readonly replicationFactor: number;
  };
  readonly source: string;
}

const GIB = 1024;

export const tiers: Readonly<Record<TierName, Tier>> = {
  minimum: {
    compute: { cpuMillis: 8_000, memoryMiB: 16 * GIB, storageGiB: 100 },
    postgres: { cpuMillis: 4_000, memoryMiB: 8 * GIB, storageGiB: 200, iops: 3_000, readers: 0 },
    redis: { memoryMiB: 4 * GIB, persistence: true, shards: 0, replicasPerShard: 0 },
    qdrant: { cpuMillis: 2_000, memoryMiB: 4 * GIB, storageGiB: 50, nodes: 1, replicationFactor: 1 },
    source: 'guide L167-185',
  },
  recommended: {
    compute: { cpuMillis: 16_000, memoryMiB: 32 * GIB, storageGiB: 500 },
    postgres: { cpuMillis: 8_000, memoryMiB: 16 * GIB, storageGiB: 1_000, iops: 10_000, readers: 2 },
    redis: { memoryMiB: 8 * GIB, persistence: true, shards: 3, replicasPerShard: 1 },
    qdrant: { cpuMillis: 4_000, memoryMiB: 8 * GIB, storageGiB: 200, nodes: 3, replicationFactor: 2 },
    source: 'guide L188-210, E34, E35',
  },
};
