import { ownExporters } from '../platform/exporters';
import { podRequests } from '../platform/pod-requests';
import type { Amounts, NodePool, Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';

/** Pods of one workload, as many as there can be: those of a rollout too. */
export interface Crowd {
  readonly name: string;
  /** Where a person sets what one of them requests. */
  readonly path: string;
  readonly placement?: string;
  readonly pods: number;
  /** Of one pod. */
  readonly requests: Amounts;
}

/** A pool, and all who are placed in it. */
export interface CrowdedPool {
  readonly provider: NonNullable<Platform['cluster']>['provider'];
  readonly pool: NodePool;
  readonly crowds: readonly Crowd[];
}

/** What each pool of the cluster has to take; nothing without a cluster. */
export function crowdedPools(platform: Platform): readonly CrowdedPool[] {
  const { cluster } = platform;
  if (cluster === undefined) return [];
  const all = crowds(platform);
  return Object.values(cluster.nodePools).map((pool) => ({
    provider: cluster.provider,
    pool,
    crowds: all.filter(({ placement }) => placement === pool.name),
  }));
}

/** Services, stores and exporters of the cluster at their maximum. */
function crowds(platform: Platform): readonly Crowd[] {
  const { services, stores } = platform;
  return [
    ...Object.values(services).map((service) => ({
      ...service,
      path: `services.${service.name}.resources.requests`,
      pods: service.replicas.max + service.rollout.maxSurge,
      requests: podRequests(service),
    })),
    ...storeWorkloads(stores).map((store) => ({
      ...store,
      path: `stores.${store.name}.resources`,
      pods: store.nodes,
      requests: store.resources.requests,
    })),
    ...ownExporters(platform).map((exporter) => ({
      ...exporter,
      path: `monitoring.exporters.${exporter.store}.resources`,
      pods: 1,
      requests: exporter.resources.requests,
    })),
  ];
}
