import type { Autoscaling, Platform, Service } from '../platform/types';
import { workloadMetadata } from './metadata';
import { behavior } from './scaling-behavior';
import { customObject, type KubernetesObject } from './typed';

const apiVersion = 'keda.sh/v1alpha1';

interface Trigger {
  readonly type: string;
  readonly metricType?: 'Utilization' | 'AverageValue';
  readonly metadata: Readonly<Record<string, string>>;
  readonly authenticationRef?: { readonly name: string };
}

interface ScaledObjectSpec {
  readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly pollingInterval: number;
  readonly cooldownPeriod: number;
  readonly advanced: {
    readonly horizontalPodAutoscalerConfig: { readonly name: string; readonly behavior: ReturnType<typeof behavior> };
  };
  readonly triggers: readonly Trigger[];
}

interface TriggerAuthenticationSpec {
  readonly podIdentity: { readonly provider: 'aws' };
}

/**
 * Scales a service on the depth of the work queue. KEDA makes the HorizontalPodAutoscaler, under the name that ours
 * would have, so that a change from one to the other leaves no second one behind. It reads the queue with its own
 * identity, and finds its address in the container's environment.
 */
export function scaledObject(
  platform: Platform,
  service: Service,
  scaling: Extract<Autoscaling, { kind: 'keda' }>,
): readonly KubernetesObject[] {
  if (platform.aws === undefined) {
    throw new Error(`${service.fullName} scales on a queue, but the platform has no aws section with its region`);
  }
  const metadata = workloadMetadata(platform, service, service.fullName);
  return [
    customObject<TriggerAuthenticationSpec>(apiVersion, 'TriggerAuthentication', metadata, {
      podIdentity: { provider: 'aws' },
    }),
    customObject<ScaledObjectSpec>(apiVersion, 'ScaledObject', metadata, {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.fullName },
      minReplicaCount: service.replicas.min,
      maxReplicaCount: service.replicas.max,
      pollingInterval: scaling.pollingIntervalSeconds,
      cooldownPeriod: scaling.cooldownSeconds,
      advanced: { horizontalPodAutoscalerConfig: { name: service.hpaName, behavior: behavior(scaling) } },
      triggers: [
        {
          type: 'aws-sqs-queue',
          metricType: 'AverageValue',
          metadata: {
            queueURLFromEnv: 'QUEUE_URL',
            queueLength: String(scaling.messagesPerReplica),
            awsRegion: platform.aws.region,
          },
          authenticationRef: { name: metadata.name },
        },
        ...utilization('cpu', scaling.cpuPercent),
        ...utilization('memory', scaling.memoryPercent),
      ],
    }),
  ];
}

const utilization = (type: string, percent: number | undefined): Trigger[] =>
  percent === undefined ? [] : [{ type, metricType: 'Utilization', metadata: { value: String(percent) } }];
