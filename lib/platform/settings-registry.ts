import type { StoreName } from './types';

/** Who receives a setting: who reads it, and nobody else. */
export type Consumers =
  /** Every service, with one value for all of them. */
  | { readonly of: 'all' }
  /** Every service, with a value of its own. */
  | { readonly of: 'each' }
  /** Every service with an edge to that store. */
  | { readonly of: 'store'; readonly store: StoreName }
  | { readonly of: 'queue' }
  /** Every service with an edge to that outside service. */
  | { readonly of: 'outside'; readonly name: string }
  /** Services that name it under `keys`. */
  | { readonly of: 'keys' }
  /** Services that call the api. */
  | { readonly of: 'api-clients' }
  /** Services reached from browsers of other origins: the api. */
  | { readonly of: 'api' }
  /** Every service with an edge to the queue, where long-lived AWS keys were asked for by name (E42), or with ElasticMQ. */
  | { readonly of: 'static-credentials' };

/** Form of the value, checked when a config overrides it. */
export type SettingType = 'text' | 'integer' | 'boolean' | 'url' | 'size';

/** Where the value comes from. */
export type SettingValue =
  /** A fixed default that `settings.<NAME>` of the config overrides. */
  | { readonly by: 'default'; readonly value: string }
  /** The same for an address whose host runs in the monitoring namespace, where there is a cluster. */
  | { readonly by: 'monitoring'; readonly value: string }
  /** Follows from the platform; `setAt` is where a person changes it. */
  | { readonly by: 'platform'; readonly setAt: string }
  /** Kept in the secret store: made by us once, or issued by someone else. */
  | { readonly by: 'signing-key' }
  | { readonly by: 'third-party' };

/** One row of the contract between the platform and the application. */
export interface SettingDefinition {
  readonly kind: 'config' | 'secret';
  readonly type: SettingType;
  readonly value: SettingValue;
  readonly consumers: Consumers;
  readonly description: string;
  /** Line of the guide, or the erratum that asks for it. */
  readonly source: string;
  /** Why functions are not given it, unless the config says a value; absent: they are. */
  readonly notInFunctions?: string;
}

const all: Consumers = { of: 'all' };
const each: Consumers = { of: 'each' };
const postgres: Consumers = { of: 'store', store: 'postgres' };
const redis: Consumers = { of: 'store', store: 'redis' };
const qdrant: Consumers = { of: 'store', store: 'qdrant' };
const keys: Consumers = { of: 'keys' };

const config = (type: SettingType, value: SettingValue, consumers: Consumers, source: string, description: string) =>
  ({ kind: 'config', type, value, consumers, source, description }) as const;
const secret = (value: SettingValue, consumers: Consumers, source: string, description: string) =>
  ({ kind: 'secret', type: 'text', value, consumers, source, description }) as const;
const fixed = (value: string): SettingValue => ({ by: 'default', value });
const inMonitoring = (value: string): SettingValue => ({ by: 'monitoring', value });
const derived = (setAt: string): SettingValue => ({ by: 'platform', setAt });

const notInFunctions = (because: string, definition: SettingDefinition): SettingDefinition => ({
  ...definition,
  notInFunctions: because,
});
const noServer = 'a function binds no port';
const noMonitoring = 'CloudWatch and X-Ray watch functions, and no host of these names is in their network';

