import type { Resources } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

interface Written {
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
  readonly ephemeralStorage?: number | undefined;
}

interface WrittenAmounts {
  readonly requests?: Written | undefined;
  readonly limits?: Written | undefined;
}

/** Logs that the kubelet keeps of a container (5 files of 10 MiB), and more than as much to spare; MiB. */
const LOGS = 128;

/**
 * Requests and limits; a limit that is left out is at least the request.
 *
 * @param foldersMiB - what volumes of the pod may hold on the disk of its node, which counts against its limit
 * @default foldersMiB - 0
 */
export function resolveResources(
  context: Context,
  path: string,
  written: WrittenAmounts | undefined,
  base: Resources,
  source: string,
  foldersMiB = 0,
): Resources {
  const origin = byDefault(source);
  const at = (field: string) => `${path}.resources.${field}`;
  const request = {
    cpuMillis: context.pick(
      at('requests.cpu'),
      written?.requests?.cpu,
      Math.min(base.requests.cpuMillis, written?.limits?.cpu ?? Infinity),
      origin,
    ),
    memoryMiB: context.pick(
      at('requests.memory'),
      written?.requests?.memory,
      Math.min(base.requests.memoryMiB, written?.limits?.memory ?? Infinity),
      origin,
    ),
  };
  const limit = {
    cpuMillis: context.pick(
      at('limits.cpu'),
      written?.limits?.cpu,
      Math.max(base.limits.cpuMillis, request.cpuMillis),
      origin,
    ),
    memoryMiB: context.pick(
      at('limits.memory'),
      written?.limits?.memory,
      Math.max(base.limits.memoryMiB, request.memoryMiB),
      origin,
    ),
  };
  const ephemeral = {
    request: context.pick(
      at('requests.ephemeralStorage'),
      written?.requests?.ephemeralStorage,
      Math.min(LOGS, written?.limits?.ephemeralStorage ?? Infinity),
      byDefault('logs'),
    ),
    limit: context.pick(
      at('limits.ephemeralStorage'),
      written?.limits?.ephemeralStorage,
      Math.max(limit.memoryMiB + LOGS + foldersMiB, written?.requests?.ephemeralStorage ?? 0),
      derivedFrom('logs, a heap snapshot as large as the memory (E158), and the folders of volumes'),
    ),
  };
  if (ephemeral.request > ephemeral.limit) {
    context.fail(
      at('requests.ephemeralStorage'),
      'conflict',
      `must be at most the limit (${ephemeral.limit}Mi), got ${ephemeral.request}Mi`,
    );
  }
  if (ephemeral.limit < foldersMiB) {
    context.fail(
      at('limits.ephemeralStorage'),
      'conflict',
      `must hold what the volumes of kind emptyDir may (${foldersMiB}Mi), got ${ephemeral.limit}Mi: the pod would be evicted before they are full`,
    );
  }
  if (request.cpuMillis > limit.cpuMillis) {
    context.fail(
      at('requests.cpu'),
      'conflict',
      `must be at most the limit (${limit.cpuMillis}m), got ${request.cpuMillis}m`,
    );
  }
  if (request.memoryMiB > limit.memoryMiB) {
    context.fail(
      at('requests.memory'),
      'conflict',
      `must be at most the limit (${limit.memoryMiB}Mi), got ${request.memoryMiB}Mi`,
    );
  }
  return {
    requests: { ...request, ephemeralStorageMiB: ephemeral.request },
    limits: { ...limit, ephemeralStorageMiB: ephemeral.limit },
  };
}
