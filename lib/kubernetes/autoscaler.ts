import type { Platform, Service } from '../platform/types';
import { workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';

/**
 * Doubles within a minute when load comes, and gives one pod back a minute after five quiet minutes: a pod that
 * goes takes its connections and its share of the cache with it.
 */
const behavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 60 },
      { type: 'Pods', value: 2, periodSeconds: 60 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
  },
};

const utilization = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

/** The autoscaler of one service (guide L515-540); none where its number of replicas is fixed. */
export function autoscaler(platform: Platform, service: Service): KubernetesObject | undefined {
  if (service.autoscaling === undefined) {
    return undefined;
  }
  const { cpuPercent, memoryPercent } = service.autoscaling;
  return kubernetesObject('HorizontalPodAutoscaler', workloadMetadata(platform, service, service.hpaName), {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.fullName },
      minReplicas: service.replicas.min,
      maxReplicas: service.replicas.max,
      metrics: [utilization('cpu', cpuPercent), utilization('memory', memoryPercent)],
      behavior,
    },
  });
}
