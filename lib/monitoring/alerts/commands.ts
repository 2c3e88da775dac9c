import { cacheName, databaseName } from '../../platform/aws-names';
import { redisOperator } from '../../platform/store-config/redis-config';
import type { Platform, StoreName } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';
import { hasWatchers, onOneMachine } from './places';

// What a person types. Each function is one question, and asks it where the environment runs.

/** A kubectl command in the environment's own namespace: pages are written for an environment that has one. */
export const kubectl = (platform: Platform, ...words: readonly string[]): string =>
  ['kubectl', '--namespace', platform.cluster?.namespace ?? `memorai-${platform.environment}`, ...words].join(' ');

/** The same for an environment on one machine. */
export const compose = ({ environment, deployment }: Platform, ...words: readonly string[]): string =>
  [
    'docker',
    'compose',
    '--file',
    `dist/${deployment === 'compose' ? environment : '<environment>'}/compose/compose.yaml`,
    ...words,
  ].join(' ');

/** A command of AWS in the environment's region. */
export const aws = ({ aws: section }: Platform, service: string, action: string, ...words: readonly string[]): string =>
  ['aws', service, action, '--region', section?.region ?? '<region>', ...words].join(' ');

/**
 * The last lines of all pods or containers of a workload. Without a number kubectl shows ten of each, and without
 * `--ignore-errors` it ends at the first pod that has none: one that still waits, or has not ended yet.
 */
export function logs(platform: Platform, workload: string, since: string): string {
  const functionName = Object.values(platform.services).find(({ fullName }) => fullName === workload)?.lambda
    ?.functionName;
  if (functionName !== undefined) return aws(platform, 'logs', 'tail', `/aws/lambda/${functionName}`, '--since', since);
  return onOneMachine(platform)
    ? compose(platform, 'logs', '--since', since, workload)
    : kubectl(
        platform,
        `logs --selector app=${workload} --prefix --ignore-errors --max-log-requests=50 --tail=500 --since=${since}`,
      );
}

/** What the last container that ended has said, of each pod that has one. */
export const lastWords = (platform: Platform, workload: string): string =>
  kubectl(platform, `logs --selector app=${workload} --prefix --ignore-errors --previous --tail=50`);

/** Whether the pods or containers of a workload run, and why they do not. */
export const state = (platform: Platform, workload: string): string =>
  onOneMachine(platform)
    ? compose(platform, 'ps', '--all', workload)
    : kubectl(platform, 'describe', 'pods', '--selector', `app=${workload}`);

/** What all of them are doing. */
export const everything = (platform: Platform): string =>
  onOneMachine(platform) ? compose(platform, 'ps', '--all') : kubectl(platform, 'get', 'pods', '--output', 'wide');

/** CPU and memory of each container. */
export const usage = (platform: Platform): string =>
  onOneMachine(platform)
    ? compose(platform, 'stats', '--no-stream')
    : kubectl(platform, 'top', 'pods', '--containers', '--sort-by=memory');

/** Which releases there were, or which images run. */
export const releases = (platform: Platform, workload: string): string =>
  onOneMachine(platform)
    ? compose(platform, 'images', workload)
    : kubectl(platform, 'rollout', 'history', `deployment/${workload}`);

export const events = (platform: Platform): string => kubectl(platform, 'get', 'events', '--sort-by=.lastTimestamp');

/** In words, what `kubectl rollout undo` does elsewhere. */
export const oneVersionBack =
  'write the version before it into `version` of the config, run `memorai synth`, and `docker compose … up --detach --wait`';

/** A statement to the database: inside its container as its administrator, elsewhere as whoever has its address. */
export function psql(platform: Platform, statement: string): string {
  const { postgres } = platform.stores;
  const words = `-d ${postgres.database} -c "${statement}"`;
  if (postgres.provider !== 'cluster') return `psql "$DATABASE_URL" -c "${statement}"`;
  const { fullName } = postgres.workload;
  if (onOneMachine(platform)) return compose(platform, 'exec', fullName, 'psql -U postgres', words);
  return postgres.operator === 'none'
    ? kubectl(platform, 'exec', `statefulset/${fullName}`, '--', 'psql -U postgres', words)
    : kubectl(platform, 'exec', `service/${postgres.host}`, '--container=postgres', '--', 'psql', words);
}

