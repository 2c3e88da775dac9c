/**
 * Stands in for every provisioner of volumes, in words of kwok: the volume controller asks for a volume with an annotation,
 * and binds what is made. Its class binds when a pod is placed, as the classes of the providers do.
 */
export const volumeStage = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'volume-provision' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'PersistentVolumeClaim' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.metadata.annotations["volume.kubernetes.io/storage-provisioner"]', operator: 'Exists' },
        { key: '.status.phase', operator: 'NotIn', values: ['Bound'] },
      ],
    },
    steps: [
      {
        apply: {
          template: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: pvc-{{ .metadata.uid }}
  annotations:
    pv.kubernetes.io/provisioned-by: {{ index .metadata.annotations "volume.kubernetes.io/storage-provisioner" | Quote }}
spec:
  accessModes:
  {{ YAML .spec.accessModes 2 }}
  capacity:
  {{ YAML .spec.resources.requests 2 }}
  persistentVolumeReclaimPolicy: Delete
  storageClassName: {{ .spec.storageClassName | Quote }}
  volumeMode: {{ default "Filesystem" .spec.volumeMode | Quote }}
  claimRef:
    apiVersion: v1
    kind: PersistentVolumeClaim
    name: {{ .metadata.name | Quote }}
    namespace: {{ .metadata.namespace | Quote }}
    uid: {{ .metadata.uid | Quote }}
  hostPath: {path: /nonexistent/pvc-{{ .metadata.uid }}}
`,
        },
      },
    ],
  },
};

const storageClass = (name: string, annotations: Readonly<Record<string, string>>) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name, annotations },
  provisioner: 'conformance/volumes',
  volumeBindingMode: 'WaitForFirstConsumer',
});

/** Classes that are there before we are: what a cluster calls its default, and what GKE and AKS bring. */
export const storageClasses = [
  storageClass('standard', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
  storageClass('premium-rwo', {}),
  storageClass('managed-csi-premium', {}),
];
