import type { k8s } from 'cdk8s-plus-27';
import { localVolumesAnnotation } from '../../platform/own-keys';
import type { Platform } from '../../platform/types';
import { containerResources, containerSecurity } from '../container';
import { workloadLabels } from '../metadata';
import { placement } from '../pod';
import type { Plain } from '../typed';
import type { Workload } from '../workload';
import type { Mount, StoreServer } from './store-server';

type PodSpec = Plain<k8s.PodSpec>;
type Container = Plain<k8s.Container>;

interface PodParts {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly container: StoreServer['container'] & Pick<Container, 'ports'>;
  /** Those of claims that a set makes have no source: the set adds it. */
  readonly mounts: readonly Mount[];
  readonly spec: Pick<
    PodSpec,
    'affinity' | 'topologySpreadConstraints' | 'terminationGracePeriodSeconds' | 'restartPolicy'
  >;
}

/** Logs that the kubelet keeps of a container (5 files of 10 MiB), and more than as much to spare. */
const LOGS_MIB = 128;

/** The pod of a store's node, or of a Job beside it: somebody else's image, held to what `restricted` asks for. */
export function storePod(platform: Platform, workload: Workload, parts: PodParts): Plain<k8s.PodTemplateSpec> {
  const { image, security } = workload;
  const { requests, limits } = workload.resources;
  const scratch = parts.mounts.filter(({ volume }) => volume.emptyDir !== undefined);
  const onDisk = scratch.filter(({ volume }) => volume.emptyDir?.medium === undefined);
  const diskMiB = onDisk.reduce((sum, { volume }) => sum + Number.parseInt(volume.emptyDir?.sizeLimit ?? '0', 10), 0);
  return {
    metadata: {
      labels: { ...workloadLabels(platform, workload), ...parts.labels },
      annotations: {
        ...parts.annotations,
        // The cluster autoscaler keeps a node for any pod with an emptyDir, unless told that it may go.
        [localVolumesAnnotation]: scratch.map(({ volume }) => volume.name).join(','),
      },
    },
    spec: {
      ...parts.spec,
      ...placement(platform, workload),
      serviceAccountName: workload.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: image.pullSecrets.length === 0 ? undefined : image.pullSecrets.map((name) => ({ name })),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: security.user,
        runAsGroup: security.group,
        fsGroup: security.fsGroup,
        // A volume of many files is not walked at every start.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          ...parts.container,
          name: workload.fullName,
          image: image.reference,
          imagePullPolicy: image.pullPolicy,
          resources: containerResources({
            requests: { ...requests, ephemeralStorageMiB: LOGS_MIB },
            limits: { ...limits, ephemeralStorageMiB: diskMiB + LOGS_MIB },
          }),
          securityContext: containerSecurity(workload),
          volumeMounts: parts.mounts.map(({ volume, mountPath, subPath }) => ({
            name: volume.name,
            mountPath,
            subPath,
            readOnly: volume.configMap === undefined && volume.secret === undefined ? undefined : true,
          })),
        },
      ],
      volumes: uniqueVolumes(parts.mounts),
    },
  };
}

/** Each volume once, without those that a set adds from its templates. */
function uniqueVolumes(mounts: readonly Mount[]): PodSpec['volumes'] {
  const volumes = mounts.map(({ volume }) => volume).filter((volume) => Object.keys(volume).length > 1);
  return volumes.filter(({ name }, index) => volumes.findIndex((other) => other.name === name) === index);
}
