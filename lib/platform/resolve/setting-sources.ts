import { collectorAddress } from '../helpers';
import { nodeOptions } from '../node-options';
import type { SettingDefinition } from '../settings-registry';
import type { Compose, ComposedPart, Postgres, Qdrant, Queue, Redis, Setting, SettingSource } from '../types';
import type { AwsDraft } from './aws';
import { secretName } from './secret-name';
import type { ServiceDraft } from './services';

/** What the sources of settings follow from. */
export interface SettingFacts {
  readonly environment: string;
  readonly version: string;
  readonly domain: string;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly qdrant: Qdrant;
  readonly queue: Queue;
  readonly aws: AwsDraft | undefined;
  readonly compose: Compose | undefined;
  readonly services: readonly ServiceDraft[];
  /** Settings of programs that are no services. */
  readonly others: readonly Setting[];
  /** Values of settings with a default, overrides applied. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Names of those that the config overrides. */
  readonly overridden: readonly string[];
}

const literal = (value: string | number | boolean): SettingSource => ({ from: 'literal', value: String(value) });
const composed = (...parts: readonly ComposedPart[]): SettingSource => ({ from: 'composed', parts });
const text = (value: string): ComposedPart => ({ text: value });
const setting = (name: string): ComposedPart => ({ setting: name });

/** What ElasticMQ calls its account and region, and a key that says that it is none. */
const elasticmqIdentity = { account: '000000000000', region: 'elasticmq', key: 'unused' };

/** Settings that follow from the platform, one row each; undefined: not applicable here. */
const platformSources: Readonly<
  Record<string, (facts: SettingFacts, service: ServiceDraft, poolSize: number) => SettingSource | undefined>
