import type { ServiceDefaults } from '../default-services';
import { byDefault, type Context } from './context';
import type { WrittenService } from './written';

/** Where a service tells Prometheus how it is; undefined where it does not. */
export function resolveMetricsPath(
  context: Context,
  path: string,
  { metrics, metricsPath }: WrittenService,
  base: ServiceDefaults,
): string | undefined {
  const origin = byDefault('the application contract');
  if (!context.pick(`${path}.metrics.enabled`, metrics?.enabled, true, origin)) {
    if (metricsPath !== undefined)
      context.fail(`${path}.metricsPath`, 'conflict', 'has no meaning for a service without metrics; remove it');
    return undefined;
  }
  return context.pick(`${path}.metricsPath`, metricsPath, base.metricsPath, byDefault(base.source));
}
