import { createHash } from 'node:crypto';
import { configHashAnnotation } from '../../platform/own-keys';
import type { Platform } from '../../platform/types';
import { workloadMetadata } from '../metadata';
import { type KubernetesObject, kubernetesObject } from '../typed';
import type { Workload } from '../workload';
import { storePod } from './pod';
import { clusterScript, redisFiles, redisPassword } from './redis';
import { filesHash } from './stateful-set';
import { configMount, type StoreServer, scratch, workloadOf } from './store-server';

/** As long as nodes, images and volumes may take to come. */
const DEADLINE_SECONDS = 1800;

/** The Job's pods are no nodes: they carry a name of their own. */
export const redisClusterWorkload = (server: StoreServer): Workload => ({
  ...workloadOf(server),
  name: 'redis-cluster',
  fullName: `${server.workload.fullName}-cluster`,
  // It asks and waits.
  resources: { requests: { cpuMillis: 50, memoryMiB: 64 }, limits: { cpuMillis: 500, memoryMiB: 64 } },
});

/**
 * Makes the nodes a cluster, once for each set of nodes: its name ends in a hash, as a Job cannot be changed. It does
 * nothing to a cluster that is there, and brings in nodes that came later. No TTL, or it would run again.
 */
export function redisClusterJob(platform: Platform, server: StoreServer): KubernetesObject {
  const workload = redisClusterWorkload(server);
  const spec = {
    backoffLimit: 6,
    activeDeadlineSeconds: DEADLINE_SECONDS,
    template: storePod(platform, workload, {
      labels: {},
      annotations: { [configHashAnnotation]: filesHash({ ...server.files, ...server.liveFiles }) },
      container: { command: clusterScript('form'), env: redisPassword(workload) },
      mounts: [configMount(server.workload, redisFiles), scratch('tmp', '/tmp', 16)],
      spec: { restartPolicy: 'OnFailure' },
    }),
  };
  const hash = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8);
  return kubernetesObject('Job', workloadMetadata(platform, workload, `${workload.fullName}-${hash}`), { spec });
}
