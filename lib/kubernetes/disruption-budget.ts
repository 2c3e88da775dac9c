import type { Platform, Service } from '../platform/types';
import { podSelector, workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';

/**
 * One pod at a time may be evicted. A drain is never blocked: not at one replica, as `minAvailable: 1` would, and
 * not by pods that are broken anyway.
 */
export function disruptionBudget(platform: Platform, service: Service): KubernetesObject {
  return kubernetesObject('PodDisruptionBudget', workloadMetadata(platform, service, service.fullName), {
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: podSelector(service.fullName) },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
