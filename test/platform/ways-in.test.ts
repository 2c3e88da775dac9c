import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { plain, production, serverless } from '../support/configs';
import { issues } from '../support/issues';

const on = (provider: 'eks' | 'aks' | 'gke' | 'generic', cluster: object = {}): PlatformConfig =>
  plain({ cluster: { provider, ...cluster }, ingress: { controller: 'gateway' } });
const role = 'arn:aws:iam::123456789012:role/memorai-api';
const client = '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f';
const account = 'memorai-api@memorai-prod.iam.gserviceaccount.com';

test.each([
  ['eks', 'alb', 'alb'],
  ['aks', 'gateway', 'azure-alb-external'],
  ['gke', 'gateway', 'gke-l7-global-external-managed'],
  ['generic', 'gateway', 'nginx'],
] as const)(
  'the way into %s is %s with class %s, unless the config says otherwise',
  (provider, controller, className) => {
    const { ingress: _, ...config } = on(provider);
    const { ingress, origins } = resolvePlatform(config);
    expect([ingress?.controller, ingress?.className]).toEqual([controller, className]);
    expect(origins['ingress.controller']?.origin.kind).toBe('derived');
    const named = resolvePlatform({ ...config, ingress: { controller: 'ingress-nginx' } });
    expect([named.ingress?.controller, named.ingress?.className]).toEqual(['ingress-nginx', 'nginx']);
    expect(named.origins['ingress.controller']?.origin.kind).toBe('config');
  },
);

test.each([
  ['eks', 'gp3', true],
  ['aks', 'managed-csi-premium', false],
  ['gke', 'premium-rwo', false],
  ['generic', undefined, false],
] as const)('volumes on %s are of class %s', (provider, storageClass, makesStorageClass) => {
  const { cluster } = resolvePlatform(on(provider));
  expect(cluster).toMatchObject({ makesStorageClass });
  expect(cluster?.storageClass).toBe(storageClass);
  expect(resolvePlatform(on(provider, { storageClass: 'fast' })).cluster).toMatchObject({
    storageClass: 'fast',
    makesStorageClass: false,
  });
});

test.each([
  ['eks', 'podIdentity'],
  ['aks', 'workloadIdentity'],
  ['gke', 'workloadIdentity'],
  ['generic', 'none'],
] as const)('pods on %s get an identity by %s', (provider, identity) => {
  expect(resolvePlatform(on(provider)).cluster?.identity).toBe(identity);
});

test.each([
  ['eks', 'memorai.com/pool', 'ml_workload'],
  ['aks', 'kubernetes.azure.com/agentpool', 'mlworkload'],
  ['gke', 'cloud.google.com/gke-nodepool', 'ml-workload'],
] as const)('on %s a pool is known by %s, and tainted by our key', (provider, key, value) => {
  const pool = resolvePlatform(on(provider)).cluster?.nodePools.ml_workload;
  expect(pool?.label).toEqual({ key, value });
  expect(pool?.taint).toEqual({ key: 'memorai.com/pool', value: 'ml_workload' });
});

test('annotations, records and the range of the proxies come from the config', () => {
  const { ingress } = resolvePlatform(
    production({
      ingress: {
        controller: 'alb',
        annotations: { 'a.b/c': 'd' },
        externalDns: { ttl: '5m' },
        proxyCidrs: ['10.8.0.0/16'],
      },
    }),
  );
  expect(ingress).toMatchObject({
    annotations: { 'a.b/c': 'd' },
    externalDns: { enabled: true, ttlSeconds: 300 },
    proxies: { kind: 'network', cidrs: ['10.8.0.0/16'], assumed: false },
  });
});

test.each([
  ['ingress-nginx', 25_000, 60_000],
  ['gateway', 25_000, 29_000],
  ['gateway', 90_000, 94_000],
  ['alb', 25_000, 60_000],
  ['alb', 90_500, 95_000],
  ['alb', 5_000_000, 4_000_000],
] as const)('%s waits for a request of %i ms: %i ms', (controller, request, expected) => {
  const { services } = resolvePlatform(
    production({
      ingress: { controller },
      services: { api: { timeouts: { request: `${request}ms` } } },
    }),
  );
  expect(services.api?.timeouts.gatewayMs).toBe(expected);
});

