import { minorOf } from '../platform/kubernetes-minor';
import { oldestKubernetes } from '../platform/support';
import type { Rule } from './types';

/** Kinds and fields that we emit need 1.27. */
export const kubernetesOldest: Rule = {
  id: 'kubernetes-oldest',
  severity: 'error',
  protects: 'the first apply from failing on kinds that the server does not know',
  source: 'E37',
  reads: ['cluster.version'],
  wayOut: 'upgrade the cluster first',
  check: ({ cluster }) =>
    cluster === undefined || minorOf(cluster.version) >= minorOf(oldestKubernetes)
      ? []
      : [
          {
            path: 'cluster.version',
            message: `must be at least ${oldestKubernetes}, got ${cluster.version}`,
            value: cluster.version,
            limit: oldestKubernetes,
          },
        ],
};
