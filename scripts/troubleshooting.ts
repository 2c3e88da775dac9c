import { kubectl, psql } from '../lib/monitoring/alerts/commands';
import type { AlertName } from '../lib/platform/alert-names';
import type { Platform } from '../lib/platform/types';

/** A complaint that people come with, where no alert has told them what it is. */
export interface Trouble {
  /** Of its page. */
  readonly name: string;
  readonly title: string;
  readonly means: string;
  /** Those that speak of the same; their pages lead here. */
  readonly alerts: readonly AlertName[];
  readonly look: (platform: Platform) => readonly { readonly what: string; readonly command: string }[];
  readonly act: readonly string[];
  /** Lines of the guide, and what is wrong with them. */
  readonly source: string;
}

/** The API's own port, on this machine; the Service publishes neither /metrics nor /live (E79). */
const forwarded = (platform: Platform, path: string, rest: string): string => {
  const { fullName, port } = platform.services.api ?? { fullName: 'memorai-api', port: 3001 };
  return `${kubectl(platform, 'port-forward', `deployment/${fullName}`, String(port))} &\ncurl --silent --retry 5 --retry-connrefused http://localhost:${port}${path} | ${rest}`;
};
const app = ({ services }: Platform): string => `app=${services.api?.fullName ?? 'memorai-api'}`;

/** The guide's three. */
export const troubles: readonly Trouble[] = [
  {
    name: 'slow-responses',
    title: 'Responses are slow',
    means:
      'The API answers, and takes longer than 100 ms. Pods, database and cache are the three places to look, in that order.',
    alerts: ['HighResponseTime', 'ErrorBudgetBurnsFast', 'AutoscalerAtMaximum', 'RedisEvicts'],
    source: 'guide L1203-1222',
    look: (platform) => [
      {
        what: 'which routes take the time: seconds in all, and answers, of one pod',
        command: forwarded(platform, '/metrics', "grep -E '^http_request_duration_seconds_(sum|count)'"),
      },
      { what: 'whether the autoscaler is at its maximum', command: kubectl(platform, 'get', 'hpa') },
      {
        what: 'the five slowest statements (the extension is `pg_stat_statements`)',
        command: psql(
          'SELECT mean_exec_time, calls, left(query, 80) FROM pg_stat_statements ORDER BY mean_exec_time DESC LIMIT 5',
        ),
      },
      { what: 'how long Redis takes, second by second', command: 'redis-cli -u "$REDIS_URL" --latency-history -i 1' },
    ],
    act: [
      'Pods at their limits: raise `services.api.replicas.max`; `memorai check` says whether connections and nodes allow it.',
      'A slow statement: give it an index in `indexes/`, which `memorai-db index` makes while the service runs; `memorai-db verify` says whether all are as they should be.',
      'Few hits in the cache (`redis_hit_ratio`): raise `stores.redis.memory`, or `CACHE_TTL` under `settings`.',
      'Many reads: raise `stores.postgres.readers`, and let the application read from the reader endpoint: nothing goes there by itself.',
    ],
  },
  {
    name: 'memory-grows',
    title: 'Memory grows and does not come back',
    means:
      'A container that reaches its limit is ended and starts again (OOMKilled): users see errors for a moment, and the graph looks like a saw.',
    alerts: ['PodRestarts', 'PodsNotAvailable'],
    source:
      'guide L1226-1245; E157: /health has no memory, /live has; E158: the signal ends a Node without the flag, and the guide sends it to the wrong machine',
    look: (platform) => [
      { what: 'which pods', command: kubectl(platform, 'top', 'pods', '--containers', '--sort-by=memory') },
      {
        what: 'whether it is the heap of JavaScript (`heapUsed`) or what lies beside it (`external`, `arrayBuffers`)',
        command: forwarded(platform, '/live', 'jq .memory'),
      },
      {
        what: 'what is in the heap. It takes about as much memory again as the heap, and the pod answers nobody meanwhile: take one of several. `NODE_OPTIONS` has the flags for it, and /tmp is a volume',
        command: `pod=$(${kubectl(platform, 'get', 'pods', '--selector', app(platform), '--output', "jsonpath='{.items[0].metadata.name}'")})\n${kubectl(platform, 'exec', '"$pod"', '--', 'kill', '-USR2', '1')}\n${kubectl(platform, 'exec', '"$pod"', '--', 'sh', '-c', "'cat /tmp/*.heapsnapshot'")} > api.heapsnapshot`,
      },
    ],
    act: [
      'Restart the pods, which gives some hours: `kubectl rollout restart` of the Deployment goes pod by pod, so that enough of them answer.',
      'Take two snapshots an hour apart, and compare them in the memory panel of Chrome: what only grows is the leak.',
      'The heap of Node follows `services.<name>.resources.requests.memory` (`memorai explain services.api.settings.NODE_OPTIONS`): raise that, and both move. A heap flag above the request only moves the end to the machine.',
      'The limit is there on purpose: without it one service takes the memory of all on its node.',
    ],
  },
  {
    name: 'connections-time-out',
    title: 'Connections to the database time out',
    means:
      'Every pool is taken, or the server has no place for another connection. A larger pool makes it worse: the places are the same, and more want one (E159).',
    alerts: ['DatabaseConnectionsExhausted', 'PostgresConnectionsOutsideBudget', 'PostgresDown'],
    source: 'guide L1249-1265; E159: a larger pool is no way out; E160: kubectl logs of a Deployment shows one pod',
    look: (platform) => [
      {
        what: 'who has the connections, and what for; `idle in transaction` is time that nobody uses',
        command: psql(
          `SELECT usename, application_name, state, count(*), max(now() - state_change) AS since FROM pg_stat_activity WHERE datname = '${platform.stores.postgres.database}' GROUP BY 1, 2, 3 ORDER BY 4 DESC`,
        ),
      },
      {
        what: 'what all pods say of it, not one',
        command: `${kubectl(platform, 'logs', '--selector', app(platform), '--prefix', '--max-log-requests=50', '--tail=500')} | grep -i connect`,
      },
      {
        what: 'what the model allows: pods at their maximum times their pools, against the server',
        command: `memorai explain connections --env ${platform.environment}`,
      },
    ],
    act: [
      'More connections than the model knows of: find whose they are (`usename`, `application_name`), and end them: `SELECT pg_terminate_backend(pid)`.',
      'Long statements hold a place each: `pg_stat_statements` names them, and `QUERY_TIMEOUT` under `settings` is where they end.',
      'The budget itself is too small: raise `stores.postgres.maxConnections` with the memory that it needs, or lower `replicas.max`; `memorai check` holds one against the other.',
      'Functions on Aurora share connections through RDS Proxy (`aws.proxy`, on by itself); pods may too.',
      'Try again with a pause that grows, in the application: a place comes back within `QUERY_TIMEOUT`.',
    ],
  },
];
