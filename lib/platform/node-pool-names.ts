import type { ClusterProvider } from './machine-types';

/** The taint of a pool where only placed pods may run, and the label of pools that a provider does not name itself. */
export const poolKey = 'memorai.com/pool';

/** How a provider knows a pool, and what it lets a pool be called. */
interface PoolNames {
  /** The label that the provider puts on each node of a pool, with the name that the pool has there. */
  readonly label: string;
  /** Our name as the provider's. */
  readonly nameOf: (name: string) => string;
  readonly longest: number;
}

export const poolNames: Readonly<Record<ClusterProvider, PoolNames>> = {
  /** Node groups get our label from whoever makes them: `eks.amazonaws.com/nodegroup` changes when one is replaced. */
  eks: { label: poolKey, nameOf: (name) => name, longest: 63 },
  /** Lower-case letters and digits, 12 at most (Azure, 'Create node pools in AKS'). */
  aks: { label: 'kubernetes.azure.com/agentpool', nameOf: (name) => name.replace(/[^a-z0-9]/g, ''), longest: 12 },
  /** Letters, digits and hyphens, 40 at most (Google Cloud, nodePools.create). */
  gke: { label: 'cloud.google.com/gke-nodepool', nameOf: (name) => name.replaceAll('_', '-'), longest: 40 },
  generic: { label: poolKey, nameOf: (name) => name, longest: 63 },
};
