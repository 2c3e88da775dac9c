import type { Service } from '../platform/types';
import type { Rule } from './types';

const MIB_PER_UNIT: Readonly<Record<string, number>> = { kb: 1 / 1024, Ki: 1 / 1024, mb: 1, Mi: 1, gb: 1024, Gi: 1024 };

/** The in-process cache in MiB, as the service is told it. */
function cacheMiB(service: Service): number | undefined {
  const source = service.settings.find((setting) => setting.name === 'MAX_MEMORY_SIZE')?.source;
  if (source?.from !== 'literal') return undefined;
  const [, amount, unit] = /^([\d.]+)(\w+)$/.exec(source.value) ?? [];
  const factor = MIB_PER_UNIT[unit ?? ''];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** A cache that alone fills the memory target keeps the autoscaler at its maximum for ever (E73). */
export const memoryTarget: Rule = {
  id: 'memory-target',
  severity: 'error',
  protects: 'the autoscaler from running every replica all the time, and pods from being killed for memory',
  source: 'E45, E73; guide L261, L540',
  reads: ['services.*.resources.requests.memory', 'services.*.autoscaling.memory', 'services.*.env.*', 'settings.*'],
  wayOut: 'raise the request, or lower MAX_MEMORY_SIZE under settings or env',
  check: ({ services }) =>
    Object.values(services).flatMap((service) => {
      const cache = cacheMiB(service);
      if (cache === undefined || service.lambda !== undefined) return [];
      const percent = service.autoscaling?.memoryPercent ?? 100;
      const request = service.resources.requests.memoryMiB;
      const target = Math.floor((request * percent) / 100);
      if (cache < target) return [];
      return [
        {
          path: `services.${service.name}.resources.requests.memory`,
          message: `MAX_MEMORY_SIZE (${cache}Mi) alone reaches the memory target, ${percent}% of ${request}Mi = ${target}Mi; raise the request, or lower MAX_MEMORY_SIZE under settings or env`,
          value: `${cache}Mi`,
          limit: `${target}Mi`,
        },
      ];
    }),
};
