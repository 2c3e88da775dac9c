import type { ExtraObject, Platform, Service } from '../platform/types';
import type { Rule } from './types';

/** Where each kind names what it scales. */
const targets: Readonly<Record<string, 'scaleTargetRef' | 'targetRef'>> = {
  HorizontalPodAutoscaler: 'scaleTargetRef',
  ScaledObject: 'scaleTargetRef',
  VerticalPodAutoscaler: 'targetRef',
};

/** Two that decide on one number undo each other (E72). */
export const secondAutoscaler: Rule = {
  id: 'second-autoscaler',
  severity: 'error',
  protects: 'the number of pods from being changed back and forth by two who decide on it',
  source: 'E72; KEDA documentation, "Scaling Deployments"; Kubernetes autoscaler, VPA known limitations',
  reads: ['extraObjects', 'services.*.autoscaling', 'services.*.replicas'],
  wayOut: 'say it under autoscaling of the service, and leave the object out',
  check: (platform) =>
    platform.extraObjects.flatMap((object, index) => {
      const service = scaledBy(object, platform);
      const why = service && conflict(object, service);
      if (service === undefined || why === undefined) return [];
      return [
        {
          path: `extraObjects[${index}]`,
          message: `${object.kind} ${object.metadata.name} scales ${service.fullName}, ${why}; use services.${service.name}.autoscaling`,
        },
      ];
    }),
};

/** The service whose Deployment an object scales. */
function scaledBy({ kind, metadata, spec }: ExtraObject, { services, cluster }: Platform): Service | undefined {
  const target = fieldOf(spec, targets[kind] ?? '');
  const isOurs =
    (metadata.namespace ?? cluster?.namespace) === cluster?.namespace &&
    (fieldOf(target, 'kind') ?? 'Deployment') === 'Deployment';
  return isOurs ? Object.values(services).find(({ fullName }) => fullName === fieldOf(target, 'name')) : undefined;
}

/** Where the number is fixed, the check of the final objects finds it: the Deployment then has a count. */
function conflict({ kind, spec }: ExtraObject, { autoscaling, replicas }: Service): string | undefined {
  if (autoscaling === undefined) return undefined;
  if (kind !== 'VerticalPodAutoscaler') {
    return `whose own autoscaler keeps it between ${replicas.min} and ${replicas.max}: each undoes the other`;
  }
  const isAdvice = fieldOf(fieldOf(spec, 'updatePolicy'), 'updateMode') === 'Off';
  const looked = autoscaling.cpuPercent !== undefined || autoscaling.memoryPercent !== undefined;
  return looked && !isAdvice
    ? 'whose own autoscaler measures usage against the requests that this one changes'
    : undefined;
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
