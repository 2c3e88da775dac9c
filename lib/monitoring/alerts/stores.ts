import type { Platform, StoreName } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';
import { limits } from '../limits';
import { above, divide, equals, last, over, rate, sum } from '../promql';
import { place } from '../scope';
import type { Alert, Look } from './alert';
import { cacheAnswers } from './cache-answers';
import { logs, psql, query, redisCli, stateOf, storeLogs } from './commands';
import { anyService, inCluster, onOneMachine } from './places';

/** The log of the server, where it can be read. */
const serverLog = (platform: Platform, what: string): readonly Look[] => {
  const command = storeLogs(platform, 'postgres', '30m');
  return command === undefined ? [] : [{ what, command }];
};

const isAurora = ({ stores: { postgres } }: Platform): boolean => postgres.provider === 'aurora';
const isOwn = (platform: Platform, store: StoreName): boolean =>
  storeWorkloads(platform.stores).some(({ name }) => name === store);

/**
 * Whether the writer tells its exporter of replicas. The readers of Aurora share its storage and follow no log: their lag is
 * an alarm of CloudWatch (lib/aws/alarms/postgres.ts).
 */
export const hasReplicas = ({ stores: { postgres } }: Platform): boolean =>
  postgres.provider === 'cluster' && postgres.workload.nodes > 1;

const behind = (replica: string, lag: string, instance: string): string =>
  `${replica} has not replayed ${lag}B of the log of ${instance} (limit 64MiB)`;
const replica =
  'pg_stat_replication_pg_wal_lsn_diff{job="postgres",instance="db",application_name="memorai-postgres-2"}';

const evicts = ({ stores: { redis } }: Platform): boolean =>
  redis.provider !== 'external' && redis.eviction !== 'noeviction';

