import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { field, find, genericPlatform, namesOf, platformWith } from './platforms';

interface Peer {
  namespaceSelector?: { matchLabels: Record<string, string> };
  podSelector?: { matchLabels: Record<string, string> };
  ipBlock?: { cidr: string; except?: string[] };
}
interface Rule {
  to?: Peer[];
  from?: Peer[];
  ports: { protocol: string; port: number }[];
}

/** What a rule without peers means. */
const ANYONE: readonly Peer[] = [{ ipBlock: { cidr: 'anyone' } }];

/** One line a peer and port: `pods memorai-api :3001`. */
function lines(rules: readonly Rule[] | undefined): string[] {
  return (rules ?? []).flatMap(({ to, from, ports }) =>
    (to ?? from ?? ANYONE).flatMap((peer) =>
      ports.map(({ protocol, port }) => `${describePeer(peer)} ${protocol === 'UDP' ? 'UDP ' : ''}:${port}`),
    ),
  );
}

function describePeer({ namespaceSelector, podSelector, ipBlock }: Peer): string {
  const namespace = namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
  const pods = podSelector === undefined ? undefined : Object.values(podSelector.matchLabels).join();
  if (ipBlock !== undefined) {
    return ipBlock.except === undefined ? ipBlock.cidr : `${ipBlock.cidr} but private`;
  }
  return [
    ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
    ...(pods === undefined ? [] : [`pods ${pods}`]),
  ].join(', ');
}

const policy = (platform: Platform, name: string) => find(platform, 'NetworkPolicy', name);
const egress = (platform: Platform, name: string) => lines(field(policy(platform, name), 'spec.egress'));
const ingress = (platform: Platform, name: string) => lines(field(policy(platform, name), 'spec.ingress'));

const platform = platformWith();
const onGateway = (ingress: object = {}, cluster: PlatformConfig['cluster'] = {}): Platform =>
  genericPlatform({
    cluster: { provider: 'generic', version: '1.35', ...cluster },
    ingress: { controller: 'gateway', ...ingress },
  });
const dns = ['namespace kube-system, pods kube-dns UDP :53', 'namespace kube-system, pods kube-dns :53'];
const podIdentity = '169.254.170.23/32 :80';
const monitoring = ['namespace monitoring :3000', 'namespace monitoring :4318', 'namespace monitoring :9090'];
const postgres = '10.0.0.0/16 :5432';
const redis = '10.9.1.0/24 :6379';
const qdrant = '10.9.2.0/24 :6333';
/** Where SQS has an interface. */
const endpoints = '10.0.0.0/16 :443';
const internet = '0.0.0.0/0 but private :443';
const controller = (port: number) => `namespace ingress-nginx :${port}`;
const scraper = (port: number) => `namespace monitoring :${port}`;

test('one policy a workload, and what holds for all', () => {
  expect(namesOf(platform, 'NetworkPolicy')).toEqual([
    'default-deny',
    'acme-solver',
    'memorai-api',
    'memorai-dashboard',
    'memorai-mcp',
    'memorai-worker',
    'memorai-migrate',
    'memorai-postgres-exporter',
    'memorai-redis-exporter',
  ]);
});

