import { eksVersions } from '../platform/support';
import type { Cluster, Eks, Platform } from '../platform/types';
import type { Problem, Rule } from './types';

type Created = Extract<Eks, { kind: 'create' }>;

/** Asks only where the cluster is ours to make. */
const ofCreated =
  (check: (eks: Created, cluster: Cluster) => readonly Problem[]): Rule['check'] =>
  ({ aws, cluster }: Platform) =>
    aws?.eks?.kind === 'create' && cluster !== undefined ? check(aws.eks, cluster) : [];

/** EKS refuses to make clusters of versions that it has retired, and of those that it has not yet. */
export const eksVersion: Rule = {
  id: 'eks-version',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the cluster',
  source: 'E37',
  reads: ['cluster.version', 'aws.eks.kind'],
  wayOut: 'choose a version that EKS makes clusters of',
  check: ofCreated((_, { version }) =>
    eksVersions.some((known) => known === version)
      ? []
      : [
          {
            path: 'cluster.version',
            message: `EKS makes no cluster of Kubernetes ${version}; available are ${eksVersions.join(', ')}`,
          },
        ],
  ),
};

/** Add-ons such as DNS tolerate no taint of ours, and wait for ever for a node without one. */
export const eksUntaintedPool: Rule = {
  id: 'eks-untainted-pool',
  severity: 'error',
  protects: "the cluster's own pods from staying pending, and the deployment from waiting for them",
  source: 'E39',
  reads: ['cluster.nodePools.*.tainted', 'cluster.nodePools.*.minNodes', 'aws.eks.kind'],
  wayOut: 'give one pool tainted: false and at least one node',
  check: ofCreated((_, { nodePools }) =>
    Object.values(nodePools).some(({ tainted, minNodes }) => !tainted && minNodes > 0)
      ? []
      : [
          {
            path: 'cluster.nodePools',
            message:
              "no pool has nodes for the cluster's own pods; give one of them tainted: false and minNodes of at least 1",
          },
        ],
  ),
};

/** Whoever deploys is a role of CloudFormation: a cluster without administrators is one that no person can use. */
export const eksAdmins: Rule = {
  id: 'eks-admins',
  severity: 'warning',
  protects: 'people from standing before a cluster that lets nobody in',
  source: 'AWS documentation, access entries',
  reads: ['aws.eks.admins', 'aws.eks.kind'],
  wayOut: 'name the IAM roles that administer the cluster',
  check: ofCreated(({ name, admins }) =>
    admins.length > 0
      ? []
      : [
          {
            path: 'aws.eks.admins',
            message: `nobody may use kubectl on ${name}; name the IAM roles that administer it`,
          },
        ],
  ),
};
