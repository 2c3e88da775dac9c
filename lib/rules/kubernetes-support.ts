import { minorOf } from '../platform/kubernetes-minor';
import { kubernetesEndOfLife, oldestSupportedKubernetes } from '../platform/support';
import type { Rule } from './types';

/** Past upstream support: a warning, since the calendar must not break a build. */
export const kubernetesSupport: Rule = {
  id: 'kubernetes-support',
  severity: 'warning',
  protects: 'a cluster from running without security fixes',
  source: 'E37; kubernetes.io/releases',
  reads: ['cluster.version'],
  wayOut: 'plan the upgrade of the cluster',
  check: ({ cluster }) => {
    if (cluster === undefined || minorOf(cluster.version) >= minorOf(oldestSupportedKubernetes)) return [];
    const ended = kubernetesEndOfLife[cluster.version];
    return [
      {
        path: 'cluster.version',
        message: `Kubernetes ${cluster.version} is past upstream support${ended === undefined ? '' : ` (ended ${ended})`}; the oldest supported is ${oldestSupportedKubernetes}`,
        value: cluster.version,
        limit: oldestSupportedKubernetes,
      },
    ];
  },
};
