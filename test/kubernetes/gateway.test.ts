import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { allObjects, field, find, genericPlatform, namesOf, platformWith } from './platforms';

const withGateway = (ingress: object = {}, config: Partial<PlatformConfig> = {}): Platform =>
  genericPlatform({ ingress: { controller: 'gateway', ...ingress }, ...config });

const platform = withGateway();

interface Match {
  path: { type: string; value: string };
}
interface Rule {
  matches?: Match[];
  backendRefs?: { name: string; port: number }[];
  timeouts?: { request: string };
}

test('a Gateway with a listener for HTTP and one for HTTPS, for routes of its own namespace', () => {
  expect(find(platform, 'Gateway', 'memorai-gateway').spec).toEqual({
    gatewayClassName: 'nginx',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
      {
        name: 'https',
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', certificateRefs: [{ name: 'memorai-tls' }] },
        allowedRoutes: { namespaces: { from: 'Same' } },
      },
    ],
  });
});

test('HTTP leads to HTTPS for every host', () => {
  expect(find(platform, 'HTTPRoute', 'memorai-redirect').spec).toEqual({
    parentRefs: [{ name: 'memorai-gateway', sectionName: 'http' }],
    hostnames: ['api.memorai.com', 'dashboard.memorai.com'],
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  });
});

test.each([
  ['api', ['/live', '/metrics', '/ready']],
  ['dashboard', ['/api/metrics', '/live', '/metrics', '/ready']],
])('%s has a route of its own, in which %j lead nowhere', (name, hidden) => {
  expect(find(platform, 'HTTPRoute', `memorai-${name}`).spec).toEqual({
    parentRefs: [{ name: 'memorai-gateway', sectionName: 'https' }],
    hostnames: [`${name}.memorai.com`],
    rules: [
      { matches: hidden.map((value) => ({ path: { type: 'PathPrefix', value } })) },
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name: `memorai-${name}-service`, port: 80 }],
        timeouts: { request: '29s' },
      },
    ],
  });
});

/** How the API defines precedence: the longest prefix of whole elements. */
function backendOf(name: string, requested: string): string | undefined {
  const rules = field<Rule[]>(find(platform, 'HTTPRoute', name), 'spec.rules');
  const elements = (path: string) => path.split('/').filter((element) => element !== '');
  const [longest] = rules
    .flatMap((rule) => (rule.matches ?? []).map(({ path }) => ({ path: path.value, rule })))
    .filter(({ path }) => elements(path).every((element, index) => elements(requested)[index] === element))
    .sort((a, b) => b.path.length - a.path.length);
  return longest?.rule.backendRefs?.[0]?.name;
}

test.each([
  ['/metrics', undefined],
  ['/metrics/', undefined],
  ['/live/now', undefined],
  ['/ready', undefined],
  ['/', 'memorai-api-service'],
  ['/health', 'memorai-api-service'],
  ['/livestream', 'memorai-api-service'],
  ['/v1/metrics', 'memorai-api-service'],
])('a request for %s goes to %s', (path, service) => {
  expect(backendOf('memorai-api', path)).toBe(service);
});

test.each([
  [25_000, '29s'],
  [30_500, '34s500ms'],
  [60_000, '64s'],
])('a request that may take %i ms has %s at the Gateway', (request, expected) => {
  const slow = withGateway({}, { services: { api: { timeouts: { request: `${request}ms` } } } });
  expect(field(find(slow, 'HTTPRoute', 'memorai-api'), 'spec.rules.1.timeouts.request')).toBe(expected);
});

test('more hosts and other paths', () => {
  const more = withGateway(
    {},
    {
      services: {
        api: { expose: { hosts: ['api.example.com'], paths: ['/v1', '/v2'], annotations: { 'a.b/c': 'd' } } },
      },
    },
  );
  const route = find(more, 'HTTPRoute', 'memorai-api');
  expect(route.metadata.annotations).toMatchObject({ 'a.b/c': 'd' });
  expect(field(route, 'spec.hostnames')).toEqual(['api.memorai.com', 'api.example.com']);
  expect(field(route, 'spec.rules')).toEqual([
    {
      matches: ['/v1', '/v2'].map((value) => ({ path: { type: 'PathPrefix', value } })),
      backendRefs: [{ name: 'memorai-api-service', port: 80 }],
      timeouts: { request: '29s' },
    },
  ]);
  expect(field(find(more, 'Certificate', 'memorai-tls'), 'spec.dnsNames')).toEqual([
    'api.example.com',
    'api.memorai.com',
    'dashboard.memorai.com',
  ]);
});

