import type { Migration, Platform } from '../platform/types';
import { wholeEnvironment } from './environment';
import { workloadMetadata } from './metadata';
import { podTemplate } from './pod';
import { type KubernetesObject, kubernetesObject } from './typed';
import { migrationWorkload } from './workload';

/** A run that could not start within an hour waits for the next. */
const STARTING_DEADLINE_SECONDS = 3_600;

/**
 * Makes the partitions of the months ahead between releases (E60). Its pods are the migration's: the same image,
 * account, Secret and network policy.
 */
export function maintenanceCronJob(platform: Platform, migration: Migration): readonly KubernetesObject[] {
  const { maintenance } = migration;
  if (maintenance === undefined) {
    return [];
  }
  const workload = migrationWorkload(migration);
  return [
    kubernetesObject('CronJob', workloadMetadata(platform, workload, 'memorai-partitions'), {
      spec: {
        schedule: maintenance.schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: migration.backoffLimit,
            activeDeadlineSeconds: migration.deadlineSeconds,
            template: podTemplate(platform, workload, {
              annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
              container: { command: maintenance.command, env: wholeEnvironment(workload) },
              spec: { restartPolicy: 'Never' },
              spread: false,
            }),
          },
        },
      },
    }),
  ];
}
