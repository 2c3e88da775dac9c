import { heapMiB } from '../platform/process-memory';
import type { Rule } from './types';

/** Node lets its heap grow up to the bound before it works to keep it small: that is what a pod has to ask for (E45). */
export const heapRequest: Rule = {
  id: 'heap-request',
  severity: 'warning',
  protects: 'nodes from being promised to more heap than they have, and the memory target from being passed for ever',
  source: 'E45, E73; guide L472-477, L540; Node.js documentation, --max-old-space-size',
  reads: ['services.*.resources.requests.memory', 'services.*.resources.limits.memory'],
  wayOut: 'request as much memory as the limit: it cannot be taken back from a process',
  check: ({ services, deployment }) =>
    deployment === 'kubernetes'
      ? Object.values(services).flatMap((service) => {
          const heap = heapMiB(service);
          const { requests, limits } = service.resources;
          if (heap === undefined || heap <= requests.memoryMiB) return [];
          return [
            {
              path: `services.${service.name}.resources.requests.memory`,
              message: `the heap may grow to three quarters of the limit, ${heap}Mi of ${limits.memoryMiB}Mi, and the pod requests ${requests.memoryMiB}Mi; request at least the heap, better the limit`,
              value: `${requests.memoryMiB}Mi`,
              limit: `${heap}Mi`,
            },
          ];
        })
      : [],
};