test('an issuer of ours answers the authority at the Gateway', () => {
  const issuing = withGateway({ tls: { issuer: { email: 'ops@memorai.com' } } });
  expect(field(find(issuing, 'ClusterIssuer', 'letsencrypt-prod'), 'spec.acme.solvers')).toEqual([
    { http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'memorai-gateway', sectionName: 'http' }] } } },
  ]);
});

describe('a Gateway that is already there', () => {
  const shared = withGateway({ gateway: { name: 'shared', namespace: 'edge', httpsListener: 'web' } });

  test('is named by every route, in its namespace', () => {
    expect(field(find(shared, 'HTTPRoute', 'memorai-api'), 'spec.parentRefs')).toEqual([
      { name: 'shared', namespace: 'edge', sectionName: 'web' },
    ]);
    expect(field(find(shared, 'HTTPRoute', 'memorai-redirect'), 'spec.parentRefs')).toEqual([
      { name: 'shared', namespace: 'edge', sectionName: 'http' },
    ]);
  });

  test('has its own certificates', () => {
    expect([...namesOf(shared, 'Gateway'), ...namesOf(shared, 'Certificate')]).toEqual([]);
    expect(namesOf(shared, 'NetworkPolicy')).not.toContain('acme-solver');
  });
});

describe('annotations', () => {
  const onEks = (ingress: object = {}) => platformWith({ ingress: { controller: 'gateway', ...ingress } });
  const written = { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' };

  test('for the load balancer that the Gateway makes on EKS, under those that are written', () => {
    expect(field(find(onEks({ annotations: written }), 'Gateway', 'memorai-gateway'), 'spec.infrastructure')).toEqual({
      annotations: {
        'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
        'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
        'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
      },
    });
  });

  test('of a class that reads them at the Gateway itself', () => {
    const azure = { 'alb.networking.azure.io/alb-id': '/subscriptions/x' };
    const gateway = find(
      withGateway({ annotations: azure }, { cluster: { provider: 'aks' } }),
      'Gateway',
      'memorai-gateway',
    );
    expect(gateway.metadata.annotations).toMatchObject(azure);
    expect(field(gateway, 'spec.infrastructure')).toBeUndefined();
  });

  test('are nowhere where nobody needs any', () => {
    expect(find(platform, 'Gateway', 'memorai-gateway').metadata.annotations).toBeUndefined();
  });

  test.each([
    [{}, {}],
    [{ externalDns: { ttl: '5m' } }, { 'external-dns.alpha.kubernetes.io/ttl': '300' }],
    [{ externalDns: false }, { 'external-dns.alpha.kubernetes.io/controller': 'none' }],
  ])('%j tell external-dns %j, on every route', (ingress, expected) => {
    const routes = allObjects(withGateway(ingress)).filter(({ kind }) => kind === 'HTTPRoute');
    expect(routes.length).toBe(3);
    for (const { metadata } of routes) {
      expect(metadata.annotations ?? {}).toEqual(expected);
    }
  });
});

describe('on GKE', () => {
  const gke = withGateway({}, { cluster: { provider: 'gke' } });

  test('the load balancer is told where health is', () => {
    expect(find(gke, 'HealthCheckPolicy', 'memorai-api').spec).toEqual({
      default: {
        checkIntervalSec: 15,
        timeoutSec: 5,
        healthyThreshold: 1,
        unhealthyThreshold: 2,
        config: { type: 'HTTP', httpHealthCheck: { requestPath: '/health' } },
      },
      targetRef: { group: '', kind: 'Service', name: 'memorai-api-service' },
    });
  });

  test('and how long a request and a leaving pod may take', () => {
    expect(find(gke, 'GCPBackendPolicy', 'memorai-dashboard').spec).toEqual({
      default: { timeoutSec: 29, connectionDraining: { drainingTimeoutSec: 45 } },
      targetRef: { group: '', kind: 'Service', name: 'memorai-dashboard-service' },
    });
  });

  test('but not with another class', () => {
    const nginx = withGateway({ className: 'nginx' }, { cluster: { provider: 'gke' } });
    expect([...namesOf(nginx, 'HealthCheckPolicy'), ...namesOf(nginx, 'GCPBackendPolicy')]).toEqual([]);
    expect(field(find(nginx, 'Gateway', 'memorai-gateway'), 'spec.infrastructure.annotations')).toEqual({
      'cloud.google.com/l4-rbs': 'enabled',
    });
  });
});
