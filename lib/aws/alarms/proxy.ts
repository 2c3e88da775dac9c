import { databaseName } from '../../platform/aws-names';
import type { Platform } from '../../platform/types';
import { type Alarm, inARow, type Metric } from './alarm';

/** Of RDS Proxy (RDS user guide, "Monitoring RDS Proxy metrics"). */
export function proxyAlarms({ aws, services, stores, environment }: Platform): readonly Alarm[] {
  if (aws?.proxy !== true || stores.postgres.provider !== 'aurora') return [];
  const metric = (name: string, statistic: string): Metric => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: { ProxyName: databaseName(environment) },
    statistic,
  });
  const patience = Object.values(services)
    .filter(({ poolSize }) => poolSize > 0)
    .map(({ timeouts }) => timeouts.connectMs);
  const halfMs = Math.min(...patience, 120_000) / 2;
  const common = { subject: 'postgres', comparison: 'above', periodSeconds: 60, silence: 'notBreaching' } as const;
  return [
    {
      ...common,
      id: 'proxy-wait',
      severity: 'warning',
      // Microseconds.
      measure: metric('DatabaseConnectionsBorrowLatency', 'Average'),
      threshold: halfMs * 1000,
      periods: inARow(3),
      source: 'half of the least timeouts.connect, after which clients give up',
      advice: `Functions wait for more than ${halfMs} ms until the proxy has a connection for them. See how many are pinned (DatabaseConnectionsCurrentlySessionPinned) and which statements are slow.`,
    },
    {
      ...common,
      id: 'proxy-refused',
      severity: 'critical',
      measure: metric('DatabaseConnectionsSetupFailed', 'Sum'),
      threshold: 0,
      periods: { breaching: 3, outOf: 5 },
      source: 'any, for more than a failover takes',
      advice:
        'The proxy cannot connect to the database: it is down, full, or does not take the password of the secret.',
    },
  ];
}