/** Every environment variable that the platform gives to its services (rows 52-82). The one place to add one. */
export const settingsRegistry: Readonly<Record<string, SettingDefinition>> = {
  MEMORAI_ENV: config('text', derived('environment'), all, 'L219', 'Name of the environment'),
  MEMORAI_VERSION: config('text', derived('version'), all, 'L701, E46', 'Version that /health reports'),
  MEMORAI_HOST: notInFunctions(
    noServer,
    config('text', fixed('0.0.0.0'), all, 'L221', 'Address that the server binds'),
  ),
  MEMORAI_PORT: notInFunctions(
    noServer,
    config('integer', derived('services.<name>.port'), each, 'L220', 'Port that the server binds'),
  ),
  HOME: config('text', fixed('/tmp'), all, 'E75', 'Writable folder for tools that keep a cache; the rest is read-only'),
  NODE_OPTIONS: config(
    'text',
    derived('services.<name>.resources.limits.memory'),
    each,
    'E45, E158',
    'Heap bound at 75 % of the memory limit; heap snapshot on SIGUSR2',
  ),

  DATABASE_URL: secret(derived('stores.postgres'), postgres, 'L224', 'Connection string, percent-encoded'),
  DB_HOST: config(
    'text',
    derived('stores.postgres.host'),
    postgres,
    'L1098, E43',
    'Host of the database, or of its proxy',
  ),
  DB_PORT: config('integer', derived('stores.postgres.port'), postgres, 'L1099, E43', 'Port of the database'),
  DB_NAME: config('text', derived('stores.postgres.database'), postgres, 'L1100, E43', 'Name of the database'),
  DB_USER: config('text', derived('stores.postgres.username'), postgres, 'L1101, E43', 'Role of the application'),
  DB_PASSWORD: secret(derived('stores.postgres'), postgres, 'L1102, E43', 'Password of that role'),
  DATABASE_POOL_SIZE: config(
    'integer',
    derived('services.<name>.poolSize'),
    postgres,
    'L225, E32',
    'Connections that one replica may open',
  ),
  DATABASE_TIMEOUT: config(
    'integer',
    derived('services.<name>.timeouts.connect'),
    postgres,
    'L226, E44',
    'Milliseconds to wait for a connection',
  ),
  QUERY_TIMEOUT: config(
    'integer',
    derived('services.<name>.timeouts.statement'),
    postgres,
    'L264, E44',
    'Milliseconds that a statement may run',
  ),

  REDIS_HOST: config('text', derived('stores.redis.host'), redis, 'L229', 'Host of the cache; of a cluster, any node'),
  REDIS_PORT: config('integer', derived('stores.redis.port'), redis, 'L229', 'Port of the cache'),
  REDIS_URL: secret(derived('stores.redis'), redis, 'L229', 'Connection string of the cache'),
  REDIS_PASSWORD: secret({ by: 'third-party' }, redis, 'L231', 'Password of the cache'),
  REDIS_CLUSTER_MODE: config(
    'boolean',
    derived('stores.redis.topology.mode'),
    redis,
    'L230, E8',
    'Whether the cache is a cluster',
  ),
  CACHE_TTL: config('integer', fixed('3600'), redis, 'L263', 'Seconds that an entry stays in the cache'),
  MAX_MEMORY_SIZE: config('size', fixed('512mb'), each, 'L261, E45', 'Bound of the in-process cache'),

  QDRANT_URL: config('url', derived('stores.qdrant'), qdrant, 'L234', 'Address of the vector database'),
  QDRANT_API_KEY: secret({ by: 'third-party' }, qdrant, 'L235', 'Key of the vector database'),
  QDRANT_COLLECTION: config(
    'text',
    derived('stores.qdrant.collection'),
    qdrant,
    'L236',
    'Collection that holds the embeddings',
  ),

  QUEUE_URL: config('url', derived('queue'), { of: 'queue' }, 'L134, E20', 'Address of the work queue'),

  AWS_REGION: config(
    'text',
    derived('queue'),
    { of: 'queue' },
    'E42',
    'Region that requests to ElasticMQ are signed for; on AWS the platform itself sets it',
  ),

  JWT_SECRET: secret({ by: 'signing-key' }, keys, 'L239, E48', 'Signs access tokens: 256 bits in hexadecimal'),
  ENCRYPTION_KEY: secret({ by: 'signing-key' }, keys, 'L240, E48', 'Encrypts stored content: 256 bits in hexadecimal'),
  SESSION_SECRET: secret({ by: 'signing-key' }, keys, 'L241, E48', 'Signs session cookies: 256 bits in hexadecimal'),

  OPENAI_API_KEY: secret({ by: 'third-party' }, { of: 'outside', name: 'openai' }, 'L244', 'Issued by OpenAI'),
  SENDGRID_API_KEY: secret({ by: 'third-party' }, { of: 'outside', name: 'sendgrid' }, 'L245', 'Issued by SendGrid'),
  AWS_ACCESS_KEY_ID: secret(
    { by: 'third-party' },
    { of: 'static-credentials' },
    'L246, E42',
    'Only where no workload identity can be had',
  ),
  AWS_SECRET_ACCESS_KEY: secret(
    { by: 'third-party' },
    { of: 'static-credentials' },
    'L247, E42',
    'Only where no workload identity can be had',
  ),

  NEXT_PUBLIC_API_URL: config(
    'url',
    derived('domain'),
    { of: 'api-clients' },
    'L72, E4',
    'Address of the api for browsers; also a build argument of the image',
  ),
  API_INTERNAL_URL: notInFunctions(
    'there is no cluster; the api has its public address alone',
    config('url', derived('services.api.port'), { of: 'api-clients' }, 'E4', 'Address of the api inside the cluster'),
  ),
  CORS_ALLOWED_ORIGINS: config(
    'text',
    derived('aws.corsOrigins'),
    { of: 'api' },
    'L126, E23',
    'Origins that may call the api from a browser',
  ),

  PROMETHEUS_ENDPOINT: notInFunctions(
    noMonitoring,
    config('url', inMonitoring('http://prometheus:9090'), all, 'L250', 'Where metrics are queried'),
  ),
  GRAFANA_ENDPOINT: notInFunctions(
    noMonitoring,
    config('url', inMonitoring('http://grafana:3000'), all, 'L251', 'Where dashboards are'),
  ),
  JAEGER_ENDPOINT: notInFunctions(
    noMonitoring,
    config(
      'url',
      inMonitoring('http://jaeger:4318'),
      all,
      'L252, E47',
      'Where traces go, over OTLP; Jaeger 2 has no 14268',
    ),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: notInFunctions(
    noMonitoring,
    config(
      'url',
      derived('settings.JAEGER_ENDPOINT'),
      all,
      'E47',
      'The same under its standard name; in Compose the collector, which hands it on',
    ),
  ),

  ENABLE_AI_FEATURES: config('boolean', fixed('true'), all, 'L255', 'Feature flag'),
  ENABLE_ANALYTICS: config('boolean', fixed('true'), all, 'L256', 'Feature flag'),
  ENABLE_AUDIT_LOGGING: config('boolean', fixed('true'), all, 'L257', 'Feature flag'),
  ENABLE_RATE_LIMITING: config(
    'boolean',
    fixed('true'),
    all,
    'L258, E81',
    "The application's own limiter, for global quotas",
  ),
  MAX_CONCURRENT_REQUESTS: notInFunctions(
    'a function serves one request at a time (E26)',
    config('integer', fixed('1000'), all, 'L262', 'Requests that one replica serves at once'),
  ),
};
