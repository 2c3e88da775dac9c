import { firstWritten } from '../platform/first-written';
import { cacheMiB } from '../platform/process-memory';
import { settingPlace } from '../platform/setting-place';
import type { Rule } from './types';

/** A cache that alone fills the memory target keeps the autoscaler at its maximum for ever (E73). */
export const memoryTarget: Rule = {
  id: 'memory-target',
  severity: 'error',
  protects: 'the autoscaler from running every replica all the time, and pods from being killed for memory',
  source: 'E45, E73; guide L261, L540',
  reads: ['services.*.resources.requests.memory', 'services.*.autoscaling.memory', 'services.*.env.*', 'settings.*'],
  wayOut: 'raise the request, or lower MAX_MEMORY_SIZE under settings or env',
  check: (platform) =>
    Object.values(platform.services).flatMap((service) => {
      const cache = cacheMiB(service);
      if (cache === undefined || service.lambda !== undefined) return [];
      const percent = service.autoscaling?.memoryPercent ?? 100;
      const request = service.resources.requests.memoryMiB;
      const target = Math.floor((request * percent) / 100);
      if (cache < target) return [];
      return [
        {
          path: firstWritten(
            platform,
            `services.${service.name}.resources.requests.memory`,
            settingPlace(platform, service.name, 'MAX_MEMORY_SIZE'),
          ),
          message: `MAX_MEMORY_SIZE (${cache}Mi) alone reaches the memory target of ${service.name}, ${percent}% of ${request}Mi = ${target}Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env`,
          value: `${cache}Mi`,
          limit: `${target}Mi`,
        },
      ];
    }),
};
