import type { Migration, Platform } from '../platform/types';
import { contentName } from './content-name';
import { wholeEnvironment } from './environment';
import { workloadMetadata } from './metadata';
import { podTemplate } from './pod';
import { type KubernetesObject, kubernetesObject } from './typed';
import { migrationWorkload } from './workload';

/**
 * The schema migration: one Job per content. Its name ends in a hash of its spec, because a Job cannot be changed:
 * the same release applied again finds it done, another release makes a new one. So its spec holds what its steps use and
 * no more: image, commands, the stores. How many replicas share the connections is none of it: `verify` holds the server to
 * what the platform counts with, and the rules hold the pools to that before anything is written. It has no TTL, or it
 * would run again after it was cleaned away. Its environment holds the values themselves, so that it does not depend on a
 * ConfigMap that changes under it.
 */
export function migrationJob(platform: Platform, migration: Migration): KubernetesObject {
  const workload = migrationWorkload(migration);
  const spec = {
    backoffLimit: migration.backoffLimit,
    activeDeadlineSeconds: migration.deadlineSeconds,
    template: podTemplate(platform, workload, {
      // A migration is not cut off to save a node.
      annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
      container: { command: migration.command, env: wholeEnvironment(workload) },
      spec: { restartPolicy: 'Never' },
      spread: false,
    }),
  };
  return kubernetesObject('Job', workloadMetadata(platform, workload, contentName(workload.fullName, spec)), { spec });
}
