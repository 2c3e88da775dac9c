import type { Resources, Service } from './types';

type Extra = Service['initContainers'][number] | Service['sidecars'][number];

/** What a container beside the service's own gets, where nobody says otherwise: enough for a small proxy. */
const small = { requests: { cpu: 50, memory: 64, disk: 64 }, limits: { cpu: 200, memory: 128, disk: 128 } };

/** Requests and limits of an init container or sidecar; a limit is at least the request. */
export function extraResources({ resources }: Pick<Extra, 'resources'>): Resources {
  const { requests, limits } = resources ?? {};
  const cpuMillis = requests?.cpu ?? Math.min(small.requests.cpu, limits?.cpu ?? Infinity);
  const memoryMiB = requests?.memory ?? Math.min(small.requests.memory, limits?.memory ?? Infinity);
  // Logs that the kubelet keeps of a container (5 files of 10 MiB), and as much again.
  const ephemeralStorageMiB =
    requests?.ephemeralStorage ?? Math.min(small.requests.disk, limits?.ephemeralStorage ?? Infinity);
  return {
    requests: { cpuMillis, memoryMiB, ephemeralStorageMiB },
    limits: {
      cpuMillis: limits?.cpu ?? Math.max(small.limits.cpu, cpuMillis),
      memoryMiB: limits?.memory ?? Math.max(small.limits.memory, memoryMiB),
      ephemeralStorageMiB: limits?.ephemeralStorage ?? Math.max(small.limits.disk, ephemeralStorageMiB),
    },
  };
}

/**
 * What the scheduler asks of a node for one pod: the service and its sidecars together, or the largest init container
 * with the sidecars that run beside it, whichever is more.
 */
export function podRequests(service: Pick<Service, 'resources' | 'sidecars' | 'initContainers'>): {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
} {
  const of = (field: 'cpuMillis' | 'memoryMiB'): number => {
    const beside = service.sidecars.reduce((sum, one) => sum + extraResources(one).requests[field], 0);
    const before = Math.max(0, ...service.initContainers.map((one) => extraResources(one).requests[field]));
    return Math.max(service.resources.requests[field], before) + beside;
  };
  return { cpuMillis: of('cpuMillis'), memoryMiB: of('memoryMiB') };
}
