import type { Platform, ScalingMetric, Service } from '../platform/types';
import { workloadMetadata } from './metadata';
import { scaledObject } from './scaled-object';
import { behavior } from './scaling-behavior';
import { type KubernetesObject, kubernetesObject } from './typed';

/** What scales one service (guide L515-540): an autoscaler, or what KEDA makes one of; nothing where its number is fixed. */
export function autoscaler(platform: Platform, service: Service): readonly KubernetesObject[] {
  const { autoscaling } = service;
  if (autoscaling === undefined) return [];
  if (autoscaling.kind === 'keda') return scaledObject(platform, service, autoscaling);
  return [
    kubernetesObject('HorizontalPodAutoscaler', workloadMetadata(platform, service, service.hpaName), {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.fullName },
        minReplicas: service.replicas.min,
        maxReplicas: service.replicas.max,
        metrics: [
          ...utilization('cpu', autoscaling.cpuPercent),
          ...utilization('memory', autoscaling.memoryPercent),
          ...autoscaling.metrics.map(metric),
        ],
        behavior: behavior(autoscaling),
      },
    }),
  ];
}

const utilization = (name: string, averageUtilization: number | undefined) =>
  averageUtilization === undefined
    ? []
    : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];

function metric(one: ScalingMetric) {
  const target = { type: 'AverageValue', averageValue: one.averageValue };
  return one.kind === 'pods'
    ? { type: 'Pods', pods: { metric: { name: one.name }, target } }
    : {
        type: 'External',
        external: {
          metric: {
            name: one.name,
            selector: Object.keys(one.labels).length === 0 ? undefined : { matchLabels: one.labels },
          },
          target,
        },
      };
}
