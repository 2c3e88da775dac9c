import { type ConfigError, resolvePlatform } from '../../lib';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { issuesFrom } from '../support/issues';
import { field, find } from './platforms';

type Service = NonNullable<PlatformConfig['services']>[string];

const role = 'arn:aws:iam::123456789012:role/reports';
const client = '00000000-0000-0000-0000-000000000000';

const configOf = (reports: Partial<Service>, config: Partial<PlatformConfig> = {}): PlatformConfig => ({
  environment: 'production',
  version: '3.2.0',
  domain: 'memorai.com',
  cluster: { provider: 'eks', identity: 'irsa' },
  monitoring: { scrape: 'annotations' },
  secrets: { provider: 'existing', reloader: true },
  stores: { postgres: { provider: 'external', host: 'postgres.memorai.com', cidr: '10.9.0.0/24' } },
  ...config,
  services: { reports: { uses: ['postgres'], identity: role, ...reports } },
});

const issues = (reports: Partial<Service>, config?: Partial<PlatformConfig>): string[] =>
  issuesFrom(() => resolvePlatform(configOf(reports, config)));

const aks = { cluster: { provider: 'aks' } } as const;

/** Every key that the library sets where a person may set some: what it makes says which. */
const places = [
  ['pod', 'labels', 'Deployment', 'memorai-reports', 'spec.template.metadata.labels'],
  ['pod', 'annotations', 'Deployment', 'memorai-reports', 'spec.template.metadata.annotations'],
  ['deployment', 'labels', 'Deployment', 'memorai-reports', 'metadata.labels'],
  ['deployment', 'annotations', 'Deployment', 'memorai-reports', 'metadata.annotations'],
  ['serviceObject', 'labels', 'Service', 'memorai-reports-service', 'metadata.labels'],
  ['serviceAccount', 'annotations', 'ServiceAccount', 'memorai-reports-sa', 'metadata.annotations'],
] as const;

test.each(
  places.flatMap(([section, kind, ...object]) =>
    ([undefined, aks] as const).map(
      (config) => [config === undefined ? 'eks' : 'aks', section, kind, object, config] as const,
    ),
  ),
)('on %s no key of %s.%s that is ours is taken in silence', (_, section, kind, [object, name, path], config) => {
  const reports: Partial<Service> = config === undefined ? {} : { identity: client };
  const platform = resolvePlatform(configOf(reports, config));
  const keys = Object.keys(field<Record<string, string>>(find(platform, object, name), path));
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    const place = /^[\w-]+$/.test(key) ? `.${key}` : `["${key}"]`;
    expect(issues({ ...reports, [section]: { [kind]: { [key]: 'other' } } }, config)).toEqual([
      expect.stringContaining(`services.reports.${section}.${kind}${place}: `),
    ]);
  }
});

test('what only some environments set is free in others', () => {
  expect(
    issues(
      {
        pod: { annotations: { 'prometheus.io/scrape': 'false' }, labels: { 'azure.workload.identity/use': 'false' } },
        deployment: { annotations: { 'secret.reloader.stakater.com/reload': 'team' } },
      },
      { monitoring: { scrape: 'podMonitor' }, secrets: { provider: 'existing' } },
    ),
  ).toEqual([]);
});

test.each<[string, Partial<Service>, string]>([
  [
    'annotations of an account of somebody else',
    {
      identity: undefined,
      serviceAccount: { create: false, name: 'team', annotations: { note: 'a' } },
    } as Partial<Service>,
    "services.reports.serviceAccount.annotations: has no meaning with create: false: the account is somebody else's; annotate it there, and remove this",
  ],
  [
    'an identity of such a one',
    { serviceAccount: { create: false, name: 'team' } },
    'services.reports.identity: is an annotation of the service account, which create: false leaves to somebody else; annotate it there, and remove this',
  ],
])('%s', (_, reports, says) => {
  expect(issues(reports)).toEqual([says]);
});

test('what is said for all services is told there, and once', () => {
  const { services: _, ...config } = configOf({});
  let error: unknown;
  try {
    resolvePlatform({ ...config, serviceDefaults: { pod: { labels: { 'app.kubernetes.io/name': 'a' } } } });
  } catch (thrown) {
    error = thrown;
  }
  expect((error as ConfigError).issues.map(({ path }) => path)).toEqual([
    'serviceDefaults.pod.labels["app.kubernetes.io/name"]',
  ]);
});