test.each([
  [['/'], ['/live', '/metrics', '/ready']],
  [['/v1', '/v2'], []],
  [
    ['/v1', '/'],
    ['/live', '/metrics', '/ready'],
  ],
])('of the public paths %j, %j have to be hidden', (paths, hidden) => {
  const { services } = resolvePlatform(plain({ services: { api: { expose: { paths } } } }));
  expect(services.api?.exposure?.hiddenPaths).toEqual(hidden);
});

const base = ['/live', '/metrics', '/ready'];

test.each<[NonNullable<NonNullable<PlatformConfig['services']>[string]['probes']>, string[], string[]]>([
  [{ readiness: { path: '/readyz' } }, ['/'], [...base, '/readyz']],
  [
    { liveness: { path: '/healthz/live' }, startup: { path: '/started' } },
    ['/'],
    ['/healthz/live', ...base, '/started'],
  ],
  [{ readiness: { path: '/v1/ready' } }, ['/v1', '/v2'], ['/v1/ready']],
  // What balancers and people ask is public; so is a page that is a probe's.
  [{ liveness: { path: '/health' } }, ['/'], base],
  [{ readiness: { path: '/' } }, ['/'], base],
  [{ readiness: { path: '/status' } }, ['/status'], []],
  [{ readiness: { enabled: false, reason: 'nobody calls it', path: '/readyz' } }, ['/'], base],
])('with the probes %j, of the public paths %j, %j have to be hidden', (probes, paths, hidden) => {
  const { services } = resolvePlatform(plain({ services: { api: { probes, expose: { paths } } } }));
  expect(services.api?.exposure?.hiddenPaths).toEqual(hidden);
});

