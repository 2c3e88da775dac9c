import type { Platform } from '../../platform/types';
import { usesStore } from '../../platform/uses';
import { limits } from '../limits';
import { above, divide, histogram, last, over, quantile, rate, sum } from '../promql';
import { failed, ofMany } from '../requests';
import type { Alert } from './alert';
import { budget, kubectl, logs, oneVersionBack, psql, releases, usage } from './commands';
import { duration, objectivesOf, percentage } from './objectives';
import { anyService, inCluster, onOneMachine } from './places';

const byJob = ['job'];

/** The guide's three (L1300-1326), so that they can fire. */
export const guideAlerts: readonly Alert[] = [
  {
    name: 'HighErrorRate',
    severity: 'critical',
    for: '2m',
    summary: 'High error rate detected',
    description: '{{ $value | humanizePercentage }} of the answers of {{ $labels.job }} are errors (limit 1%)',
    source: 'guide L1302-1308, E98',
    applies: () => true,
    expression: () =>
      ofMany(
        above(
          divide(
            sum(rate(over('http_requests_total', '5m', failed)), byJob),
            sum(rate(over('http_requests_total', '5m')), byJob),
          ),
          limits.errors,
        ),
        '5m',
        limits.failures.now,
      ),
    // Every answer fails, over two slow series: the guide's own expression stays silent here, and probes are well.
    fires: () => ({
      series: {
        'http_requests_total{job="memorai-api",route="/a",status="500"}': '0+0.3x20',
        'http_requests_total{job="memorai-api",route="/b",status="503"}': '0+0.3x20',
        'http_requests_total{job="memorai-api",route="/live",status="200"}': '0+6000x20',
      },
      at: '10m',
      labels: { job: 'memorai-api' },
      says: '100% of the answers of memorai-api are errors (limit 1%)',
    }),
    // Two in a hundred thousand fail: the guide's own expression wakes somebody here. The only request of an hour fails, and
    // pods that stop say that they are not ready.
    quiet: () => ({
      series: {
        'http_requests_total{job="memorai-api",status="500"}': '0+2.4x20',
        'http_requests_total{job="memorai-api",status="200"}': '0+120000x20',
        'http_requests_total{job="memorai-mcp",route="/a",status="500"}': '0x12 1x8',
        'http_requests_total{job="memorai-worker",route="/ready",status="503"}': '0+60x20',
      },
      at: '15m',
    }),
    explains: { ErrorBudgetBurnsSlowly: ['job'] },
    about: 'job',
    runbook: {
      means: 'Users see errors. Below one in a hundred it is noise; above it the error budget goes within hours.',
      look: (platform) => [
        {
          what: 'which route fails, and with what',
          command: logs(platform, anyService(platform), '10m'),
        },
        { what: 'whether a release has just begun', command: releases(platform, anyService(platform)) },
      ],
      act: [
        { where: inCluster, step: 'If it began with a release: `kubectl rollout undo` of that Deployment.' },
        { where: onOneMachine, step: `If it began with a release: ${oneVersionBack}.` },
        'If /ready says that a store is away, go to that store: restarting services does not bring it back.',
        'Otherwise raise `services.<name>.replicas.min` while you look for the cause.',
      ],
    },
  },
  {
    name: 'DatabaseConnectionsExhausted',
    severity: 'critical',
    for: '1m',
    summary: 'Database connections near limit',
    description: '{{ $value | humanizePercentage }} of the connections of {{ $labels.instance }} are taken (limit 90%)',
    source: 'guide L1310-1316, E99, E100',
    applies: ({ services }) => Object.values(services).some(({ uses }) => usesStore(uses, 'postgres')),
    expression: () =>
      above(divide(last('postgres_connections_active'), last('postgres_connections_max')), limits.connections),
    // One of those that the server keeps is not for superusers: without it there would seem to be a place.
    fires: ({ connections: { maxConnections, superuserReserved, usable } }) => ({
      series: {
        'pg_stat_activity_count{instance="db",datname="memorai",state="active"}': `${usable - 20}x10`,
        'pg_stat_activity_count{instance="db",datname="memorai",state="idle"}': '20x10',
        'pg_settings_max_connections{instance="db",server="db:5432"}': `${maxConnections}x10`,
        'pg_settings_superuser_reserved_connections{instance="db",server="db:5432"}': `${superuserReserved - 1}x10`,
        'pg_settings_reserved_connections{instance="db",server="db:5432"}': '1x10',
      },
      at: '5m',
      labels: { instance: 'db' },
      says: '100% of the connections of db are taken (limit 90%)',
    }),
    // Every pool of the model full: the budget that synth has checked.
    quiet: ({ connections: { maxConnections, superuserReserved, usable } }) => ({
      series: {
        'pg_stat_activity_count{instance="db",datname="memorai",state="idle"}': `${Math.floor(usable * 0.9)}x10`,
        'pg_settings_max_connections{instance="db",server="db:5432"}': `${maxConnections}x10`,
        'pg_settings_superuser_reserved_connections{instance="db",server="db:5432"}': `${superuserReserved}x10`,
      },
      at: '5m',
    }),
    runbook: {
      means: 'New connections are about to be refused; then every request that needs the database fails.',
      look: (platform) => [
        {
          what: 'who holds them',
          command: psql(
            platform,
            `SELECT usename, application_name, state, count(*) FROM pg_stat_activity WHERE datname = '${platform.stores.postgres.database}' GROUP BY 1, 2, 3 ORDER BY 4 DESC`,
          ),
        },
        { what: 'what they may hold by the model', command: budget(platform) },
      ],
      act: [
        'Do not raise the pool: it makes exhaustion worse (E159). The budget is in the config, `memorai check` shows the sum.',
        'End sessions that are idle in a transaction: `SELECT pg_terminate_backend(pid)`.',
        'If the sum is right and the load is real: raise `stores.postgres.maxConnections` with its memory, or use a proxy.',
      ],
    },
  },
  {
    name: 'HighResponseTime',
    severity: 'warning',
    for: '5m',
    summary: 'High response time detected',
    description: (platform) => slowAnswers(platform, '{{ $labels.job }}', '{{ $value | humanizeDuration }}'),
    source: 'guide L1319-1325, E105',
    applies: () => true,
    expression: (platform) => {
      const { latencySeconds, latencyShare } = objectivesOf(platform);
      const buckets = sum(rate(histogram('http_request_duration_seconds', 'bucket', '5m')), ['job', 'le']);
      return above(quantile(latencyShare, buckets), latencySeconds);
    },
    // A tenth comes in time, the rest evenly within five times as long; probes are fast, and many.
    fires: (platform) => {
      const { latencySeconds, latencyShare } = objectivesOf(platform);
      const found = latencySeconds * (1 + (4 * (latencyShare - 0.1)) / 0.9);
      return {
        series: {
          [`http_request_duration_seconds_bucket{job="memorai-api",route="/a",le="${latencySeconds}"}`]: '0+10x20',
          [`http_request_duration_seconds_bucket{job="memorai-api",route="/a",le="${latencySeconds * 5}"}`]: '0+100x20',
          'http_request_duration_seconds_bucket{job="memorai-api",route="/a",le="+Inf"}': '0+100x20',
          [`http_request_duration_seconds_bucket{job="memorai-api",route="/live",le="${latencySeconds}"}`]:
            '0+10000x20',
          'http_request_duration_seconds_bucket{job="memorai-api",route="/live",le="+Inf"}': '0+10000x20',
        },
        at: '15m',
        labels: { job: 'memorai-api' },
        says: slowAnswers(platform, 'memorai-api', duration(found)),
      };
    },
    // One route of a hundredth of the traffic is slow: the guide's own expression fires here.
    quiet: (platform) => {
      const { latencySeconds } = objectivesOf(platform);
      const bucket = (route: string, bound: number | string) =>
        `http_request_duration_seconds_bucket{job="memorai-api",route="${route}",le="${bound}"}`;
      return {
        series: {
          [bucket('/a', latencySeconds)]: '0+990x20',
          [bucket('/a', latencySeconds * 5)]: '0+990x20',
          [bucket('/a', '+Inf')]: '0+990x20',
          [bucket('/b', latencySeconds)]: '0+0x20',
          [bucket('/b', latencySeconds * 5)]: '0+10x20',
          [bucket('/b', '+Inf')]: '0+10x20',
        },
        at: '15m',
      };
    },
    about: 'job',
    runbook: {
      means: 'The service answers, but slower than users notice.',
      look: (platform) => [
        { what: 'whether one is at its limits', command: usage(platform) },
        ...(inCluster(platform)
          ? [{ what: 'whether the autoscaler is at its maximum', command: kubectl(platform, 'get', 'hpa') }]
          : []),
        {
          what: 'which statements take the time',
          command: psql(
            platform,
            'SELECT mean_exec_time, calls, left(query, 80) FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 10',
          ),
        },
      ],
      act: [
        'Look at the database first: one slow statement slows every service.',
        {
          where: inCluster,
          step: 'At the maximum of replicas: raise `services.<name>.replicas.max`; `memorai check` says whether connections and nodes allow it.',
        },
        {
          where: onOneMachine,
          step: 'Containers at their limits: raise `services.<name>.replicas.min` or `resources`; `memorai check` says whether connections and `compose.host` allow it.',
        },
      ],
    },
  },
];

const slowAnswers = (platform: Platform, job: string, found: string): string => {
  const { latencySeconds, latencyShare } = objectivesOf(platform);
  return `${percentage(1 - latencyShare)} of the answers of ${job} take more than ${found} (limit ${duration(latencySeconds)})`;
};
