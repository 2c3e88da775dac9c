import type { k8s } from 'cdk8s-plus-27';
import { minorOf } from '../platform/kubernetes-minor';
import { extraResources } from '../platform/pod-requests';
import type { Platform, Service } from '../platform/types';
import { containerResources, containerSecurity } from './container';
import { clusterOf } from './metadata';
import type { Plain } from './typed';
import type { Workload } from './workload';

type Container = Plain<k8s.Container>;
export type ExtraContainers = Pick<Service, 'initContainers' | 'sidecars'>;
type Extra = ExtraContainers['initContainers'][number] | ExtraContainers['sidecars'][number];

/** Native sidecars are on by default from this minor (Kubernetes 1.29, KEP-753). */
const nativeFrom = 29;

const isNative = (platform: Platform): boolean => minorOf(clusterOf(platform).version) >= nativeFrom;

/**
 * Containers that start before the service: where the cluster knows native sidecars those come first, so that init
 * containers may use them, and then the init containers in their order.
 */
export function nativeSidecars(platform: Platform, workload: Workload, extra: ExtraContainers): readonly Container[] {
  return [
    ...(isNative(platform)
      ? extra.sidecars.map((one) => ({ ...container(workload, one), restartPolicy: 'Always' }))
      : []),
    ...extra.initContainers.map((one) => container(workload, one)),
  ];
}

/** Sidecars as ordinary containers, where the cluster is too old for native ones. */
export function sidecarContainers(
  platform: Platform,
  workload: Workload,
  extra: ExtraContainers,
): readonly Container[] {
  return isNative(platform) ? [] : extra.sidecars.map((one) => container(workload, one));
}

function container(workload: Workload, extra: Extra): Container {
  const ports = 'ports' in extra ? extra.ports : [];
  const env = Object.entries(extra.env).sort(([a], [b]) => (a < b ? -1 : 1));
  const mounts = Object.entries(extra.mounts).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name: extra.name,
    image: extra.image ?? workload.image.reference,
    imagePullPolicy: workload.image.pullPolicy,
    command: extra.command,
    args: extra.args,
    env: env.length === 0 ? undefined : env.map(([name, value]) => variable(name, value)),
    ports: ports.length === 0 ? undefined : ports.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
    resources: containerResources(extraResources(extra)),
    securityContext: containerSecurity(workload),
    volumeMounts: mounts.length === 0 ? undefined : mounts.map(([name, mountPath]) => ({ name, mountPath })),
  };
}

function variable(name: string, value: Extra['env'][string]): Plain<k8s.EnvVar> {
  if (typeof value !== 'object') return { name, value: String(value) };
  if ('secretKey' in value) return { name, valueFrom: { secretKeyRef: value.secretKey } };
  if ('configKey' in value) return { name, valueFrom: { configMapKeyRef: value.configKey } };
  return { name, valueFrom: { fieldRef: { fieldPath: value.field } } };
}
