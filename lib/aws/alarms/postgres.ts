import { databaseName } from '../../platform/aws-names';
import { tiers } from '../../platform/tiers';
import type { Alarms, Platform, Postgres } from '../../platform/types';
import { type Alarm, inARow, type Metric } from './alarm';

const GIB = 1024 ** 3;
/** Guide L1311. */
const NEAR = 0.9;
/** PostgreSQL stops at 2^31 and warns 40 million before; autovacuum begins at 200 million (Aurora user guide). */
const WRAPAROUND = 1_000_000_000;
/** Readers share the storage, so that some 20 ms are usual; a reader that is a minute behind restarts. */
const REPLICA_LAG_MS = 2_000;

const common = { subject: 'postgres', comparison: 'above', periodSeconds: 60, silence: 'missing' } as const;

/** Of Aurora (Aurora user guide, "Amazon CloudWatch metrics for Amazon Aurora"). */
export function postgresAlarms(platform: Platform, { limits }: Alarms): readonly Alarm[] {
  const { stores, environment, tier } = platform;
  const { postgres } = stores;
  if (postgres.provider !== 'aurora') return [];
  const cluster = { DBClusterIdentifier: databaseName(environment) };
  const metric = (name: string, statistic: string, role?: 'WRITER' | 'READER'): Metric => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: role === undefined ? cluster : { ...cluster, Role: role },
    statistic,
  });
  const planned = tiers[tier].postgres.storageGiB;
  const roles = [
    { role: 'WRITER', suffix: '' },
    ...(postgres.readers === 0 ? [] : ([{ role: 'READER', suffix: '-readers' }] as const)),
  ] as const;
  return [
    ...roles.flatMap(({ role, suffix }) =>
      loadAlarms(platform, limits, {
        id: (kind) => `postgres-${kind}${suffix}`,
        who: `The ${role.toLowerCase()} of the database`,
        metric: (name) => metric(name, 'Maximum', role),
      }),
    ),
    ...capacityAlarms(postgres, 'postgres-capacity', metric('ACUUtilization', 'Maximum')),
    {
      ...common,
      id: 'postgres-storage',
      severity: 'warning',
      measure: metric('VolumeBytesUsed', 'Maximum'),
      threshold: planned * 0.8 * GIB,
      periodSeconds: 300,
      periods: inARow(3),
      source: `80% of the storage of the tier (${planned} GiB); Aurora grows further by itself (E38)`,
      advice: `The database has grown past 80% of the ${planned} GiB that its tier is made for. It goes on growing, and costs: plan for it, or delete what is old.`,
    },
    {
      ...common,
      id: 'postgres-wraparound',
      severity: 'critical',
      measure: metric('MaximumUsedTransactionIDs', 'Maximum', 'WRITER'),
      threshold: WRAPAROUND,
      periodSeconds: 300,
      periods: inARow(3),
      source: 'half of what PostgreSQL allows before it stops taking writes (Aurora user guide)',
      advice:
        'Vacuum does not keep up: at twice as many the database takes no more writes. End old transactions and unused replication slots, then vacuum the oldest tables.',
    },
    ...(postgres.readers === 0
      ? []
      : [
          {
            ...common,
            id: 'postgres-replica-lag',
            severity: 'warning',
            measure: metric('AuroraReplicaLagMaximum', 'Maximum', 'WRITER'),
            threshold: REPLICA_LAG_MS,
            periods: inARow(5),
            source: 'a hundred times the usual; a reader a minute behind restarts (Aurora user guide)',
            advice: `Readers are ${REPLICA_LAG_MS} ms behind, so they answer with old data. The writer writes more than they can follow: see their CPU.`,
          } as const,
        ]),
  ];
}

/** Some of the instances of a database. */
interface Watched {
  readonly id: (kind: 'cpu' | 'connections') => string;
  /** Begins a sentence. */
  readonly who: string;
  readonly metric: (name: string) => Metric;
}

/** That instances are busy, and that they take no more connections. */
export const loadAlarms = (
  { connections }: Platform,
  limits: Alarms['limits'],
  { id, who, metric }: Watched,
): readonly Alarm[] => [
  {
    ...common,
    id: id('cpu'),
    severity: 'warning',
    measure: metric('CPUUtilization'),
    threshold: limits.databaseCpuPercent,
    periodSeconds: 300,
    periods: inARow(3),
    source: 'alarms.databaseCpu',
    advice: `${who} is busy for a quarter of an hour. Database Insights shows by which statement; more capacity helps only after that.`,
  },
  {
    ...common,
    id: id('connections'),
    severity: 'critical',
    measure: metric('DatabaseConnections'),
    threshold: Math.floor(connections.usable * NEAR),
    periods: inARow(2),
    source: `${NEAR * 100}% of the ${connections.usable} connections that are admitted (guide L1311); the budget has ${connections.total}`,
    advice: `Nearly all connections are taken. See pg_stat_activity for who holds them: all services at their maximum may take ${connections.total} with the reserve, so a leak or a stranger takes the rest.`,
  },
];

/** That Serverless v2 has grown to its end. */
export const capacityAlarms = (
  { capacity }: Extract<Postgres, { provider: 'aurora' }>,
  id: string,
  measure: Metric,
): readonly Alarm[] =>
  capacity.kind === 'provisioned'
    ? []
    : [
        {
          ...common,
          id,
          severity: 'warning',
          measure,
          threshold: NEAR * 100,
          periodSeconds: 300,
          periods: inARow(3),
          source: `${NEAR * 100}% of stores.postgres.capacity.maxAcu (${capacity.maxAcu})`,
          advice: `The database has nearly grown to its ${capacity.maxAcu} ACU and will get slower instead of larger. Raise maxAcu, or find what asks for so much.`,
        },
      ];
