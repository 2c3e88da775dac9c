import type { Cluster, Eks, Platform } from '../platform/types';
import type { Problem, Rule } from './types';

type Created = Extract<Eks, { kind: 'create' }>;

/** Asks only where the cluster is ours to make. */
export const ofCreatedEks =
  (check: (eks: Created, cluster: Cluster) => readonly Problem[]): Rule['check'] =>
  ({ aws, cluster }: Platform) =>
    aws?.eks?.kind === 'create' && cluster !== undefined ? check(aws.eks, cluster) : [];
