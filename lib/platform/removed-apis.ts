import { minorOf } from './kubernetes-minor';

/** A version of an API that servers no longer have. */
export interface RemovedApi {
  readonly apiVersion: string;
  /** Absent: every kind of it. */
  readonly kinds?: readonly string[];
  /** The first minor without it. */
  readonly removedIn: string;
  /** What has the kind today; absent where nothing has. */
  readonly instead?: string;
}

const flowControl = 'flowcontrol.apiserver.k8s.io';

/** Kubernetes documentation, 'Deprecated API Migration Guide', read 2026-11; newest first. */
const removedApis: readonly RemovedApi[] = [
  { apiVersion: `${flowControl}/v1beta3`, removedIn: '1.32', instead: `${flowControl}/v1` },
  { apiVersion: `${flowControl}/v1beta2`, removedIn: '1.29', instead: `${flowControl}/v1` },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIStorageCapacity'],
    removedIn: '1.27',
    instead: 'storage.k8s.io/v1',
  },
  { apiVersion: `${flowControl}/v1beta1`, removedIn: '1.26', instead: `${flowControl}/v1` },
  { apiVersion: 'autoscaling/v2beta2', removedIn: '1.26', instead: 'autoscaling/v2' },
  { apiVersion: 'autoscaling/v2beta1', removedIn: '1.25', instead: 'autoscaling/v2' },
  { apiVersion: 'batch/v1beta1', removedIn: '1.25', instead: 'batch/v1' },
  { apiVersion: 'discovery.k8s.io/v1beta1', removedIn: '1.25', instead: 'discovery.k8s.io/v1' },
  { apiVersion: 'events.k8s.io/v1beta1', removedIn: '1.25', instead: 'events.k8s.io/v1' },
  { apiVersion: 'node.k8s.io/v1beta1', removedIn: '1.25', instead: 'node.k8s.io/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], removedIn: '1.25', instead: 'policy/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: '1.25' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    removedIn: '1.22',
    instead: 'admissionregistration.k8s.io/v1',
  },
  { apiVersion: 'apiextensions.k8s.io/v1beta1', removedIn: '1.22', instead: 'apiextensions.k8s.io/v1' },
  { apiVersion: 'apiregistration.k8s.io/v1beta1', removedIn: '1.22', instead: 'apiregistration.k8s.io/v1' },
  {
    apiVersion: 'coordination.k8s.io/v1beta1',
    kinds: ['Lease'],
    removedIn: '1.22',
    instead: 'coordination.k8s.io/v1',
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], removedIn: '1.22', instead: 'networking.k8s.io/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['Ingress', 'IngressClass'],
    removedIn: '1.22',
    instead: 'networking.k8s.io/v1',
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1beta1', removedIn: '1.22', instead: 'rbac.authorization.k8s.io/v1' },
  {
    apiVersion: 'scheduling.k8s.io/v1beta1',
    kinds: ['PriorityClass'],
    removedIn: '1.22',
    instead: 'scheduling.k8s.io/v1',
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    removedIn: '1.22',
    instead: 'storage.k8s.io/v1',
  },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'],
    removedIn: '1.16',
    instead: 'apps/v1',
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], removedIn: '1.16', instead: 'networking.k8s.io/v1' },
  { apiVersion: 'apps/v1beta1', removedIn: '1.16', instead: 'apps/v1' },
  { apiVersion: 'apps/v1beta2', removedIn: '1.16', instead: 'apps/v1' },
];

/** The row of an object that a server of this version does not take; undefined where it may. */
export function removedApi(object: { readonly apiVersion: string; readonly kind: string }, version: string) {
  return removedApis.find(
    ({ apiVersion, kinds, removedIn }) =>
      apiVersion === object.apiVersion &&
      (kinds?.includes(object.kind) ?? true) &&
      minorOf(version) >= minorOf(removedIn),
  );
}
