import { catalogue, type MetricName } from '../catalogue/index';
import type { SourceName } from '../catalogue/metric';
import type { Instant } from '../promql';
import { recordings } from '../recordings';

/** Who exports the metrics that an expression names; of a recording rule those of its own expression. */
export function sourcesIn(expression: Instant): readonly SourceName[] {
  return metricsIn(expression).flatMap((name) => {
    const recording = recordings.find(({ record }) => record === name);
    return recording === undefined ? [catalogue[name].source] : sourcesIn(recording.expression);
  });
}

/** Whoever says whose series are meant is asked once for each selector. */
function metricsIn(expression: Instant): readonly MetricName[] {
  const found: MetricName[] = [];
  expression.within((metric, own) => {
    found.push(metric);
    return own;
  });
  return found;
}
