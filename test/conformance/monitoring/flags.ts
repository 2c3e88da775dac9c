import { catalogue } from '../../../lib/monitoring/catalogue/index';
import type { MetricDefinition, SourceName } from '../../../lib/monitoring/catalogue/metric';

/** The flags that an exporter has to have for the metrics of the catalogue, each once: exactly these, and no other. */
export const flagsOf = (source: SourceName): readonly string[] => [
  ...new Set(
    Object.values<MetricDefinition>(catalogue).flatMap((metric) =>
      metric.source === source && metric.needs !== undefined && 'flag' in metric.needs ? [metric.needs.flag] : [],
    ),
  ),
];
