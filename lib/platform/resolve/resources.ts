import type { Resources } from '../types';
import { byDefault, type Context } from './context';

interface WrittenAmounts {
  readonly requests?: { readonly cpu?: number | undefined; readonly memory?: number | undefined } | undefined;
  readonly limits?: { readonly cpu?: number | undefined; readonly memory?: number | undefined } | undefined;
}

/** Requests and limits; a limit that is left out is at least the request. */
export function resolveResources(
  context: Context,
  path: string,
  written: WrittenAmounts | undefined,
  base: Resources,
  source: string,
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
  return { requests: request, limits: limit };
}
