import { type ClusterProvider, type MachineCapacity, podsPerNode } from './machine-types';

/** So much of everything up to a bound, and a smaller share of what is above it. */
interface Step {
  /** In the unit of what is shared: millicores, MiB. */
  readonly upTo: number;
  readonly share: number;
}

/** What EKS and GKE keep of the cores of a node: 6 % of the first, 1 % of the second, less of the others. */
const ofCores: readonly Step[] = [
  { upTo: 1_000, share: 0.06 },
  { upTo: 2_000, share: 0.01 },
  { upTo: 4_000, share: 0.005 },
  { upTo: Number.POSITIVE_INFINITY, share: 0.0025 },
];

/** What GKE keeps of the memory. */
const ofMemory: readonly Step[] = [
  { upTo: 4_096, share: 0.25 },
  { upTo: 8_192, share: 0.2 },
  { upTo: 16_384, share: 0.1 },
  { upTo: 131_072, share: 0.06 },
  { upTo: Number.POSITIVE_INFINITY, share: 0.02 },
];

/** What AKS keeps by the number of cores: of the next size up where there is no row. */
const aksMillis: readonly (readonly [cores: number, millis: number])[] = [
  [1, 60],
  [2, 100],
  [4, 140],
  [8, 180],
  [16, 260],
  [32, 420],
  [64, 740],
];

/** Below this much free memory the kubelet evicts pods, at all three. */
const EVICTION_MIB = 100;

/**
 * What is kept for the kubelet and the system on a node, by provider. A generic cluster's capacity is what its config
 * says, which may be either.
 */
const kept: Readonly<Record<ClusterProvider, (machine: MachineCapacity, pods: number) => MachineCapacity>> = {
  // Amazon EKS AMI, nodeadm: 255 MiB and 11 MiB a pod that the node may have.
  eks: ({ cpuMillis }, pods) => ({
    cpuMillis: inSteps(cpuMillis, ofCores),
    memoryMiB: 255 + 11 * pods + EVICTION_MIB,
  }),
  // Google Cloud, 'Plan node sizes': resource reservations.
  gke: ({ cpuMillis, memoryMiB }) => ({
    cpuMillis: inSteps(cpuMillis, ofCores),
    memoryMiB: inSteps(memoryMiB, ofMemory) + EVICTION_MIB,
  }),
  // Azure, 'Node resource reservations in AKS': from 1.29 on 20 MiB a pod and 50 MiB, at most a quarter.
  aks: ({ cpuMillis, memoryMiB }, pods) => ({
    cpuMillis: (aksMillis.find(([cores]) => cores * 1_000 >= cpuMillis) ?? aksMillis.at(-1))?.[1] ?? 0,
    memoryMiB: Math.min(20 * pods + 50, memoryMiB / 4) + EVICTION_MIB,
  }),
  generic: () => ({ cpuMillis: 0, memoryMiB: 0 }),
};

/** What pods may request of one node: its machine without what the provider keeps. */
export function allocatable(
  provider: ClusterProvider,
  pool: { readonly instanceType: string; readonly capacity: MachineCapacity },
): MachineCapacity {
  const { cpuMillis, memoryMiB } = pool.capacity;
  const system = kept[provider](pool.capacity, podsPerNode(provider, pool.instanceType));
  return {
    cpuMillis: Math.floor(cpuMillis - system.cpuMillis),
    memoryMiB: Math.floor(memoryMiB - system.memoryMiB),
  };
}

function inSteps(amount: number, steps: readonly Step[]): number {
  let below = 0;
  let sum = 0;
  for (const { upTo, share } of steps) {
    sum += Math.max(0, Math.min(amount, upTo) - below) * share;
    below = upTo;
  }
  return sum;
}
