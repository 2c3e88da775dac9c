import type { Look, Step } from '../monitoring/alerts/alert';
import { aws, budget, compose, kubectl, logs, psql, redisCli, usage } from '../monitoring/alerts/commands';
import { anyService, inCluster, onOneMachine } from '../monitoring/alerts/places';
import type { AlertName } from '../platform/alert-names';
import type { Platform } from '../platform/types';

/** A complaint that people come with, where no alert has told them what it is. */
export interface Trouble {
  /** Of its page. */
  readonly name: string;
  readonly title: string;
  readonly means: string;
  /** Those that speak of the same; their pages lead here. */
  readonly alerts: readonly AlertName[];
  readonly look: (platform: Platform) => readonly Look[];
  readonly act: readonly Step[];
  /** Lines of the guide, and what is wrong with them. */
  readonly source: string;
}

const onLambda = ({ deployment }: Platform): boolean => deployment === 'serverless';
const inContainers = (platform: Platform): boolean => !onLambda(platform);

/** What the API says on its own port: neither /metrics nor /live is published (E79). Functions have neither. */
function asked(platform: Platform, path: string, rest: string): string {
  const { fullName, port } = platform.services.api ?? { fullName: 'memorai-api', port: 3001 };
  const url = `http://localhost:${port}${path}`;
  return onOneMachine(platform)
    ? `${compose(platform, `exec -T ${fullName} node -e "fetch('${url}').then((r) => r.text()).then(console.log)"`)} | ${rest}`
    : `${kubectl(platform, 'port-forward', `deployment/${fullName}`, String(port))} &\ncurl --silent --retry 5 --retry-connrefused ${url} | ${rest}`;
}

/** A line of CloudWatch an invocation: how long it took, and how much memory the sandbox has used at most. */
const reports = (platform: Platform): string =>
  `${logs(platform, anyService(platform), '15m')} --filter-pattern REPORT`;

/** Where alarms are what tells. */
const ringing = (platform: Platform): readonly Look[] =>
  platform.alarms?.enabled === true && onLambda(platform)
    ? [
        {
          what: 'which alarms ring',
          command: aws(
            platform,
            'cloudwatch',
            'describe-alarms',
            `--alarm-name-prefix ${platform.alarms.namePrefix}`,
            "--state-value ALARM --query 'MetricAlarms[].[AlarmName,StateReason]' --output text",
          ),
        },
      ]
    : [];

/**
 * A file that Chrome reads. Whoever writes it answers nobody until it is whole, so an answer says that it is; of several
 * it is the newest.
 */
function heapSnapshot(platform: Platform): string {
  const { fullName, port } = platform.services.api ?? { fullName: 'memorai-api', port: 3001 };
  const [write, wait, read] = [
    "sh -c 'kill -USR2 1; sleep 1'",
    `node -e "fetch('http://localhost:${port}/live')"`,
    `sh -c 'cat "$(ls -t /tmp/*.heapsnapshot | head -1)"' > api.heapsnapshot`,
  ];
  if (onOneMachine(platform))
    return [write, wait, read].map((words) => compose(platform, `exec -T ${fullName} ${words}`)).join('\n');
  const pod = kubectl(platform, `get pods --selector app=${fullName} --output`, "jsonpath='{.items[0].metadata.name}'");
  const inside = [write, wait, read].map((words) => kubectl(platform, `exec "$pod" -- ${words}`));
  return [`pod=$(${pod})`, ...inside].join('\n');
}

