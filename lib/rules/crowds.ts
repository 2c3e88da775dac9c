import { podRequests } from '../platform/pod-requests';
import type { Amounts, Platform } from '../platform/types';
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

/** Services and stores of the cluster at their maximum. */
export function crowds({ services, stores }: Platform): readonly Crowd[] {
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
  ];
}
