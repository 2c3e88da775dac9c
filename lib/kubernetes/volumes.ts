import type { k8s } from 'cdk8s-plus-27';
import { formatMemory } from '../config/units';
import { claimName } from '../platform/claim-name';
import { applicationContract } from '../platform/contract';
import type { Platform, Service } from '../platform/types';
import { keptByTools } from './kept-by-tools';
import { workloadMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject, type Plain } from './typed';
import type { Workload } from './workload';

type Volume = Workload['volumes'][string];

/** The writable folder's volume. */
export const writableVolume = 'tmp';

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

/** Where the volumes are mounted in the workload's own container. */
export function mountsOf(workload: Workload): readonly Plain<k8s.VolumeMount>[] {
  return [
    { name: writableVolume, mountPath: applicationContract.writableFolder },
    ...Object.entries(workload.volumes)
      .sort(byName)
      .map(([name, volume]) => ({
        name,
        mountPath: volume.mountPath,
        subPath: volume.subPath,
        readOnly: (volume.readOnly ?? (volume.kind === 'secret' || volume.kind === 'configMap')) || undefined,
      })),
  ];
}

/** The pod's volumes: the writable folder, with room for one heap snapshot (E158), and those of the config. */
export function volumesOf(workload: Workload): readonly Plain<k8s.Volume>[] {
  return [
    { name: writableVolume, emptyDir: { sizeLimit: formatMemory(workload.resources.limits.memoryMiB) } },
    ...Object.entries(workload.volumes)
      .sort(byName)
      .map(([name, volume]) => ({ name, ...sourceOf(workload, name, volume) })),
  ];
}

function sourceOf(workload: Workload, name: string, volume: Volume): Omit<Plain<k8s.Volume>, 'name'> {
  switch (volume.kind) {
    case 'emptyDir':
      return {
        emptyDir: {
          sizeLimit: formatMemory(volume.size),
          medium: volume.medium === 'Memory' ? volume.medium : undefined,
        },
      };
    case 'claim':
      return { persistentVolumeClaim: { claimName: claimName(workload, name) } };
    case 'existingClaim':
      return { persistentVolumeClaim: { claimName: volume.claim } };
    case 'secret':
      return { secret: { secretName: volume.secretName, items: itemsOf(volume.items) } };
    case 'configMap':
      return { configMap: { name: volume.configMapName, items: itemsOf(volume.items) } };
  }
}

const itemsOf = (items: Readonly<Record<string, string>> | undefined) =>
  items === undefined
    ? undefined
    : Object.entries(items)
        .sort(byName)
        .map(([key, path]) => ({ key, path }));

/** The claims of a service's volumes. */
export function claims(platform: Platform, service: Service): readonly KubernetesObject[] {
  return Object.entries(service.volumes)
    .sort(byName)
    .flatMap(([name, volume]) => {
      if (volume.kind !== 'claim') return [];
      const metadata = workloadMetadata(platform, service, claimName(service, name));
      return [
        kubernetesObject(
          'PersistentVolumeClaim',
          volume.retain ? { ...metadata, annotations: keptByTools } : metadata,
          {
            spec: {
              accessModes: [volume.accessMode],
              storageClassName: volume.storageClass,
              resources: { requests: { storage: formatMemory(volume.size) } },
            },
          },
        ),
      ];
    });
}