/** The guide's three. */
export const troubles: readonly Trouble[] = [
  {
    name: 'slow-responses',
    title: 'Responses are slow',
    means:
      'The API answers, and takes longer than 100 ms. The API itself, database and cache are the three places to look, in that order.',
    alerts: ['HighResponseTime', 'ErrorBudgetBurnsFast', 'AutoscalerAtMaximum', 'RedisEvicts'],
    source: 'guide L1203-1222',
    look: (platform) => [
      ...ringing(platform),
      onLambda(platform)
        ? {
            what: 'how long each invocation takes, and how many begin cold (`Init Duration`)',
            command: reports(platform),
          }
        : {
            what: 'which routes take the time: seconds in all, and answers, of one pod or container',
            command: asked(platform, '/metrics', "grep -E '^http_request_duration_seconds_(sum|count)'"),
          },
      ...(inCluster(platform)
        ? [{ what: 'whether the autoscaler is at its maximum', command: kubectl(platform, 'get', 'hpa') }]
        : []),
      {
        what: 'the five slowest statements (the extension is `pg_stat_statements`)',
        command: psql(
          platform,
          'SELECT mean_exec_time, calls, left(query, 80) FROM pg_stat_statements ORDER BY mean_exec_time DESC LIMIT 5',
        ),
      },
      {
        what: 'how long Redis takes, second by second',
        command: redisCli(platform, '--latency-history -i 1'),
      },
    ],
    act: [
      {
        where: inCluster,
        step: 'Pods at their limits: raise `services.api.replicas.max`; `memorai check` says whether connections and nodes allow it.',
      },
      {
        where: onOneMachine,
        step: 'Containers at their limits: raise `services.api.replicas.min` or `resources`; `memorai check` says whether connections and `compose.host` allow it.',
      },
      {
        where: onLambda,
        step: 'Functions that wait for a sandbox: raise `services.api.lambda.concurrency`; `memorai check` says whether connections allow it. Slow by themselves: `lambda.memory` brings CPU with it.',
      },
      'A slow statement: give it an index in `indexes/`, which `memorai-db index` makes while the service runs; `memorai-db verify` says whether all are as they should be.',
      {
        where: inContainers,
        step: 'Few hits in the cache (`redis_hit_ratio`): raise `stores.redis.memory`, or `CACHE_TTL` under `settings`.',
      },
      {
        where: ({ stores: { postgres } }) => postgres.provider === 'aurora',
        step: 'Many reads: raise `stores.postgres.readers`, and let the application read from the reader endpoint: nothing goes there by itself.',
      },
    ],
  },
  {
    name: 'memory-grows',
    title: 'Memory grows and does not come back',
    means:
      'What reaches its limit is ended and starts again: users see errors for a moment, and the graph looks like a saw.',
    alerts: ['PodRestarts', 'PodsNotAvailable'],
    source:
      'guide L1226-1245; E157: /health has no memory, /live has; E158: the signal ends a Node without the flag, and the guide sends it to the wrong machine',
    look: (platform) =>
      onLambda(platform)
        ? [
            ...ringing(platform),
            {
              what: 'what each sandbox has used at most (`Max Memory Used`); one that lives on uses more with every line',
              command: reports(platform),
            },
          ]
        : [
            { what: 'which of them', command: usage(platform) },
            {
              what: 'whether it is the heap of JavaScript (`heapUsed`) or what lies beside it (`external`, `arrayBuffers`)',
              command: asked(platform, '/live', 'jq .memory'),
            },
            {
              what: 'what is in the heap. It takes about as much memory again as the heap, and nobody is answered meanwhile: take one of several. `NODE_OPTIONS` has the flags for it, and /tmp is there to be written',
              command: heapSnapshot(platform),
            },
          ],
    act: [
      {
        where: inCluster,
        step: 'Restart the pods, which gives some hours: `kubectl rollout restart` of the Deployment goes pod by pod, so that enough of them answer.',
      },
      { where: onOneMachine, step: 'Restart it, which gives some hours: `docker compose … restart memorai-api`.' },
      {
        where: inContainers,
        step: 'Take two snapshots an hour apart, and compare them in the memory panel of Chrome: what only grows is the leak.',
      },
      {
        where: inContainers,
        step: 'The heap of Node follows `services.<name>.resources.requests.memory` (`memorai explain services.api.settings.NODE_OPTIONS`): raise that, and both move. A heap flag above the request only moves the end to the machine.',
      },
      {
        where: inContainers,
        step: 'The limit is there on purpose: without it one service takes the memory of all on its machine.',
      },
      {
        where: onLambda,
        step: 'A new deployment replaces all sandboxes, which gives some hours; `lambda.memory` gives more of them, and costs with every invocation.',
      },
      {
        where: onLambda,
        step: 'What grows lives outside of the handler: look for lists and caches at the top of a module.',
      },
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
      ...ringing(platform),
      {
        what: 'who has the connections, and what for; `idle in transaction` is time that nobody uses',
        command: psql(
          platform,
          `SELECT usename, application_name, state, count(*), max(now() - state_change) AS since FROM pg_stat_activity WHERE datname = '${platform.stores.postgres.database}' GROUP BY 1, 2, 3 ORDER BY 4 DESC`,
        ),
      },
      {
        what: 'what all of them say of it, not one',
        command: `${logs(platform, anyService(platform), '15m')} | grep -i connect`,
      },
      {
        what: `what the model allows: all at their most times their pools, and the reserve, ${platform.connections.total} of the ${platform.connections.usable} that the server admits`,
        command: budget(platform),
      },
    ],
    act: [
      'More connections than the model knows of: find whose they are (`usename`, `application_name`), and end them: `SELECT pg_terminate_backend(pid)`.',
      'Long statements hold a place each: `pg_stat_statements` names them, and `QUERY_TIMEOUT` under `settings` is where they end.',
      {
        where: inContainers,
        step: 'The budget itself is too small: raise `stores.postgres.maxConnections` with the memory that it needs, or lower `replicas`; `memorai check` holds one against the other.',
      },
      {
        where: onLambda,
        step: 'The budget itself is too small: raise `stores.postgres.maxConnections` with the memory that it needs, or lower `lambda.concurrency`; `memorai check` holds one against the other.',
      },
      {
        where: ({ aws: section, stores: { postgres } }) => section !== undefined && postgres.provider === 'aurora',
        step: 'Functions on Aurora share connections through RDS Proxy (`aws.proxy`, on by itself); pods may too.',
      },
      'Try again with a pause that grows, in the application: a place comes back within `QUERY_TIMEOUT`.',
    ],
  },
];
