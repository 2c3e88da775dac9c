import { eksVersions } from '../platform/support';
import { ofCreatedEks } from './created-eks';
import type { Rule } from './types';

/** EKS refuses to make clusters of versions that it has retired, and of those that it has not yet. */
export const eksVersion: Rule = {
  id: 'eks-version',
  severity: 'error',
  protects: 'the first deployment from failing half way, at the cluster',
  source: 'E37',
  reads: ['cluster.version', 'aws.eks.kind'],
  wayOut: 'choose a version that EKS makes clusters of',
  check: ofCreatedEks((_, { version }) =>
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
