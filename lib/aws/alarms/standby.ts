import { databaseName } from '../../platform/aws-names';
import type { Platform } from '../../platform/types';
import { type Alarm, inARow, type Metric } from './alarm';
import { capacityAlarms, loadAlarms } from './postgres';

/** A second is usual, five begin to be a loss that somebody notices (Aurora user guide, "Monitoring an Aurora global database"). */
const LAG_MS = 5_000;

/**
 * Of the database that follows in the second region: that it does, and that it is fit to lead. They stand in that region,
 * where its numbers are, and tell a topic there, which is still heard when the first region is not. Of all its instances
 * together, since it has no writer before it leads.
 */
export function standbyAlarms(platform: Platform): readonly Alarm[] {
  const { stores, alarms, aws, environment } = platform;
  const { postgres } = stores;
  if (alarms?.enabled !== true || aws?.recovery?.kind !== 'globalCluster' || postgres.provider !== 'aurora') return [];
  const metric = (name: string, ofIt: Metric['dimensions'] = {}): Metric => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: { DBClusterIdentifier: databaseName(environment), ...ofIt },
    statistic: 'Maximum',
  });
  return [
    {
      id: 'standby-lag',
      subject: 'standby',
      severity: 'critical',
      // Told by the region that it follows, and by no other set of dimensions: aws-samples/amazon-aurora-labs-for-mysql.
      measure: metric('AuroraGlobalDBReplicationLag', { SourceRegion: aws.region }),
      comparison: 'above',
      threshold: LAG_MS,
      periodSeconds: 60,
      periods: inARow(5),
      silence: 'missing',
      source: 'five times the usual second (Aurora user guide, "Monitoring an Aurora global database")',
      advice: `The database in ${aws.recovery.region} is more than ${LAG_MS / 1000} s behind the one in ${aws.region}: a failover now loses as much. See the writes of the first, and the capacity of the second.`,
    },
    ...loadAlarms(platform, alarms.limits, {
      id: (kind) => `standby-${kind}`,
      who: 'The database in the second region',
      metric,
    }),
    ...capacityAlarms(postgres, 'standby-capacity', metric('ACUUtilization')),
  ];
}
