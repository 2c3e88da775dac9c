import type { k8s } from 'cdk8s-plus-27';
import type { Cluster, Platform, Probe, Service } from '../platform/types';
import { configHash, configMapName } from './config-map';
import { ownEnvironment } from './environment';
import { clusterOf, podSelector, workloadMetadata } from './metadata';
import { podTemplate, writableVolume } from './pod';
import { type KubernetesObject, kubernetesObject, type Plain } from './typed';

/** Name of the container's port, which probes, Services and scrapers use. */
export const portName = 'http';

/** A pod counts as available when it stayed ready this long: two readiness checks. */
const minReadySeconds = 10;
/** For a node to join and an image to be pulled, on top of the application's own start. */
const nodeAndImageSeconds = 600;

/** The Deployment of one service (guide L433-493). */
export function deployment(platform: Platform, service: Service): KubernetesObject {
  const selector = podSelector(service.fullName);
  const { startup } = service.probes;
  return kubernetesObject('Deployment', workloadMetadata(platform, service, service.fullName), {
    spec: {
      // Under an autoscaler a count here would be put back with every apply (E72).
      replicas: service.autoscaling === undefined ? service.replicas.min : undefined,
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: service.rollout },
      minReadySeconds,
      progressDeadlineSeconds:
        nodeAndImageSeconds +
        startup.initialDelaySeconds +
        startup.periodSeconds * startup.failureThreshold +
        minReadySeconds,
      revisionHistoryLimit: 5,
      template: podTemplate(platform, service, {
        annotations: {
          'memorai.com/config-hash': configHash(platform, service),
          // The cluster autoscaler keeps a node for any pod with an emptyDir, unless told that it may go.
          'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': writableVolume,
        },
        container: {
          ports: [{ name: portName, containerPort: service.port, protocol: 'TCP' }],
          envFrom: [{ configMapRef: { name: configMapName } }],
          env: ownEnvironment(service),
          startupProbe: probe(service.probes.startup),
          livenessProbe: probe(service.probes.liveness),
          readinessProbe: probe(service.probes.readiness),
          lifecycle: lifecycle(clusterOf(platform), service),
        },
        spec: {
          terminationGracePeriodSeconds: service.termination.gracePeriodSeconds,
          // Over zones and nodes where there are several; never a reason not to be scheduled.
          topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
            topologyKey,
            maxSkew: 1,
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: selector },
          })),
        },
      }),
    },
  });
}

function probe(probe: Probe): Plain<k8s.Probe> {
  return {
    httpGet: { path: probe.path, port: portName },
    // The server drops a zero, so we do not write one.
    initialDelaySeconds: probe.initialDelaySeconds === 0 ? undefined : probe.initialDelaySeconds,
    periodSeconds: probe.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds,
    failureThreshold: probe.failureThreshold,
  };
}

/**
 * Requests still arrive until every proxy knows that the pod is going: SIGTERM has to wait for them (E75).
 * Before 1.30 there is no `sleep`, and Node is the one program that the images have for certain.
 */
function lifecycle(cluster: Cluster, service: Service): Plain<k8s.Lifecycle> | undefined {
  const seconds = service.termination.preStopSeconds;
  if (seconds === 0) {
    return undefined;
  }
  return minorOf(cluster) >= 30
    ? { preStop: { sleep: { seconds } } }
    : { preStop: { exec: { command: ['node', '-e', `setTimeout(() => {}, ${seconds * 1000})`] } } };
}

/** `1.35` → 35 */
const minorOf = (cluster: Cluster): number => Number(cluster.version.split('.')[1]);
