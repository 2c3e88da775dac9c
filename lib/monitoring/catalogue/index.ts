import { machineMetrics } from './machines';
import type { MetricDefinition } from './metric';
import { recordedMetrics } from './recorded';
import { serviceMetrics } from './service';
import { storeMetrics } from './stores';

/** Every metric that a rule or a panel may name. A name that is not here does not compile. */
export const catalogue = {
  ...serviceMetrics,
  ...storeMetrics,
  ...machineMetrics,
  ...recordedMetrics,
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof catalogue;
