import { literalSetting } from './literal-setting';
import type { Service } from './types';

const MIB_PER_UNIT: Readonly<Record<string, number>> = { kb: 1 / 1024, Ki: 1 / 1024, mb: 1, Mi: 1, gb: 1024, Gi: 1024 };

/** The bound of the in-process cache, MiB, as the service is told it. */
export function cacheMiB(service: Pick<Service, 'settings'>): number | undefined {
  const [, amount, unit] = /^([\d.]+)(\w+)$/.exec(literalSetting(service, 'MAX_MEMORY_SIZE') ?? '') ?? [];
  const factor = MIB_PER_UNIT[unit ?? ''];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** The bound of the heap that Node is told, MiB. */
export function heapMiB(service: Pick<Service, 'settings'>): number | undefined {
  const [, amount] = /--max-old-space-size=(\d+)/.exec(literalSetting(service, 'NODE_OPTIONS') ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount);
}
