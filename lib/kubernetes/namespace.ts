import type { Platform } from '../platform/types';
import { clusterOf, sharedMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';

/** A new pod counts as ready when the load balancer has found it healthy, or a rollout would outrun it. */
const readinessGates = { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' };

/**
 * The namespace, with the guide's two labels (L361) and the Pod Security Standard, `restricted` by default (E75).
 * The standard is pinned to the cluster's own minor: `latest` would change with an upgrade of the control plane,
 * and could refuse pods that nobody changed.
 */
export function namespace(platform: Platform): KubernetesObject {
  const cluster = clusterOf(platform);
  const { labels } = sharedMetadata(platform, 'namespace', cluster.namespace);
  const podSecurity = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, cluster.podSecurity],
    [`pod-security.kubernetes.io/${mode}-version`, `v${cluster.version}`],
  ]);
  return kubernetesObject(
    'Namespace',
    {
      name: cluster.namespace,
      labels: {
        ...labels,
        name: cluster.namespace,
        environment: platform.environment,
        ...Object.fromEntries(podSecurity),
        ...(platform.ingress?.controller === 'alb' ? readinessGates : {}),
      },
    },
    {},
  );
}
