import type { k8s } from 'cdk8s-plus-27';
import type { Platform, StoreWorkload } from '../../platform/types';
import { clusterOf } from '../metadata';
import type { Plain } from '../typed';

type PodSpec = Plain<k8s.PodSpec>;

/**
 * Whether no two of these pods may share a host: where the pool always has a host for each. Where it may have fewer, or
 * nobody says how many there are, a pod that shares a host is better than one that waits for ever.
 */
export function needsOwnHost(platform: Platform, { placement }: StoreWorkload, nodes: number): boolean {
  const pool = placement === undefined ? undefined : clusterOf(platform).nodePools[placement];
  return nodes > 1 && pool !== undefined && pool.minNodes >= nodes;
}

/** Keeps the pods of a set apart: over hosts, and as far as volumes allow over zones. Nothing for a single pod. */
export function spread(
  platform: Platform,
  workload: StoreWorkload,
  nodes: number,
  matchLabels: Readonly<Record<string, string>>,
): Pick<PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  if (nodes === 1) {
    return {};
  }
  const term = { labelSelector: { matchLabels }, topologyKey: 'kubernetes.io/hostname' };
  return {
    affinity: {
      podAntiAffinity: needsOwnHost(platform, workload, nodes)
        ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels },
      },
    ],
  };
}