describe('a config is refused where', () => {
  test.each<[string, PlatformConfig, string[]]>([
    [
      'AWS shall make a load balancer of another cloud',
      plain({ cluster: { provider: 'gke' }, ingress: { controller: 'alb' } }),
      ['ingress.controller: alb is there on eks only, and the provider is gke; use gateway or ingress-nginx'],
    ],
    [
      'a class belongs to another provider',
      plain({ cluster: { provider: 'aks' }, ingress: { controller: 'gateway', className: 'gke-l7-rilb' } }),
      [
        'ingress.className: gke-l7-rilb is there on gke only, and the provider is aks; leave it out, or name a class of this cluster',
      ],
    ],
    [
      'nobody knows where the proxies of a class are',
      plain({ ingress: { controller: 'gateway', className: 'traefik' } }),
      [
        'ingress.className: where the proxies of class "traefik" run is not known; say it: namespace, or proxyCidrs where they run outside the cluster',
      ],
    ],
    [
      'proxies are in two places',
      plain({ ingress: { controller: 'gateway', namespace: 'edge', proxyCidrs: ['10.0.0.0/24'] } }),
      ['ingress.proxyCidrs: pods or addresses connect, not both; remove it or namespace'],
    ],
    [
      "somebody else's Gateway shall have our certificate and annotations",
      plain({
        ingress: { controller: 'gateway', gateway: { name: 'shared' }, annotations: { 'a.b/c': 'd' }, tls: {} },
      }),
      [
        'ingress.tls: has no meaning with a Gateway that is already there: shared has its own certificates; remove it',
        'ingress.annotations: has no meaning with a Gateway that is already there: shared has its own annotations; remove it',
      ],
    ],
    [
      'an issuer is named for a load balancer of AWS, which nobody asked for by name',
      { ...production(), ingress: { tls: { issuer: 'letsencrypt-prod' } } },
      [
        'ingress.tls: belongs to cert-manager, and alb is the default on eks: name the controller (gateway or ingress-nginx), or controller: alb with tls: { certificateArn }',
      ],
    ],
    [
      'a host leads to two services',
      plain({ services: { dashboard: { expose: { hosts: ['www.memorai.com', 'api.dev.memorai.com'] } } } }),
      ['services.dashboard.expose.hosts: api.dev.memorai.com already leads to api'],
    ],
    [
      'a path would publish what is hidden',
      plain({ services: { api: { expose: { paths: ['/v1', '/metrics/public'] } } } }),
      [
        'services.api.expose.paths: /metrics/public would publish /metrics, which must never be reached from outside; remove it',
      ],
    ],
    [
      'functions have paths and annotations',
      serverless({ services: { api: { expose: { paths: ['/v1'], annotations: { 'a.b/c': 'd' } } } } }),
      ['paths', 'annotations'].map(
        (key) => `services.api.expose.${key}: has no meaning when deployment is serverless; remove it`,
      ),
    ],
    [
      'an identity is not there',
      on('gke', { identity: 'irsa' }),
      ['cluster.identity: irsa is not there on gke; it has workloadIdentity, none'],
    ],
    [
      'a role is named beside Pod Identity',
      production({ services: { api: { identity: role } } }),
      [
        'services.api.identity: has no meaning with Pod Identity, which associates roles in AWS; remove it, or set cluster.identity: irsa',
      ],
    ],
    [
      'nobody gives identities',
      plain({ services: { api: { identity: role } } }),
      ['services.api.identity: has no meaning with cluster.identity: none; remove it'],
    ],
    [
      'a function has an identity',
      serverless({ services: { api: { identity: role } } }),
      ['services.api.identity: has no meaning when deployment is serverless; remove it'],
    ],
    [
      'the role is no role',
      production({ cluster: { identity: 'irsa' }, services: { api: { identity: client } } }),
      [
        `services.api.identity: must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/memorai-api, got "${client}"`,
      ],
    ],
    [
      'the client id is none',
      { ...on('aks'), services: { api: { identity: account } } },
      [
        `services.api.identity: must be the client id of a managed identity, such as 00000000-0000-0000-0000-000000000000, got "${account}"`,
      ],
    ],
    [
      'the account is none',
      { ...on('gke'), services: { api: { identity: client } } },
      [
        `services.api.identity: must be the e-mail of a service account, such as memorai-api@project.iam.gserviceaccount.com, got "${client}"`,
      ],
    ],
    [
      'a pool has too long a name for AKS',
      on('aks', { nodePools: { long_application: { instanceType: 'Standard_D4s_v5' } } }),
      [
        'cluster.nodePools.long_application: is "longapplication" on aks, which has 15 characters, at most 12 are allowed; give the pool a shorter name',
      ],
    ],
    [
      'two pools have one name on AKS',
      on('aks', { nodePools: { 'ml-workload': { instanceType: 'Standard_D4s_v5' } } }),
      ['cluster.nodePools.ml_workload: is "mlworkload" on aks, as ml-workload is; give one of them another name'],
    ],
    [
      'a machine type is of another provider',
      on('aks', { nodePools: { application: { instanceType: 'm5.xlarge' } } }),
      [
        'cluster.nodePools.application.instanceType: must be a machine type of aks, such as Standard_D4s_v5, got "m5.xlarge"',
      ],
    ],
  ])('%s', (_, config, expected) => {
    expect(issues(config)).toEqual(expected);
  });

  test.each<[string, PlatformConfig]>([
    [
      'twelve characters on AKS',
      on('aks', {
        nodePools: { applications1: { enabled: false }, twelve_chars1: { instanceType: 'Standard_D4s_v5' } },
      }),
    ],
    ['a role', production({ cluster: { identity: 'irsa' }, services: { api: { identity: role } } })],
    ['a client id', { ...on('aks'), services: { api: { identity: client } } }],
    ['an account', { ...on('gke'), services: { api: { identity: account } } }],
    [
      'a class that says where',
      plain({ ingress: { controller: 'gateway', className: 'traefik', namespace: 'traefik' } }),
    ],
  ])('but not with %s', (_, config) => {
    expect(issues(config)).toEqual([]);
  });
});
