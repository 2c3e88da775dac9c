import type { Platform } from '../../platform/types';
import { hasReplicas } from '../alerts/stores';
import { limits } from '../limits';
import { always, divide, largest, last, max, min, over, panelWindow, rate, sum } from '../promql';
import type { DashboardSource, Panel, Row } from './dashboard';

/** Who holds connections, what the statements cost, and how far readers are behind. */
export const postgres: DashboardSource = {
  name: 'postgres',
  applies: () => true,
  render: (platform) => ({
    title: 'PostgreSQL',
    description: 'Connections against the budget, statements, transactions and data of the database',
    rows: [now(platform), connections(platform), work, data(platform)],
  }),
};

const now = (platform: Platform): Row => {
  const replication = hasReplicas(platform);
  const stat = { kind: 'stat', width: replication ? 6 : 8 } as const;
  return {
    title: 'Now',
    panels: [
      {
        ...stat,
        title: 'Database answers',
        description: 'Whether the exporter reaches every server that it looks at.',
        unit: 'bool_yes_no',
        queries: [{ expression: min(last('pg_up')), legend: 'answers' }],
        limits: [{ value: 1, alert: 'PostgresDown' }],
        good: 'above',
      },
      {
        ...stat,
        title: 'Connections taken',
        description: 'Share of the connections that the server admits to applications.',
        unit: 'percentunit',
        queries: [
          {
            expression: divide(last('postgres_connections_active'), last('postgres_connections_max')),
            legend: '{{instance}}',
          },
        ],
        limits: [{ value: limits.connections, alert: 'DatabaseConnectionsExhausted' }],
      },
      {
        ...stat,
        title: 'Found in memory',
        description:
          'Share of the blocks that were in shared buffers. A sudden fall means a new statement, or less memory.',
        unit: 'percentunit',
        queries: [{ expression: last('postgres_cache_hit_ratio'), legend: '{{instance}}' }],
        good: 'above',
      },
      ...(replication
        ? [
            {
              ...stat,
              title: 'Readers behind',
              description: 'Log that the slowest replica has not replayed: what its readers do not see yet.',
              unit: 'bytes',
              queries: [{ expression: max(last('postgres_replication_lag')), legend: 'slowest' }],
              limits: [{ value: limits.replicationLagBytes, alert: 'PostgresReplicationLag' }],
            } satisfies Panel,
          ]
        : []),
    ],
  };
};

const connections = ({ connections: { total, usable } }: Platform): Row => ({
  title: 'Connections',
  panels: [
    {
      kind: 'graph',
      width: 12,
      title: 'Connections against the budget',
      description: `All pools at their maximum and the reserve are ${total}; the server admits ${usable} to applications. More than the budget: somebody is there whom the model does not know.`,
      unit: 'short',
      queries: [
        { expression: last('postgres_connections_active'), legend: 'taken on {{instance}}' },
        { expression: last('postgres_connections_max'), legend: 'admitted by {{instance}}' },
        { expression: always(total), legend: 'budget of the model' },
      ],
      limits: [{ value: total, alert: 'PostgresConnectionsOutsideBudget' }],
    },
    {
      kind: 'graph',
      width: 12,
      title: 'Connections by state',
      description: 'Many that are idle in a transaction hold locks and keep rows from being cleaned up.',
      unit: 'short',
      queries: [{ expression: sum(last('pg_stat_activity_count'), ['state']), legend: '{{state}}' }],
      stacked: true,
      alerts: ['DatabaseConnectionsExhausted'],
    },
  ],
});

const work: Row = {
  title: 'Work',
  panels: [
    {
      kind: 'graph',
      width: 12,
      title: 'Transactions',
      description: 'Transactions a second that were committed or rolled back.',
      unit: 'ops',
      queries: [
        { expression: sum(rate(over('pg_stat_database_xact_commit', panelWindow))), legend: 'committed' },
        { expression: sum(rate(over('pg_stat_database_xact_rollback', panelWindow))), legend: 'rolled back' },
      ],
    },
    {
      kind: 'graph',
      width: 12,
      title: 'Mean time of a statement',
      description: 'Over all statements; needs pg_stat_statements.',
      unit: 's',
      queries: [{ expression: last('postgres_query_duration_seconds'), legend: '{{instance}}' }],
      alerts: ['HighResponseTime'],
    },
    {
      kind: 'graph',
      width: 12,
      title: 'Dearest statements',
      description:
        'The five that take the most time, in seconds of work a second. SELECT query FROM pg_stat_statements WHERE queryid = … has their text.',
      unit: 's',
      queries: [
        {
          expression: largest(
            5,
            sum(rate(over('pg_stat_statements_seconds_total', panelWindow)), ['queryid', 'datname']),
          ),
          legend: '{{datname}} {{queryid}}',
        },
      ],
    },
    {
      kind: 'graph',
      width: 12,
      title: 'Deadlocks',
      description: 'Pairs of transactions a second of which one was ended.',
      unit: 'ops',
      queries: [
        { expression: sum(rate(over('pg_stat_database_deadlocks', panelWindow)), ['datname']), legend: '{{datname}}' },
      ],
      limits: [{ value: limits.deadlocks, alert: 'PostgresDeadlocks' }],
    },
  ],
};

const data = (platform: Platform): Row => ({
  title: 'Data',
  panels: [
    {
      kind: 'graph',
      width: hasReplicas(platform) ? 8 : 12,
      title: 'Size of the databases',
      description: 'On disk, with indexes and what is not cleaned up yet.',
      unit: 'bytes',
      queries: [{ expression: max(last('pg_database_size_bytes'), ['datname']), legend: '{{datname}}' }],
      stacked: true,
      alerts: ['DiskFills'],
    },
    {
      kind: 'graph',
      width: hasReplicas(platform) ? 8 : 12,
      title: 'Blocks from disk and from memory',
      description: 'Blocks a second. Those from disk cost a hundred times as much.',
      unit: 'ops',
      queries: [
        { expression: sum(rate(over('pg_stat_database_blks_hit', panelWindow))), legend: 'memory' },
        { expression: sum(rate(over('pg_stat_database_blks_read', panelWindow))), legend: 'disk' },
      ],
    },
    ...(hasReplicas(platform)
      ? [
          {
            kind: 'graph',
            width: 8,
            title: 'Replicas behind',
            description: 'Log that each replica has not replayed yet, as the writer tells.',
            unit: 'bytes',
            queries: [{ expression: last('postgres_replication_lag'), legend: '{{application_name}}' }],
            limits: [{ value: limits.replicationLagBytes, alert: 'PostgresReplicationLag' }],
          } satisfies Panel,
        ]
      : []),
  ],
});