test('by default nothing may come in or go out', () => {
  expect(policy(platform, 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

/** The whole table of who may talk to whom. */
test.each([
  ['memorai-api', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet, endpoints]],
  ['memorai-dashboard', [...dns, podIdentity, ...monitoring, 'pods memorai-api :3001']],
  ['memorai-mcp', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet]],
  ['memorai-worker', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet, endpoints]],
  ['memorai-migrate', [...dns, podIdentity, postgres, qdrant]],
])('%s may go out to exactly its edges', (name, expected) => {
  expect(egress(platform, name)).toEqual(expected);
});

test.each([
  ['memorai-api', [controller(3001), 'pods memorai-dashboard :3001', scraper(3001)]],
  ['memorai-dashboard', [controller(3000), scraper(3000)]],
  ['memorai-mcp', [scraper(3002)]],
  ['memorai-worker', [scraper(3003)]],
  ['memorai-migrate', []],
])('%s is reached by exactly its callers', (name, expected) => {
  expect(ingress(platform, name)).toEqual(expected);
});

test.each(namesOf(platform, 'NetworkPolicy').filter((name) => name.startsWith('memorai-')))(
  '%s holds for its own pods, in both directions',
  (name) => {
    expect(policy(platform, name).spec).toMatchObject({
      podSelector: { matchLabels: { app: name } },
      policyTypes: ['Ingress', 'Egress'],
    });
  },
);

test('the internet is everything but private, shared and link-local addresses', () => {
  const rules = field<Rule[]>(policy(platform, 'memorai-api'), 'spec.egress');
  expect(
    rules.flatMap(({ to }) => to ?? []).find(({ ipBlock }) => ipBlock?.except !== undefined)?.ipBlock?.except,
  ).toEqual(['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']);
});

const edges: [string, PlatformConfig['services'], string, string[]][] = [
  ['nothing', { reports: { uses: [] } }, 'memorai-reports', []],
  ['a store', { reports: { uses: ['redis'] } }, 'memorai-reports', [redis]],
  ['the queue', { reports: { uses: ['queue.produce'] } }, 'memorai-reports', [internet, endpoints]],
  ['something outside', { reports: { uses: ['sendgrid'] } }, 'memorai-reports', [internet]],
  ['another service', { reports: { uses: ['mcp'] } }, 'memorai-reports', ['pods memorai-mcp :3002']],
  ['the Kubernetes API', { reports: { apiAccess: true } }, 'memorai-reports', ['0.0.0.0/0 :443', '0.0.0.0/0 :6443']],
];
test.each(edges)('an edge to %s opens the way there', (_, services = {}, name, expected) => {
  expect(egress(platformWith({ services }), name)).toEqual([...dns, podIdentity, ...monitoring, ...expected]);
});

const settings: [string, Record<string, string>, string[]][] = [
  ['an address', { SEARCH_URL: 'http://10.1.2.3:8080' }, ['10.1.2.3/32 :8080']],
  [
    'addresses without a scheme',
    { BROKERS: '10.1.2.3:9092, 10.1.2.4:9092' },
    ['10.1.2.3/32 :9092', '10.1.2.4/32 :9092'],
  ],
  ['the port of a scheme', { CACHE: 'rediss://[fd00::12]/0' }, ['fd00::12/128 :6379']],
  [
    'a Service of another namespace',
    { TRACES: 'http://agent.tracing.svc.cluster.local:4318', LOGS: 'http://logs.tracing.svc:3100' },
    ['namespace tracing :3100', 'namespace tracing :4318'],
  ],
  ['the pod itself, names and images', { A: 'http://127.0.0.1:8080', B: 'https://example.com', C: 'node:22' }, []],
];
test.each(settings)('what a setting names is opened and no more: %s', (_, env, expected) => {
  const ways = egress(platformWith({ services: { reports: { env } } }), 'memorai-reports');
  expect([...ways].sort()).toEqual([...dns, podIdentity, ...monitoring, ...expected].sort());
});

test('an edge opens the other side as well', () => {
  expect(ingress(platformWith({ services: { reports: { uses: ['mcp'] } } }), 'memorai-mcp')).toEqual([
    'pods memorai-reports :3002',
    scraper(3002),
  ]);
});

test('a store that nobody uses lets nobody in', () => {
  const unused = genericPlatform({
    services: { api: { uses: [] }, mcp: { uses: [] }, worker: { enabled: false } },
    stores: {
      postgres: { provider: 'external', host: 'postgres.memorai.com' },
      redis: { provider: 'cluster', topology: { mode: 'standalone' } },
      qdrant: { host: 'qdrant.memorai.com' },
    },
    monitoring: { exporters: { redis: { enabled: false, reason: 'watched by its own team' } } },
  });
  expect(policy(unused, 'memorai-redis').spec).not.toHaveProperty('ingress');
});

test('the Pod Identity agent is there on EKS only', () => {
  expect(egress(genericPlatform(), 'memorai-dashboard')).toEqual([...dns, ...monitoring, 'pods memorai-api :3001']);
});

test('an external database is reached at its own addresses', () => {
  expect(egress(genericPlatform(), 'memorai-migrate')).toEqual([...dns, '10.9.0.0/24 :5432', '10.9.2.0/24 :6333']);
});

test("cert-manager's solver is reached from the ingress controller", () => {
  expect(policy(platform, 'acme-solver').spec).toMatchObject({
    podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    policyTypes: ['Ingress'],
  });
  expect(ingress(platform, 'acme-solver')).toEqual(['namespace ingress-nginx :8089']);
});

describe('the way in', () => {
  const google = ['130.211.0.0/22', '35.191.0.0/16'];
  const all = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
  const ways: [string, Platform, string[]][] = [
    ['a Gateway whose proxies are beside it', onGateway(), ['pods memorai-gateway']],
    [
      'a Gateway of another namespace',
      onGateway({ gateway: { name: 'shared', namespace: 'edge' } }),
      ['namespace edge, pods shared'],
    ],
    [
      'a Gateway whose proxies are in a namespace of their own',
      onGateway({ className: 'eg' }),
      ['namespace envoy-gateway-system'],
    ],
    ['a class that says where', onGateway({ className: 'traefik', namespace: 'traefik' }), ['namespace traefik']],
    ['nginx elsewhere', onGateway({ namespace: 'nginx-proxies' }), ['namespace nginx-proxies']],
    ['a class outside the cluster', onGateway({ className: 'box', proxyCidrs: ['10.7.0.0/24'] }), ['10.7.0.0/24']],
    ['the global load balancer of Google', onGateway({}, { provider: 'gke' }), google],
    [
      'a regional load balancer of Google',
      onGateway({ className: 'gke-l7-regional-external-managed', proxyCidrs: ['10.129.0.0/23'] }, { provider: 'gke' }),
      ['10.129.0.0/23', ...google],
    ],
    ['a regional one of unknown proxies', onGateway({ className: 'gke-l7-rilb' }, { provider: 'gke' }), all],
    ['a load balancer of Azure', onGateway({ proxyCidrs: ['10.225.0.0/24'] }, { provider: 'aks' }), ['10.225.0.0/24']],
    ['a load balancer of Azure of unknown subnet', onGateway({}, { provider: 'aks' }), all],
    ['a load balancer of AWS', platformWith({ ingress: { controller: 'alb' } }), ['10.0.0.0/16']],
    [
      'a load balancer of AWS in another network',
      platformWith({ ingress: { controller: 'alb', proxyCidrs: ['10.8.0.0/16', '10.6.0.0/16'] } }),
      ['10.6.0.0/16', '10.8.0.0/16'],
    ],
  ];

  test.each(ways)('%s alone reaches what is public', (_, platform, peers) => {
    expect(ingress(platform, 'memorai-dashboard')).toEqual([...peers.map((peer) => `${peer} :3000`), scraper(3000)]);
    expect(ingress(platform, 'memorai-worker')).toEqual([scraper(3003)]);
  });

  test("and the solver of cert-manager, where that asks for the Gateway's certificate", () => {
    expect(ingress(onGateway(), 'acme-solver')).toEqual(['pods memorai-gateway :8089']);
    expect(ingress(onGateway({}, { provider: 'gke' }), 'acme-solver')).toEqual(google.map((cidr) => `${cidr} :8089`));
  });

  test('proxies in our namespace take what comes to 80 and 443, and go to what is public, and to what leads them', () => {
    const own = policy(onGateway(), 'memorai-gateway');
    expect(field(own, 'spec.podSelector')).toEqual({
      matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'memorai-gateway' },
    });
    expect(field(own, 'spec.ingress')).toEqual([
      {
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'TCP', port: 443 },
        ],
      },
    ]);
    expect(egress(onGateway(), 'memorai-gateway')).toEqual([
      ...dns,
      'namespace nginx-gateway :8443',
      'pods memorai-api :3001',
      'pods memorai-dashboard :3000',
      'pods true :8089',
    ]);
    expect(egress(onGateway({ className: 'istio' }), 'memorai-gateway')).toContain('namespace istio-system :15012');
  });

  test.each<[string, Platform]>([
    ['of another namespace', onGateway({ gateway: { name: 'shared', namespace: 'edge' } })],
    ['outside the cluster', onGateway({}, { provider: 'gke' })],
    ['of ingress-nginx', platform],
  ])('proxies %s have no policy of ours', (_, of) => {
    const others = namesOf(of, 'NetworkPolicy').filter((name) => !namesOf(of, 'Deployment').includes(name));
    expect(others.filter((name) => !['default-deny', 'acme-solver', 'memorai-migrate'].includes(name))).toEqual([]);
  });
});

