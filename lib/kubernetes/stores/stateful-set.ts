import { createHash } from 'node:crypto';
import type { k8s } from 'cdk8s-plus-27';
import { formatMemory } from '../../config/units';
import type { Platform, StoreWorkload } from '../../platform/types';
import { podSelector, workloadMetadata } from '../metadata';
import { type KubernetesObject, kubernetesObject, type Plain } from '../typed';
import { storePod } from './pod';
import { spread } from './spread';
import { type Claim, type NodeSet, type StoreServer, workloadOf } from './store-server';

/**
 * One set of a store's nodes. All pods start at once: nodes that know each other wait for each other, and one by one the
 * first would wait for ever. They are replaced one at a time, each after the one before it is ready.
 */
export function statefulSet(platform: Platform, server: StoreServer, set: NodeSet): KubernetesObject {
  const { workload } = server;
  const own = workloadOf(server);
  const selector = { ...podSelector(workload.fullName), ...set.labels };
  const { labels, ...metadata } = workloadMetadata(platform, own, set.name);
  return kubernetesObject(
    'StatefulSet',
    { ...metadata, labels: { ...labels, ...set.labels } },
    {
      spec: {
        replicas: set.nodes,
        serviceName: workload.headlessName,
        selector: { matchLabels: selector },
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        persistentVolumeClaimRetentionPolicy: retention(workload),
        revisionHistoryLimit: 5,
        template: storePod(platform, own, {
          labels: set.labels,
          annotations: { 'memorai.com/config-hash': filesHash(server.files) },
          container: {
            ...server.container,
            ports: [server.ports.client, ...server.ports.peers].map(({ name, port }) => ({
              name,
              containerPort: port,
              protocol: 'TCP',
            })),
          },
          mounts: [...server.claims.map(mountOf), ...server.mounts],
          spec: {
            terminationGracePeriodSeconds: server.gracePeriodSeconds,
            ...spread(platform, workload, set.nodes, selector),
          },
        }),
        volumeClaimTemplates: server.claims.filter(({ volume }) => volume.existingClaim === undefined).map(template),
      },
    },
  );
}

/** Changes with every file that a server reads at its start. */
export const filesHash = (files: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);

/** One policy for all claims of a set. */
function retention({ retain }: StoreWorkload) {
  const policy = retain ? 'Retain' : 'Delete';
  return { whenDeleted: policy, whenScaled: policy };
}

/** The volume is the claim's own name where the set makes it. */
const mountOf = ({ name, volume, mountPath }: Claim) => ({
  volume: {
    name,
    ...(volume.existingClaim === undefined ? {} : { persistentVolumeClaim: { claimName: volume.existingClaim } }),
  },
  mountPath,
});

/**
 * Without labels: a template cannot be changed, and a label with a version would have to. The set gives its claims the
 * labels that it selects by. Kind and mode are what the server would add: Argo CD compares the items of a list whole.
 */
function template({ name, volume }: Claim): Plain<k8s.KubePersistentVolumeClaimProps> & TypeMeta {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: [volume.accessMode],
      storageClassName: volume.storageClass,
      volumeMode: 'Filesystem',
      resources: { requests: { storage: formatMemory(volume.sizeMiB) } },
    },
  };
}

interface TypeMeta {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolumeClaim';
}