/** A word to the cache: to one of ours as its operator. Of a cluster it is the first node. */
export function redisCli(platform: Platform, words: string): string {
  const { redis } = platform.stores;
  if (redis.provider !== 'cluster') {
    const host = redis.provider === 'external' ? redis.host : '"$REDIS_HOST"';
    return `redis-cli -h ${host} -p ${redis.port}${redis.tls ? ' --tls' : ''} ${words}`;
  }
  const { fullName } = redis.workload;
  if (onOneMachine(platform)) return compose(platform, 'run --rm redis-cli', words);
  const set = redis.topology.mode === 'cluster' ? `${fullName}-shard-0` : fullName;
  return kubectl(platform, 'exec', `statefulset/${set}`, '--', `redis-cli --user ${redisOperator}`, words);
}

/** How a store is: its pods or containers, or what whoever runs it says. */
export function stateOf(platform: Platform, store: StoreName): string {
  const own = storeWorkloads(platform.stores).find(({ name }) => name === store);
  if (own !== undefined) return state(platform, own.fullName);
  const { postgres, redis, qdrant } = platform.stores;
  switch (store) {
    case 'postgres':
      return postgres.provider === 'external'
        ? `pg_isready --host=${postgres.host} --port=${postgres.port}`
        : aws(platform, 'rds', 'describe-events', recent('db-cluster', databaseName(platform.environment)));
    case 'redis':
      return redis.provider === 'external'
        ? redisCli(platform, 'ping')
        : aws(platform, 'elasticache', 'describe-events', recent('replication-group', cacheName(platform.environment)));
    case 'qdrant':
      return `curl --silent ${qdrant.tls ? 'https' : 'http'}://${hostOf(qdrant)}:${qdrant.port}/readyz`;
  }
}

/** Of the last hour. */
const recent = (type: string, name: string): string =>
  `--source-type ${type} --source-identifier ${name} --duration 60`;

const hostOf = (store: { readonly host: string }): string => store.host;

/** What a store writes; undefined where somebody else keeps its log. */
export function storeLogs(platform: Platform, store: StoreName, since: string): string | undefined {
  const own = storeWorkloads(platform.stores).find(({ name }) => name === store);
  if (own !== undefined) return logs(platform, own.fullName, since);
  const { postgres } = platform.stores;
  return store === 'postgres' && postgres.provider === 'aurora' && postgres.logExports.includes('postgresql')
    ? aws(
        platform,
        ...(['logs', 'tail', `/aws/rds/cluster/${databaseName(platform.environment)}/postgresql`] as const),
        ...['--since', since],
      )
    : undefined;
}

/** A question to Prometheus: in its container, or through the port that the page forwards, or where somebody else runs it. */
export const query = (platform: Platform, expression: string): string =>
  asked(platform, 'prometheus', 9090, (address) => `promtool query instant ${address} '${expression}'`);

/** What Prometheus would refuse of its files: where it runs, or of the output, without the secrets that only a pod has. */
export const checkConfiguration = (platform: Platform): string => {
  if (hasWatchers(platform))
    return compose(platform, 'exec', 'prometheus', 'promtool check config /etc/prometheus/prometheus.yml');
  const folder = `dist/${platform.environment}/prometheus`;
  return `promtool check config --syntax-only ${folder}/prometheus.yml\npromtool check rules ${folder}/rules/memorai.yaml`;
};

/** What the model multiplies, of each service: how many there may be, and the pool of each. */
export const budget = ({ environment }: Platform): string =>
  `memorai explain services --env ${environment} | grep -E 'replicas.max|concurrency|poolSize'`;

/** A word to Alertmanager, the same way. */
export const amtool = (platform: Platform, words: string): string =>
  asked(platform, 'alertmanager', 9093, (address) => `amtool --alertmanager.url=${address} ${words}`);

function asked(platform: Platform, name: string, port: number, line: (address: string) => string): string {
  if (hasWatchers(platform)) return compose(platform, 'exec', name, line(`http://localhost:${port}`));
  return line(`http://${platform.cluster === undefined ? name : 'localhost'}:${port}`);
}
