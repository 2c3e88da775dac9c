import type { k8s } from 'cdk8s-plus-27';
import { formatCpu, formatMemory } from '../config/units';
import type { Amounts, Resources } from '../platform/types';
import type { Plain } from './typed';
import { mountsOf } from './volumes';
import type { Workload } from './workload';

type Container = Plain<k8s.Container>;

/** The workload's own container. */
export function mainContainer(
  workload: Workload,
  parts: Omit<Container, 'name' | 'image' | 'imagePullPolicy' | 'resources' | 'securityContext'>,
): Container {
  const envFrom = [...(parts.envFrom ?? []), ...workload.envFrom.map(bulkSource)];
  return {
    ...parts,
    envFrom: envFrom.length === 0 ? undefined : envFrom,
    name: workload.fullName,
    image: workload.image.reference,
    imagePullPolicy: workload.image.pullPolicy,
    resources: containerResources(workload.resources),
    securityContext: containerSecurity(workload),
    volumeMounts: mountsOf(workload),
  };
}

const bulkSource = ({ configMapName, secretName, prefix }: Workload['envFrom'][number]): Plain<k8s.EnvFromSource> => ({
  prefix,
  configMapRef: configMapName === undefined ? undefined : { name: configMapName },
  secretRef: secretName === undefined ? undefined : { name: secretName },
});

/** Requests and limits as Kubernetes writes them. */
export function containerResources({ requests, limits }: Resources): Plain<k8s.ResourceRequirements> {
  return { requests: amounts(requests), limits: amounts(limits) };
}

const amounts = ({ cpuMillis, memoryMiB, ephemeralStorageMiB }: Amounts): Record<string, string> => ({
  cpu: formatCpu(cpuMillis),
  memory: formatMemory(memoryMiB),
  ...(ephemeralStorageMiB === undefined ? {} : { 'ephemeral-storage': formatMemory(ephemeralStorageMiB) }),
});

/** What `restricted` asks of a container, and the read-only file system. */
export function containerSecurity({ security }: Pick<Workload, 'security'>): Plain<k8s.SecurityContext> {
  return {
    allowPrivilegeEscalation: false,
    capabilities: {
      drop: ['ALL'],
      add: security.addCapabilities.length === 0 ? undefined : security.addCapabilities,
    },
    readOnlyRootFilesystem: security.readOnlyRootFilesystem.enabled,
  };
}
