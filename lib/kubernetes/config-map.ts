import { createHash } from 'node:crypto';
import type { Platform } from '../platform/types';
import { ownLiterals } from './environment';
import { sharedMetadata } from './metadata';
import { type KubernetesObject, kubernetesObject } from './typed';
import type { Workload } from './workload';

export const configMapName = 'memorai-config';

/** Settings that every service reads, with one value; all others are in the environment of the containers that read them. */
export function configMap(platform: Platform): KubernetesObject {
  return kubernetesObject('ConfigMap', sharedMetadata(platform, 'config', configMapName), {
    data: platform.sharedSettings,
  });
}

/**
 * Changes with every value that reaches the pods from the config, and with no other. A ConfigMap in envFrom is read at
 * start only: with this as an annotation of the pods, a changed value rolls them.
 */
export function configHash(platform: Platform, workload: Workload): string {
  const values = [Object.entries(platform.sharedSettings).sort(byFirst), ownLiterals(workload)];
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}

const byFirst = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1);
