import type { Platform, Service } from '../platform/types';
import { podSelector, workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';
import type { Workload } from './workload';

/**
 * One pod at a time may be evicted, unless the config says otherwise. By default a drain is never blocked: not at one
 * replica, as `minAvailable: 1` would, and not by pods that are broken anyway.
 */
export function disruptionBudget(
  platform: Platform,
  service: Workload & Pick<Service, 'disruptionBudget'>,
): readonly KubernetesObject[] {
  const { enabled, maxUnavailable, minAvailable } = service.disruptionBudget;
  if (!enabled) return [];
  return [
    kubernetesObject('PodDisruptionBudget', workloadMetadata(platform, service, service.fullName), {
      spec: {
        ...(minAvailable === undefined ? { maxUnavailable: maxUnavailable ?? 1 } : { minAvailable }),
        selector: { matchLabels: podSelector(service.fullName) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
  ];
}