describe('the identity of a pod', () => {
  const identity = (provider: 'eks' | 'aks' | 'gke', how: 'irsa' | 'none' | undefined, name?: string) =>
    genericPlatform({
      cluster: { provider, version: '1.35', ...(how === undefined ? {} : { identity: how }) },
      services: { reports: { uses: [], ...(name === undefined ? {} : { identity: name }) } },
    });
  const role = 'arn:aws:iam::123456789012:role/memorai-reports';
  const metadata = ['169.254.169.254/32', '169.254.169.252/32'].flatMap((at) => [`${at} :80`, `${at} :988`]);

  test.each([
    ['Pod Identity', identity('eks', undefined), [...dns, podIdentity, ...monitoring]],
    ['none on EKS', identity('eks', 'none'), [...dns, ...monitoring]],
    ['IRSA without a role', identity('eks', 'irsa'), [...dns, ...monitoring]],
    ['IRSA', identity('eks', 'irsa', role), [...dns, ...monitoring, internet]],
    ['Azure', identity('aks', undefined, '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f'), [...dns, ...monitoring, internet]],
    [
      'Google',
      identity('gke', undefined, 'reports@memorai-prod.iam.gserviceaccount.com'),
      [...dns, ...metadata, ...monitoring],
    ],
    ['Google without an account', identity('gke', undefined), [...dns, ...metadata, ...monitoring]],
    ['none on GKE', identity('gke', 'none'), [...dns, ...monitoring]],
  ])('%s opens what it needs', (_, of, expected) => {
    expect(egress(of, 'memorai-reports')).toEqual(expected);
  });
});

