import { podRequests } from '../platform/pod-requests';
import type { NodePool, Service } from '../platform/types';
import type { Problem, Rule } from './types';

const replicasAtMost = (service: Service): number => service.replicas.max + service.rollout.maxSurge;

/** Everything at its maximum, with surge pods, has room in its pool at its maximum (E33). */
export const poolCapacity: Rule = {
  id: 'pool-capacity',
  severity: 'error',
  protects: 'pods from staying pending at the very moment they are needed',
  source: 'E33; guide L22-43',
  check: ({ services, cluster }) =>
    Object.values(cluster?.nodePools ?? {}).flatMap((pool) =>
      overfull(
        pool,
        Object.values(services).filter((service) => service.placement === pool.name),
      ),
    ),
};

function overfull(pool: NodePool, services: readonly Service[]): Problem[] {
  const kinds = [
    {
      name: 'CPU',
      unit: 'm',
      have: pool.capacity.cpuMillis * pool.maxNodes,
      of: (service: Service) => podRequests(service).cpuMillis,
    },
    {
      name: 'memory',
      unit: 'Mi',
      have: pool.capacity.memoryMiB * pool.maxNodes,
      of: (service: Service) => podRequests(service).memoryMiB,
    },
  ];
  return kinds.flatMap((kind) => {
    const terms = services.map(
      (service) => `${service.name} ${replicasAtMost(service)} × ${kind.of(service)}${kind.unit}`,
    );
    const need = services.reduce((sum, service) => sum + replicasAtMost(service) * kind.of(service), 0);
    if (need <= kind.have) return [];
    return [
      {
        path: `cluster.nodePools.${pool.name}`,
        message: `${kind.name} requests at maximum do not fit: ${terms.join(' + ')} = ${need}${kind.unit} > ${kind.have}${kind.unit} of ${pool.maxNodes} × ${pool.instanceType}; raise maxNodes or choose larger machines`,
      },
    ];
  });
}