> = {
  MEMORAI_ENV: (facts) => literal(facts.environment),
  MEMORAI_VERSION: (facts) => literal(facts.version),
  MEMORAI_PORT: (_, service) => literal(service.port),
  NODE_OPTIONS: (_, service) => literal(nodeOptions(service.lambda?.memoryMiB ?? service.resources.limits.memoryMiB)),
  DATABASE_URL: (facts) =>
    composed(
      text('postgresql://'),
      setting('DB_USER'),
      text(':'),
      setting('DB_PASSWORD'),
      text('@'),
      setting('DB_HOST'),
      text(':'),
      setting('DB_PORT'),
      text('/'),
      setting('DB_NAME'),
      text(`?sslmode=${facts.postgres.provider !== 'aurora' && !facts.postgres.tls ? 'disable' : 'require'}`),
    ),
  DB_HOST: ({ postgres, aws }) =>
    postgres.provider !== 'aurora' || aws === undefined
      ? literal(postgres.provider !== 'aurora' ? postgres.host : '')
      : {
          from: 'parameter',
          parameterName: aws.proxy ? aws.parameters.postgresProxyHost : aws.parameters.postgresHost,
        },
  DB_PORT: ({ postgres }) => literal(postgres.port),
  DB_NAME: ({ postgres }) => literal(postgres.database),
  DB_USER: ({ postgres }) => literal(postgres.username),
  DB_PASSWORD: ({ postgres, aws, environment }) =>
    postgres.provider === 'aurora' && aws !== undefined
      ? { from: 'secret', secretName: aws.databaseSecrets.application, property: 'password' }
      : { from: 'secret', secretName: secretName(environment, 'DB_PASSWORD') },
  DATABASE_POOL_SIZE: (_, _service, poolSize) => literal(poolSize),
  DATABASE_TIMEOUT: (_, service) => literal(service.timeouts.connectMs),
  QUERY_TIMEOUT: (_, service) => literal(service.timeouts.statementMs),
  REDIS_HOST: ({ redis, aws }) =>
    redis.provider !== 'elasticache' || aws === undefined
      ? literal(redis.provider === 'elasticache' ? '' : redis.host)
      : { from: 'parameter', parameterName: aws.parameters.redisHost },
  REDIS_PORT: ({ redis }) => literal(redis.port),
  REDIS_URL: ({ redis }) => {
    const scheme = redis.tls ? 'rediss://' : 'redis://';
    const address = redis.provider === 'elasticache' ? undefined : `${redis.host}:${redis.port}`;
    if (address !== undefined && !redis.auth) return literal(`${scheme}${address}`);
    return composed(
      text(`${scheme}:`),
      setting('REDIS_PASSWORD'),
      ...(address === undefined ? [text('@'), setting('REDIS_HOST'), text(`:${redis.port}`)] : [text(`@${address}`)]),
    );
  },
  REDIS_CLUSTER_MODE: ({ redis }) => literal(redis.topology.mode === 'cluster'),
  QDRANT_URL: ({ qdrant }) => literal(`${qdrant.tls ? 'https' : 'http'}://${qdrant.host}:${qdrant.port}`),
  QDRANT_COLLECTION: ({ qdrant }) => literal(qdrant.collection),
  QUEUE_URL: ({ queue, aws }) => {
    if (queue.provider === 'elasticmq') {
      return literal(`http://${queue.host}:${queue.port}/${elasticmqIdentity.account}/${queue.queueName}`);
    }
    return queue.provider === 'none' || aws === undefined
      ? undefined
      : { from: 'parameter', parameterName: aws.parameters.queueUrl };
  },
  AWS_REGION: ({ queue }) => (queue.provider === 'elasticmq' ? literal(elasticmqIdentity.region) : undefined),
  NEXT_PUBLIC_API_URL: (facts) => {
    const address = publicAddress(facts, 'api');
    return address === undefined ? undefined : literal(address);
  },
  API_INTERNAL_URL: (facts) => {
    const api = facts.services.find((service) => service.name === 'api');
    if (api === undefined) return undefined;
    return literal(`http://${facts.compose === undefined ? api.serviceObjectName : `${api.fullName}:${api.port}`}`);
  },
  CORS_ALLOWED_ORIGINS: (facts) => {
    const dashboard = facts.compose === undefined ? undefined : publicAddress(facts, 'dashboard');
    return literal((facts.aws?.api?.corsOrigins ?? [dashboard ?? `https://dashboard.${facts.domain}`]).join(','));
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: ({ compose, defaults, overridden }) => {
    if (compose === undefined || overridden.includes('JAEGER_ENDPOINT')) return literal(defaults.JAEGER_ENDPOINT ?? '');
    return compose.monitoring === undefined ? undefined : literal(collectorAddress);
  },
};

/** Where browsers reach a service: its public host, or its port on this machine. */
function publicAddress({ services, compose }: SettingFacts, name: string): string | undefined {
  const service = services.find((candidate) => candidate.name === name);
  if (compose === undefined || compose.proxy !== undefined) {
    return service?.exposure === undefined ? undefined : `https://${service.exposure.host}`;
  }
  const ports = compose.published[name];
  const host = ['127.0.0.1', '0.0.0.0'].includes(compose.bind) ? 'localhost' : compose.bind;
  return ports === undefined ? undefined : `http://${host}:${ports.first}`;
}

/** In Compose they are programs of the project, or nowhere; elsewhere somebody else runs them. */
const hasMonitoring = ({ compose }: SettingFacts): boolean => compose === undefined || compose.monitoring !== undefined;

/** Defaults that a small service cannot take as they are; a value from the config is never changed. */
const adaptedDefaults: Readonly<Record<string, (service: ServiceDraft) => string>> = {
  // The guide's 512mb fills all the memory of the dashboard and of mcp: at most half of the request (E45, E73).
  MAX_MEMORY_SIZE: (service) =>
    `${Math.min(512, Math.floor((service.lambda?.memoryMiB ?? service.resources.requests.memoryMiB) / 2))}mb`,
};

/** Whether the config says a value, of the setting itself or of that which it follows. */
const isWritten = (name: string, { value }: SettingDefinition, { overridden }: SettingFacts): boolean =>
  overridden.includes(value.by === 'platform' ? value.setAt.replace(/^settings\./, '') : name);

/** Where one setting of one service comes from; undefined where it does not apply. */
export function sourceOf(
  name: string,
  definition: SettingDefinition,
  facts: SettingFacts,
  service: ServiceDraft,
  poolSize: number,
): SettingSource | undefined {
  const isOverridden = isWritten(name, definition, facts);
  if (service.lambda !== undefined && definition.notInFunctions !== undefined && !isOverridden) return undefined;
  switch (definition.value.by) {
    case 'default':
    case 'monitoring': {
      // Nobody would answer there.
      if (definition.value.by === 'monitoring' && !hasMonitoring(facts) && !isOverridden) return undefined;
      const value = facts.defaults[name] ?? definition.value.value;
      const adapt = isOverridden ? undefined : adaptedDefaults[name];
      return literal(adapt === undefined ? value : adapt(service));
    }
    case 'platform':
      return platformSources[name]?.(facts, service, poolSize);
    case 'signing-key':
      return { from: 'secret', secretName: secretName(facts.environment, name) };
    case 'third-party':
      // The SDK signs its requests; ElasticMQ looks at no signature.
      if (name.startsWith('AWS_') && facts.queue.provider === 'elasticmq') return literal(elasticmqIdentity.key);
      if (name === 'REDIS_PASSWORD' && !facts.redis.auth) return undefined;
      if (name === 'QDRANT_API_KEY' && !facts.qdrant.auth) return undefined;
      return { from: 'secret', secretName: secretName(facts.environment, name) };
  }
}