/** What goes wrong in PostgreSQL and Redis. */
export const storeAlerts: readonly Alert[] = [
  {
    name: 'PostgresDown',
    severity: 'critical',
    for: '1m',
    summary: 'The database does not answer',
    description: 'the exporter cannot connect to {{ $labels.instance }}',
    source: 'E108',
    applies: () => true,
    expression: () => equals(last('pg_up'), 0),
    fires: (platform) => ({
      series: { 'pg_up{job="postgres",instance="db"}': '1x2 0x10' },
      at: '8m',
      labels: { ...place(platform), job: 'postgres', instance: 'db' },
      says: 'the exporter cannot connect to db',
    }),
    quiet: () => ({ series: { 'pg_up{job="postgres",instance="db"}': '1x5 0 1x10' }, at: '8m' }),
    explains: { HighResponseTime: [] },
    runbook: {
      means: 'Services are not ready, and every request that needs data fails.',
      look: (platform) => [
        { what: 'how it is', command: stateOf(platform, 'postgres') },
        ...serverLog(platform, 'what it says itself'),
        { what: 'whether the services say the same', command: logs(platform, anyService(platform), '5m') },
      ],
      act: [
        {
          where: isAurora,
          step: 'Look whether a failover is under way; it takes about a minute, and the endpoint stays the same.',
        },
        {
          where: (platform) => inCluster(platform) && isOwn(platform, 'postgres'),
          step: 'A pod that is pending waits for its volume or its node.',
        },
        {
          where: onOneMachine,
          step: 'A container that ends again: its last lines say why; a full disk is the first to think of (`df -h`).',
        },
        {
          where: (platform) => !isAurora(platform) && !isOwn(platform, 'postgres'),
          step: 'Call whoever runs it: its server is not ours.',
        },
        'Do not restart the services: they connect again by themselves.',
      ],
    },
  },
  {
    name: 'PostgresReplicationLag',
    severity: 'warning',
    for: '5m',
    summary: 'A replica of the database is behind',
    description: behind('{{ $labels.application_name }}', '{{ $value | humanize1024 }}', '{{ $labels.instance }}'),
    source: 'E108',
    applies: hasReplicas,
    expression: () => above(last('postgres_replication_lag'), limits.replicationLagBytes),
    fires: () => ({
      series: { [replica]: `${100 * 1024 ** 2}x20` },
      at: '10m',
      labels: { instance: 'db', application_name: 'memorai-postgres-2' },
      says: behind('memorai-postgres-2', '100Mi', 'db'),
    }),
    quiet: () => ({ series: { [replica]: `${limits.replicationLagBytes}x20` }, at: '10m' }),
    runbook: {
      means: 'Readers give old answers; after a failover what was not replayed may be missing.',
      look: (platform) => [
        {
          what: 'how far each replica is, and what it waits for; a replica that is not in the list has lost the writer',
          command: psql(
            platform,
            'SELECT application_name, state, write_lag, flush_lag, replay_lag FROM pg_stat_replication',
          ),
        },
        { what: 'its pods', command: stateOf(platform, 'postgres') },
      ],
      act: [
        'End statements that run for long on the replica: it waits for them.',
        'If writes come faster than it can follow: more CPU, or a faster class of volumes.',
      ],
    },
  },
  {
    name: 'PostgresConnectionsOutsideBudget',
    severity: 'warning',
    for: '15m',
    summary: 'More connections than the model knows of',
    description: '{{ $value }} connections to {{ $labels.instance }}, more than all pools and the reserve together',
    source: 'E32',
    applies: () => true,
    expression: ({ connections }) => above(last('postgres_connections_active'), connections.total),
    fires: ({ connections: { total } }) => ({
      series: { 'pg_stat_activity_count{instance="db",datname="memorai",state="idle"}': `${total + 1}x40` },
      at: '30m',
      labels: { instance: 'db' },
      says: `${total + 1} connections to db, more than all pools and the reserve together`,
    }),
    quiet: ({ connections: { total } }) => ({
      series: { 'pg_stat_activity_count{instance="db",datname="memorai",state="idle"}': `${total}x40` },
      at: '30m',
    }),
    runbook: {
      means:
        'Somebody uses the database whom the connection budget does not count: at full load connections will run out.',
      look: (platform) => [
        {
          what: 'who it is',
          command: psql(
            platform,
            "SELECT usename, application_name, client_addr, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1, 2, 3 ORDER BY 4 DESC",
          ),
        },
      ],
      act: [
        'A service of a team: put it into the config, so that `memorai check` counts it.',
        'Anything else: give it a role with a connection limit.',
      ],
    },
  },
  {
    name: 'PostgresDeadlocks',
    severity: 'warning',
    for: '5m',
    summary: 'Transactions block each other',
    description: '{{ $value | humanize }} deadlocks a second in {{ $labels.datname }}',
    source: 'E108',
    applies: () => true,
    expression: () => above(sum(rate(over('pg_stat_database_deadlocks', '5m')), ['datname']), limits.deadlocks),
    fires: () => ({
      series: { 'pg_stat_database_deadlocks{instance="db",datid="1",datname="memorai"}': '0+6x30' },
      at: '15m',
      labels: { datname: 'memorai' },
      says: '100m deadlocks a second in memorai',
    }),
    quiet: () => ({
      series: { 'pg_stat_database_deadlocks{instance="db",datid="1",datname="memorai"}': '0+1x30' },
      at: '15m',
    }),
    runbook: {
      means: 'One of each pair of transactions is ended with an error, and its work is done again or lost.',
      look: (platform) => [
        ...serverLog(platform, 'the statements, in the log of the server, after `deadlock detected`'),
        { what: 'which requests they were', command: logs(platform, anyService(platform), '30m') },
      ],
      act: ['Two code paths take locks in different orders: mend the order.'],
    },
  },
  {
    name: 'RedisDown',
    severity: 'critical',
    for: '1m',
    summary: 'The cache does not answer',
    source: 'E108',
    applies: () => true,
    ...cacheAnswers,
    explains: { HighResponseTime: [], RedisMemoryNearLimit: ['instance'], RedisEvicts: ['instance'] },
    runbook: {
      means: 'Everything is read from the database: slower for users, and more connections in use.',
      look: (platform) => [
        { what: 'how it is', command: stateOf(platform, 'redis') },
        { what: 'whether it answers', command: redisCli(platform, 'ping') },
      ],
      act: [
        'Watch DatabaseConnectionsExhausted: the database now carries the load.',
        'The cache may be emptied: nothing in it is the only copy.',
      ],
    },
  },
  {
    name: 'RedisMemoryNearLimit',
    severity: 'warning',
    for: '10m',
    summary: 'The cache is nearly full, and will refuse writes',
    description: '{{ $value | humanizePercentage }} of the memory of {{ $labels.instance }} is in use (limit 90%)',
    source: 'E10',
    // A cache that evicts is full by nature.
    applies: ({ stores: { redis } }) => redis.provider === 'external' || redis.eviction === 'noeviction',
    expression: () =>
      above(divide(last('redis_memory_used_bytes'), above(last('redis_memory_max_bytes'), 0)), limits.cacheMemory),
    fires: (platform) => ({
      series: {
        'redis_memory_used_bytes{job="redis",instance="cache"}': '95x30',
        'redis_memory_max_bytes{job="redis",instance="cache"}': '100x30',
      },
      at: '20m',
      labels: { ...place(platform), job: 'redis', instance: 'cache' },
      says: '95% of the memory of cache is in use (limit 90%)',
    }),
    quiet: () => ({
      series: {
        'redis_memory_used_bytes{job="redis",instance="cache"}': '90x30',
        'redis_memory_max_bytes{job="redis",instance="cache"}': '100x30',
      },
      at: '20m',
    }),
    runbook: {
      means: 'With no eviction every write fails once the memory is full.',
      look: (platform) => [
        { what: 'what takes the memory', command: redisCli(platform, 'info memory') },
        { what: 'the largest keys', command: redisCli(platform, '--bigkeys') },
      ],
      act: [
        'Raise `stores.redis.memory`, or choose an eviction that fits: `memorai explain stores.redis.eviction`.',
        {
          where: ({ stores: { redis } }) => redis.provider === 'external',
          step: 'Its server is not ours: whoever runs it gives it more memory.',
        },
      ],
    },
  },
  {
    name: 'RedisEvicts',
    severity: 'warning',
    for: '15m',
    summary: 'The cache is too small',
    description: '{{ $labels.instance }} evicts {{ $value | humanize }} keys a second',
    source: 'E10, E108',
    applies: evicts,
    expression: () => above(rate(over('redis_evicted_keys_total', '5m')), limits.evictions),
    fires: (platform) => ({
      series: { 'redis_evicted_keys_total{job="redis",instance="cache"}': '0+1200x40' },
      at: '30m',
      labels: { ...place(platform), job: 'redis', instance: 'cache' },
      says: 'cache evicts 20 keys a second',
    }),
    quiet: () => ({ series: { 'redis_evicted_keys_total{job="redis",instance="cache"}': '0+600x40' }, at: '30m' }),
    runbook: {
      means: 'Entries go before they are used again, and the database does the work twice.',
      look: (platform) => [
        { what: 'how much is found', command: query(platform, 'redis_hit_ratio') },
        { what: 'the largest keys', command: redisCli(platform, '--bigkeys') },
      ],
      act: ['Raise `stores.redis.memory`, or lower `CACHE_TTL` under `settings`.'],
    },
  },
];
