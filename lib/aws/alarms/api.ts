import type { Alarms, Platform } from '../../platform/types';
import { apiName } from '../names';
import { type Alarm, inARow, type Metric } from './alarm';

/** Of the REST API of each exposed function (API Gateway developer guide, "Dimensions and metrics"). */
export function apiAlarms({ services, aws, environment }: Platform, { limits }: Alarms): readonly Alarm[] {
  const api = aws?.api;
  if (api === undefined) return [];
  return Object.values(services).flatMap((service): Alarm[] => {
    if (service.lambda === undefined || service.exposure === undefined) return [];
    const metric = (name: string, statistic: string): Metric => ({
      namespace: 'AWS/ApiGateway',
      name,
      dimensions: { ApiName: apiName(environment, service.name), Stage: api.stageName },
      statistic,
    });
    return [
      {
        id: `${service.name}-5xx`,
        subject: service.name,
        severity: 'critical',
        // Each request counts as 0 or 1, so the average is the share.
        measure: metric('5XXError', 'Average'),
        comparison: 'above',
        threshold: limits.errorPercent / 100,
        periodSeconds: 60,
        periods: inARow(2),
        silence: 'notBreaching',
        source: 'alarms.errorPercent; for 2 minutes: guide L1303',
        advice: `More than ${limits.errorPercent}% of requests to ${service.name} fail. Look at its newest errors in the log of the function, and whether a deployment is under way.`,
      },
      {
        id: `${service.name}-latency`,
        subject: service.name,
        severity: 'warning',
        measure: metric('Latency', 'p95'),
        comparison: 'above',
        threshold: limits.latencyMs,
        periodSeconds: 60,
        periods: inARow(5),
        silence: 'notBreaching',
        source: 'alarms.latency; for 5 minutes: guide L1320',
        advice: `5 of 100 requests to ${service.name} take longer than ${limits.latencyMs} ms. Compare with the duration of the function and the CPU of the database; traces show which call waits.`,
      },
    ];
  });
}
