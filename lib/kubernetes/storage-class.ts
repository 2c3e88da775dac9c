import type { Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';
import { clusterOf, clusterWideMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';

/**
 * The class `gp3` of EBS, which a new EKS cluster does not have; only where a volume of ours is of it. Volumes are
 * encrypted, made in the zone of their pod, can grow, and outlive their claim: deleting data is a person's decision.
 */
export function storageClasses(platform: Platform): readonly KubernetesObject[] {
  const { storageClass, makesStorageClass } = clusterOf(platform);
  const isUsed = storeWorkloads(platform.stores)
    .flatMap(({ volume, snapshots }) => (snapshots === undefined ? [volume] : [volume, snapshots]))
    .some((volume) => volume.existingClaim === undefined && (volume.storageClass ?? storageClass) === storageClass);
  if (!makesStorageClass || storageClass === undefined || !isUsed) {
    return [];
  }
  return [
    kubernetesObject('StorageClass', clusterWideMetadata('storage', storageClass), {
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: true,
    }),
  ];
}