test('other namespaces for ingress and monitoring are followed', () => {
  const moved = platformWith({
    cluster: { provider: 'eks', monitoringNamespace: 'watch' },
    ingress: { controller: 'ingress-nginx', namespace: 'edge' },
  });
  expect(ingress(moved, 'memorai-dashboard')).toEqual(['namespace edge :3000', 'namespace watch :3000']);
  expect(egress(moved, 'memorai-dashboard')).toContain('namespace watch :4318');
});

test('an edge to a service that is not there is refused', () => {
  const { api: _, ...services } = platform.services;
  expect(() => namesOf({ ...platform, services }, 'NetworkPolicy')).toThrow(
    'an edge leads to service api, which the platform does not have',
  );
});

test('Aurora without an AWS network is refused', () => {
  const { aws: _, ...rest } = platform;
  expect(() => namesOf({ ...rest, secrets: { provider: 'existing', reloader: false } }, 'NetworkPolicy')).toThrow(
    'a store is managed by AWS, but the platform has no aws section with its network',
  );
});

test('where SQS has no interface in the network, the queue is on the internet alone', () => {
  const aws = { region: 'us-east-1', network: { kind: 'create' as const, interfaceEndpoints: [] } };
  expect(egress(platformWith({ aws }), 'memorai-api')).not.toContain(endpoints);
});
