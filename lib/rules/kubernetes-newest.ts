import { minorOf } from '../platform/kubernetes-minor';
import { newestTestedKubernetes, oldestKubernetes } from '../platform/support';
import type { Rule } from './types';

/** A minor that nobody has tried takes kinds away, or is a slip of the pen; it may as well work. */
export const kubernetesNewest: Rule = {
  id: 'kubernetes-newest',
  severity: 'warning',
  protects: 'the first apply from being the first trial on that version',
  source: 'E37',
  reads: ['cluster.version'],
  wayOut: 'use a version within the tested range, or a newer version of this library',
  check: ({ cluster }) =>
    cluster === undefined || minorOf(cluster.version) <= minorOf(newestTestedKubernetes)
      ? []
      : [
          {
            path: 'cluster.version',
            message: `Kubernetes ${cluster.version} is newer than what the output is tested with (${oldestKubernetes} to ${newestTestedKubernetes}); use one of these, or a newer version of this library`,
            value: cluster.version,
            limit: newestTestedKubernetes,
          },
        ],
};
