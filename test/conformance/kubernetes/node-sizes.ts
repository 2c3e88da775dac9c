import type { Cluster, NodePool } from '../../../lib/platform/types';

/** What pods may request of a node. */
export interface Allocatable {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly ephemeralStorageMiB: number;
  readonly pods: number;
}

/** A share of each part of a capacity: the last part has no end. */
type Brackets = readonly (readonly [upTo: number, percent: number])[];

/** Thousandths of a core that EKS and GKE keep, by core. */
const cpuBrackets: Brackets = [
  [1000, 6],
  [2000, 1],
  [4000, 0.5],
  [Number.POSITIVE_INFINITY, 0.25],
];

/** AKS: 60m, 100m, 140m, 180m, 260m, 420m of 1, 2, 4, 8, 16, 32 cores. */
const azureCpuBrackets: Brackets = [
  [1000, 6],
  [2000, 4],
  [4000, 2],
  [Number.POSITIVE_INFINITY, 1],
];

const gib = 1024;
const gkeMemoryBrackets: Brackets = [
  [4 * gib, 25],
  [8 * gib, 20],
  [16 * gib, 10],
  [128 * gib, 6],
  [Number.POSITIVE_INFINITY, 2],
];

/**
 * Pods that the addresses of an EC2 machine's interfaces allow: 3 × 9 + 2, 4 × 14 + 2, 8 × 29 + 2 (AWS, 'IP addresses per
 * network interface per instance type'; the same in all families of lib/platform/machine-types.ts).
 */
const ec2Pods: Readonly<Record<string, number>> = {
  large: 29,
  xlarge: 58,
  '2xlarge': 58,
  '4xlarge': 234,
  '8xlarge': 234,
};

/** Default of GKE Standard (GKE documentation, 'Configure maximum Pods per node') and of upstream's kubelet. */
const usualPods = 110;
/** Default of Azure CNI Overlay (Azure, 'Configure maximum pods per node'). */
const azurePods = 250;

/** Memory below which a kubelet of EKS, AKS (from 1.29), GKE or upstream evicts pods. */
const evictionMiB = 100;

/**
 * The machine's memory that its own kernel and hypervisor keep, percent: what Karpenter assumes of EC2 unless it is told
 * otherwise (Karpenter documentation, 'Settings': vmMemoryOverheadPercent 0.075).
 */
const machineOverheadPercent = 7.5;

/**
 * Requests of the pods that run on every node: network plugin, proxy, identity agent, storage driver, log collector, node
 * exporter. An allowance of ours, above what the add-ons of EKS request (150m CPU for the first two).
 */
const daemons = { cpuMillis: 400, memoryMiB: 768, pods: 8 };

/** 20 GiB of root volume, EKS's default, less 1 GiB for the system and the 10 % at which the kubelet evicts. */
const diskMiB = 20 * gib * 0.9 - gib;

const share = (brackets: Brackets, amount: number): number =>
  brackets.reduce(
    ({ from, sum }, [upTo, percent]) => ({
      from: upTo,
      sum: sum + (Math.max(0, Math.min(amount, upTo) - from) * percent) / 100,
    }),
    { from: 0, sum: 0 },
  ).sum;

/** What the provider keeps of a node for its own programs. */
const kubeReserved: Readonly<
  Record<Cluster['provider'], (capacity: NodePool['capacity'], pods: number) => NodePool['capacity']>
> = {
  // nodeadm/internal/kubelet/config.go of awslabs/amazon-eks-ami: 255 MiB, and 11 MiB for each pod that fits.
  eks: ({ cpuMillis }, pods) => ({ cpuMillis: share(cpuBrackets, cpuMillis), memoryMiB: 255 + 11 * pods }),
  // GKE documentation, 'Plan GKE Standard node sizes'.
  gke: ({ cpuMillis, memoryMiB }) => ({
    cpuMillis: share(cpuBrackets, cpuMillis),
    memoryMiB: share(gkeMemoryBrackets, memoryMiB),
  }),
  // Azure, 'Node resource reservations in AKS', from 1.29 on: 20 MB for each pod and 50 MB, a quarter of the memory at most.
  aks: ({ cpuMillis, memoryMiB }, pods) => ({
    cpuMillis: share(azureCpuBrackets, cpuMillis),
    memoryMiB: Math.min(20 * pods + 50, memoryMiB / 4),
  }),
  // Whoever runs the cluster decides; the capacity is what the config says.
  generic: () => ({ cpuMillis: 0, memoryMiB: 0 }),
};

function podsOf(provider: Cluster['provider'], instanceType: string): number {
  if (provider === 'aks') return azurePods;
  return (provider === 'eks' ? ec2Pods[instanceType.split('.')[1] ?? ''] : undefined) ?? usualPods;
}

/** What one node of a pool has left for the platform's pods. */
export function allocatable(provider: Cluster['provider'], pool: NodePool): Allocatable {
  const { cpuMillis, memoryMiB } = pool.capacity;
  const pods = podsOf(provider, pool.instanceType);
  const visibleMiB = memoryMiB * (1 - (provider === 'generic' ? 0 : machineOverheadPercent) / 100);
  const reserved = kubeReserved[provider]({ cpuMillis, memoryMiB: visibleMiB }, pods);
  return {
    cpuMillis: Math.floor(cpuMillis - reserved.cpuMillis - daemons.cpuMillis),
    memoryMiB: Math.floor(visibleMiB - reserved.memoryMiB - evictionMiB - daemons.memoryMiB),
    ephemeralStorageMiB: diskMiB,
    pods: pods - daemons.pods,
  };
}
