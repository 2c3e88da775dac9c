import { ofCreatedEks } from './created-eks';
import type { Rule } from './types';

/** Add-ons such as DNS tolerate no taint of ours, and wait for ever for a node without one. */
export const eksUntaintedPool: Rule = {
  id: 'eks-untainted-pool',
  severity: 'error',
  protects: "the cluster's own pods from staying pending, and the deployment from waiting for them",
  source: 'E39',
  reads: ['cluster.nodePools.*.tainted', 'cluster.nodePools.*.minNodes', 'aws.eks.kind'],
  wayOut: 'give one pool tainted: false and at least one node',
  check: ofCreatedEks((_, { nodePools }) =>
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
