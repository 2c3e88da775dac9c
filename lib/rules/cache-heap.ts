import { firstWritten } from '../platform/first-written';
import { cacheMiB, heapMiB } from '../platform/process-memory';
import { settingPlace } from '../platform/setting-place';
import type { Rule } from './types';

/** The in-process cache lives in the heap of Node, which ends the process when it is full. */
export const cacheHeap: Rule = {
  id: 'cache-heap',
  severity: 'error',
  protects: 'processes from dying of a full heap before their cache has reached its bound',
  source: 'E45, E73; guide L261; Node.js documentation, --max-old-space-size',
  reads: [
    'settings.MAX_MEMORY_SIZE',
    'services.*.env.MAX_MEMORY_SIZE',
    'services.*.resources.limits.memory',
    'services.*.lambda.memory',
  ],
  wayOut: 'lower MAX_MEMORY_SIZE under settings or env, or raise the memory that the heap follows from',
  check: (platform) =>
    Object.values(platform.services).flatMap((service) => {
      const [cache, heap] = [cacheMiB(service), heapMiB(service)];
      if (cache === undefined || heap === undefined || cache < heap) return [];
      const [field, memory] =
        service.lambda === undefined
          ? ['resources.limits.memory', service.resources.limits.memoryMiB]
          : ['lambda.memory', service.lambda.memoryMiB];
      return [
        {
          path: firstWritten(
            platform,
            `services.${service.name}.${field}`,
            settingPlace(platform, service.name, 'MAX_MEMORY_SIZE'),
          ),
          message: `MAX_MEMORY_SIZE (${cache}Mi) fills the heap of ${service.name}, which is three quarters of ${memory}Mi = ${heap}Mi; raise the memory, or lower MAX_MEMORY_SIZE under settings or env`,
          value: `${cache}Mi`,
          limit: `${heap}Mi`,
        },
      ];
    }),
};
