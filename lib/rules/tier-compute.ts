import { tiers } from '../platform/tiers';
import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** The tier says how much compute the platform was sized for (rows 44, 48). */
export const tierCompute: Rule = {
  id: 'tier-compute',
  severity: 'warning',
  protects: 'the stores from more work in front of them than their sizes are meant for',
  source: 'E33; guide L167-191',
  reads: ['tier', 'services.*.replicas.max', 'services.*.resources.requests'],
  wayOut: 'choose the next tier, watch the stores as the services grow, or lower replicas.max',
  check: (platform) => {
    if (platform.cluster === undefined) return [];
    const { compute } = tiers[platform.tier];
    const need = requestsAtMaximum(platform);
    if (need.cpuMillis <= compute.cpuMillis && need.memoryMiB <= compute.memoryMiB) return [];
    return [
      {
        path: 'tier',
        message:
          `the services at maximum request ${need.cpuMillis}m CPU and ${need.memoryMiB}Mi memory, more than tier ${platform.tier} ` +
          `was sized for (${compute.cpuMillis}m, ${compute.memoryMiB}Mi), so that the stores may be the next limit; ` +
          `${platform.tier === 'minimum' ? 'choose tier recommended' : 'watch the stores as the services grow'}, or lower replicas.max`,
      },
    ];
  },
};

function requestsAtMaximum(platform: Platform): { cpuMillis: number; memoryMiB: number } {
  const total = { cpuMillis: 0, memoryMiB: 0 };
  for (const service of Object.values(platform.services)) {
    total.cpuMillis += service.replicas.max * service.resources.requests.cpuMillis;
    total.memoryMiB += service.replicas.max * service.resources.requests.memoryMiB;
  }
  return total;
}
