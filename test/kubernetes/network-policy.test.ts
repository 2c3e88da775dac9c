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

/** One line a peer and port: `pods memorai-api :3001`. */
function lines(rules: readonly Rule[] | undefined): string[] {
  return (rules ?? []).flatMap(({ to, from, ports }) =>
    (to ?? from ?? []).flatMap((peer) =>
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
const dns = ['namespace kube-system, pods kube-dns UDP :53', 'namespace kube-system, pods kube-dns :53'];
const podIdentity = '169.254.170.23/32 :80';
const monitoring = ['namespace monitoring :3000', 'namespace monitoring :4318', 'namespace monitoring :9090'];
const postgres = '10.0.0.0/16 :5432';
const redis = '10.9.1.0/24 :6379';
const qdrant = '10.9.2.0/24 :6333';
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
  ]);
});

test('by default nothing may come in or go out', () => {
  expect(policy(platform, 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

/** The whole table of who may talk to whom. */
test.each([
  ['memorai-api', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet]],
  ['memorai-dashboard', [...dns, podIdentity, ...monitoring, 'pods memorai-api :3001']],
  ['memorai-mcp', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet]],
  ['memorai-worker', [...dns, podIdentity, ...monitoring, postgres, redis, qdrant, internet]],
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
  ['the queue', { reports: { uses: ['queue.produce'] } }, 'memorai-reports', [internet]],
  ['something outside', { reports: { uses: ['sendgrid'] } }, 'memorai-reports', [internet]],
  ['another service', { reports: { uses: ['mcp'] } }, 'memorai-reports', ['pods memorai-mcp :3002']],
  ['the Kubernetes API', { reports: { apiAccess: true } }, 'memorai-reports', ['0.0.0.0/0 :443', '0.0.0.0/0 :6443']],
];
test.each(edges)('an edge to %s opens the way there', (_, services = {}, name, expected) => {
  expect(egress(platformWith({ services }), name)).toEqual([...dns, podIdentity, ...monitoring, ...expected]);
});

test('an edge opens the other side as well', () => {
  expect(ingress(platformWith({ services: { reports: { uses: ['mcp'] } } }), 'memorai-mcp')).toEqual([
    'pods memorai-reports :3002',
    scraper(3002),
  ]);
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

test('other namespaces for ingress and monitoring are followed', () => {
  const moved = platformWith({ cluster: { provider: 'eks', ingressNamespace: 'edge', monitoringNamespace: 'watch' } });
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
