import fc from 'fast-check';
import { loadEnvironments } from '../../lib/cli/environments';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { defaultServices } from '../../lib/platform/default-services';
import type { Platform, Service } from '../../lib/platform/types';
import { renderPlatform } from '../../lib/synthesize';
import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { arbitraryConfig } from '../support/arbitrary-config';
import { accepted } from '../support/generated';
import { propertySettings } from '../support/property-runs';

type Reads = (service: Service, config: PlatformConfig) => boolean;

const store =
  (name: string): Reads =>
  ({ uses }) =>
    uses.some((edge) => edge.kind === 'store' && edge.store === name);
const outside =
  (name: string): Reads =>
  ({ uses }) =>
    uses.some((edge) => edge.kind === 'outside' && edge.name === name);
const callsApi: Reads = ({ uses }) => uses.some((edge) => edge.kind === 'service' && edge.service === 'api');
const written =
  (...names: readonly string[]): Reads =>
  (_, { settings = {} }) =>
    names.some((name) => Object.hasOwn(settings, name));
const isServer: Reads = ({ lambda }) => lambda === undefined;

/** Who reads what, said once more and in other words than the registry says it. */
const readers: readonly (readonly [RegExp, Reads])[] = [
  [/^(DB_.+|DATABASE_.+|QUERY_TIMEOUT)$/, store('postgres')],
  [/^(REDIS_.+|CACHE_TTL)$/, store('redis')],
  [/^QDRANT_.+$/, store('qdrant')],
  [/^(QUEUE_URL|AWS_.+)$/, ({ uses }) => uses.some(({ kind }) => kind === 'queue')],
  [/^OPENAI_API_KEY$/, outside('openai')],
  [/^SENDGRID_API_KEY$/, outside('sendgrid')],
  [/^NEXT_PUBLIC_API_URL$/, callsApi],
  [/^API_INTERNAL_URL$/, (...given) => callsApi(...given) && isServer(...given)],
  [/^CORS_ALLOWED_ORIGINS$/, ({ name }) => name === 'api'],
  [
    /^(JWT_SECRET|ENCRYPTION_KEY|SESSION_SECRET)$/,
    ({ name }, { services }) => (services?.[name]?.keys ?? defaultServices[name]?.keys ?? []).length > 0,
  ],
  [/^MEMORAI_PORT$/, isServer],
  [/^MEMORAI_HOST$/, (...given) => isServer(...given) || written('MEMORAI_HOST')(...given)],
  [/^MAX_CONCURRENT_REQUESTS$/, (...given) => isServer(...given) || written('MAX_CONCURRENT_REQUESTS')(...given)],
  [
    /^(PROMETHEUS|GRAFANA|JAEGER|OTEL_EXPORTER_OTLP)_ENDPOINT$/,
    (...given) => isServer(...given) || written('PROMETHEUS_ENDPOINT', 'GRAFANA_ENDPOINT', 'JAEGER_ENDPOINT')(...given),
  ],
  [/^(MEMORAI_ENV|MEMORAI_VERSION|HOME|NODE_OPTIONS|MAX_MEMORY_SIZE|ENABLE_.+)$/, () => true],
];

/** `<file>: <workload> gets <name>` of all that nobody there reads. */
function unread(platform: Platform, config: PlatformConfig): readonly string[] {
  return renderPlatform(platform)
    .facts()
    .environments.flatMap(({ file, workload, variables }) => {
      const service = Object.values(platform.services).find(({ fullName, lambda }) =>
        [fullName, lambda?.functionName].includes(workload),
      );
      if (service === undefined) return [];
      const own = Object.keys(config.services?.[service.name]?.env ?? {});
      return variables
        .filter(({ name, source }) => source === undefined && !own.includes(name))
        .filter(({ name }) => !readers.some(([names, reads]) => names.test(name) && reads(service, config)))
        .map(({ name }) => `${file}: ${workload} gets ${name}`);
    });
}

test.each(loadEnvironments({ folder: 'environments', names: [] }).map(({ platform }) => platform))(
  'no container or function of $environment gets a setting that its service does not read',
  (platform) => {
    expect(unread(platform, {} as PlatformConfig)).toEqual([]);
  },
);

test.each<[string, number, fc.Arbitrary<PlatformConfig>]>([
  ['clusters and functions', 6, arbitraryConfig],
  ['Compose', 6, arbitraryComposeConfig],
])('nor of generated configs for %s', (_, runs, configs) => {
  fc.assert(
    fc.property(configs, (config) => {
      const platform = accepted(config);
      fc.pre(platform !== undefined);
      expect(unread(platform as Platform, config)).toEqual([]);
    }),
    { ...propertySettings(runs), maxSkipsPerRun: 1000 },
  );
});

test('a pool that is given to a service without a database is seen', () => {
  const [environment] = loadEnvironments({ folder: 'environments', names: ['staging'] });
  if (environment === undefined) throw new Error('no environment staging');
  const { platform } = environment;
  const { dashboard } = platform.services;
  if (dashboard === undefined) throw new Error('no dashboard');
  const pool = { name: 'DATABASE_POOL_SIZE', kind: 'config', scope: 'service' } as const;
  const settings = [...dashboard.settings, { ...pool, source: { from: 'literal', value: '7' } as const }];
  const given = { ...platform, services: { ...platform.services, dashboard: { ...dashboard, settings } } };
  expect(unread(given, {} as PlatformConfig)).toEqual([
    'kubernetes/60-dashboard/deployment-memorai-dashboard.yaml: memorai-dashboard gets DATABASE_POOL_SIZE',
  ]);
});
