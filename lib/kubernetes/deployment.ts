import type { k8s } from 'cdk8s-plus-27';
import { minorOf } from '../platform/kubernetes-minor';
import { configHashAnnotation, localVolumesAnnotation } from '../platform/own-keys';
import { startSeconds } from '../platform/start-seconds';
import type { Platform, Probe, Service } from '../platform/types';
import { configHash, configMapName } from './config-map';
import { ownEnvironment } from './environment';
import { clusterOf, podSelector, workloadMetadata } from './metadata';
import { podTemplate } from './pod';
import { reloaderAnnotations } from './reloader';
import { scrapeAnnotations } from './scrape-annotations';
import { type KubernetesObject, kubernetesObject, type Metadata, type Plain } from './typed';
import { writableVolume } from './volumes';

/** Name of the container's port, which probes, Services and scrapers use. */
export const portName = 'http';

/** For a node to join and an image to be pulled, on top of the application's own start. */
const nodeAndImageSeconds = 600;

/** The Deployment of one service (guide L433-493). */
export function deployment(platform: Platform, service: Service): KubernetesObject {
  const { rollout, probes } = service;
  return kubernetesObject('Deployment', metadataOf(platform, service), {
    spec: {
      // Under an autoscaler a count here would be put back with every apply (E72).
      replicas: service.autoscaling === undefined ? service.replicas.min : undefined,
      selector: { matchLabels: podSelector(service.fullName) },
      strategy:
        rollout.strategy === 'Recreate'
          ? { type: rollout.strategy }
          : {
              type: rollout.strategy,
              rollingUpdate: { maxSurge: rollout.maxSurge, maxUnavailable: rollout.maxUnavailable },
            },
      minReadySeconds: rollout.minReadySeconds === 0 ? undefined : rollout.minReadySeconds,
      progressDeadlineSeconds:
        rollout.progressDeadlineSeconds ?? nodeAndImageSeconds + startSeconds(probes.startup) + rollout.minReadySeconds,
      revisionHistoryLimit: rollout.revisionHistory,
      template: podTemplate(platform, service, {
        annotations: {
          [configHashAnnotation]: configHash(platform, service),
          // The cluster autoscaler keeps a node for any pod with a local volume, unless told that it may go.
          [localVolumesAnnotation]: localVolumes(service).join(','),
          ...scrapeAnnotations(platform, service),
        },
        container: {
          command: service.command,
          args: service.args,
          ports: [{ name: portName, containerPort: service.port, protocol: 'TCP' }],
          envFrom: [{ configMapRef: { name: configMapName } }],
          env: ownEnvironment(service),
          startupProbe: probe(probes.startup),
          livenessProbe: probe(probes.liveness),
          readinessProbe: probe(probes.readiness),
          lifecycle: lifecycle(platform, service),
        },
        spec: { terminationGracePeriodSeconds: service.termination.gracePeriodSeconds },
        extra: service,
        spread: true,
      }),
    },
  });
}

function metadataOf(platform: Platform, service: Service): Metadata {
  const metadata = workloadMetadata(platform, service, service.fullName);
  const annotations = { ...service.deployment.annotations, ...reloaderAnnotations(platform, service) };
  return {
    ...metadata,
    labels: { ...service.deployment.labels, ...metadata.labels },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

const localVolumes = ({ volumes }: Service): string[] => [
  writableVolume,
  ...Object.keys(volumes)
    .filter((name) => volumes[name]?.kind === 'emptyDir')
    .sort(),
];

function probe(probe: Probe | undefined): Plain<k8s.Probe> | undefined {
  if (probe === undefined) return undefined;
  return {
    httpGet: { path: probe.path, port: portName },
    // The server drops a zero, so we do not write one.
    initialDelaySeconds: probe.initialDelaySeconds === 0 ? undefined : probe.initialDelaySeconds,
    periodSeconds: probe.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds,
    failureThreshold: probe.failureThreshold,
  };
}

/** The preStop action `sleep` is on by default from this minor (Kubernetes 1.30, KEP-3960). */
const sleepFrom = 30;

/**
 * Requests still arrive until every proxy knows that the pod is going: SIGTERM has to wait for them (E75).
 * Before 1.30 there is no `sleep`, and Node is the one program that the images have for certain.
 */
function lifecycle(platform: Platform, service: Service): Plain<k8s.Lifecycle> | undefined {
  const { preStopSeconds: seconds, preStopCommand } = service.termination;
  if (preStopCommand !== undefined) return { preStop: { exec: { command: preStopCommand } } };
  if (seconds === 0) return undefined;
  return minorOf(clusterOf(platform).version) >= sleepFrom
    ? { preStop: { sleep: { seconds } } }
    : { preStop: { exec: { command: ['node', '-e', `setTimeout(() => {}, ${seconds * 1000})`] } } };
}
