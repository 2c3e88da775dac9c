import { healthRegion } from '../../platform/aws-regions';
import { applicationContract } from '../../platform/contract';
import { failoverTiming } from '../../platform/failover-timing';
import type { Platform } from '../../platform/types';
import { type Alarm, inARow, inFormulas, type Metric } from './alarm';

/**
 * That a public host answers, as Route 53 sees it from around the world (Route 53 developer guide, "Monitoring health checks
 * using CloudWatch"). They stand beside the checks, whose ids AWS makes.
 *
 * @param idOf of the health check of a host
 */
export function hostAlarms(
  { alarms, aws }: Platform,
  idOf: (host: string) => string = (host) => host,
): readonly Alarm[] {
  if (alarms?.enabled !== true || aws?.dns === undefined || healthRegion(aws.region) === undefined) return [];
  const { requestIntervalSeconds, failureThreshold } = failoverTiming;
  const hosts = aws.dns.healthChecks.map(({ host }) => host);
  return inFormulas(hosts).map((group, index, { length }) => ({
    id: length === 1 ? 'hosts-down' : `hosts-down-${index + 1}`,
    subject: 'hosts',
    severity: 'critical',
    measure: {
      expression: 'MIN(METRICS())',
      metrics: Object.fromEntries(group.map((host, at) => [`host${at + 1}`, status(idOf(host))])),
    },
    comparison: 'below',
    // 1: it answers; 0: it does not.
    threshold: 1,
    periodSeconds: 60,
    periods: inARow(2),
    silence: 'missing',
    source: `Route 53 has asked ${failureThreshold} times, ${requestIntervalSeconds} s apart, before it says so`,
    advice: `A public host does not answer ${applicationContract.healthPath} to Route 53, so users do not reach it either. The health checks bear the names of their hosts, and say from where and since when. Ask it from outside (curl), then see the alarms of what is behind it, its certificate and its record.`,
  }));
}

const status = (HealthCheckId: string): Metric => ({
  namespace: 'AWS/Route53',
  name: 'HealthCheckStatus',
  dimensions: { HealthCheckId },
  statistic: 'Minimum',
});
