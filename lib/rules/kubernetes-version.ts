import { kubernetesEndOfLife, oldestKubernetes, oldestSupportedKubernetes } from '../platform/support';
import type { Rule } from './types';

const minor = (version: string): number => Number(version.split('.')[1]);

/** Kinds and fields that we emit need 1.27. */
export const kubernetesOldest: Rule = {
  id: 'kubernetes-oldest',
  severity: 'error',
  protects: 'the first apply from failing on kinds that the server does not know',
  source: 'E37',
  reads: ['cluster.version'],
  wayOut: 'upgrade the cluster first',
  check: ({ cluster }) =>
    cluster === undefined || minor(cluster.version) >= minor(oldestKubernetes)
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

/** Past upstream support: a warning, since the calendar must not break a build. */
export const kubernetesSupport: Rule = {
  id: 'kubernetes-support',
  severity: 'warning',
  protects: 'a cluster from running without security fixes',
  source: 'E37; kubernetes.io/releases',
  reads: ['cluster.version'],
  wayOut: 'plan the upgrade of the cluster',
  check: ({ cluster }) => {
    if (cluster === undefined || minor(cluster.version) >= minor(oldestSupportedKubernetes)) return [];
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
