import type { k8s } from 'cdk8s-plus-27';
import { formatCpu, formatMemory } from '../config/units';
import { applicationContract } from '../platform/contract';
import type { NodePool, Platform } from '../platform/types';
import { clusterOf, workloadLabels } from './metadata';
import type { Plain } from './typed';
import type { Workload } from './workload';

type PodSpec = Plain<k8s.PodSpec>;
type Container = Plain<k8s.Container>;

/** What the pods of one kind of workload add to the common template. */
interface PodParts {
  readonly annotations: Readonly<Record<string, string>>;
  readonly container: Omit<Container, 'name' | 'image' | 'imagePullPolicy' | 'resources' | 'securityContext'>;
  readonly spec: Pick<PodSpec, 'restartPolicy' | 'terminationGracePeriodSeconds' | 'topologySpreadConstraints'>;
}

/** The writable folder's volume. */
export const writableVolume = 'tmp';

/** Logs that the kubelet keeps of a container (5 files of 10 MiB), and more than as much to spare. */
const logsMiB = 128;

/** The pod template of a Deployment and of the migration Job: everything that `restricted` asks for, and placement. */
export function podTemplate(platform: Platform, workload: Workload, parts: PodParts): Plain<k8s.PodTemplateSpec> {
  const { userId, writableFolder } = applicationContract;
  const { image, resources } = workload;
  const { requests, limits } = resources;
  return {
    metadata: { labels: workloadLabels(platform, workload), annotations: parts.annotations },
    spec: {
      ...parts.spec,
      ...placement(platform, workload),
      serviceAccountName: workload.serviceAccountName,
      automountServiceAccountToken: workload.apiAccess,
      // Otherwise every Service of the namespace adds seven variables, some of them named like settings of ours.
      enableServiceLinks: false,
      imagePullSecrets: image.pullSecrets.length === 0 ? undefined : image.pullSecrets.map((name) => ({ name })),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: userId,
        runAsGroup: userId,
        fsGroup: userId,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          ...parts.container,
          name: workload.fullName,
          image: image.reference,
          imagePullPolicy: image.pullPolicy,
          resources: {
            requests: {
              cpu: formatCpu(requests.cpuMillis),
              memory: formatMemory(requests.memoryMiB),
              'ephemeral-storage': formatMemory(logsMiB),
            },
            limits: {
              cpu: formatCpu(limits.cpuMillis),
              memory: formatMemory(limits.memoryMiB),
              'ephemeral-storage': formatMemory(limits.memoryMiB + logsMiB),
            },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
          volumeMounts: [{ name: writableVolume, mountPath: writableFolder }],
        },
      ],
      // Room for one heap snapshot (E158), which is at most as large as the memory.
      volumes: [{ name: writableVolume, emptyDir: { sizeLimit: formatMemory(limits.memoryMiB) } }],
    },
  };
}

/** Node selector and toleration of the workload's pool; nothing where the cluster names no pools. */
function placement(platform: Platform, workload: Workload): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  if (workload.placement === undefined) {
    return {};
  }
  const pool: NodePool | undefined = clusterOf(platform).nodePools[workload.placement];
  if (pool === undefined) {
    throw new Error(`${workload.fullName} is placed in pool ${workload.placement}, which the cluster does not have`);
  }
  const { key, value } = pool.label;
  return {
    nodeSelector: { [key]: value },
    tolerations: pool.tainted ? [{ key, operator: 'Equal', value, effect: 'NoSchedule' }] : undefined,
  };
}
