import type { PlatformConfig } from '../../lib/config/schema/index';
import type { Platform } from '../../lib/platform/types';
import { allObjects, field, find, namesOf, platformWith } from './platforms';

const withAlb = (ingress: object = {}, config: Partial<PlatformConfig> = {}): Platform =>
  platformWith({ ingress: { controller: 'alb', ...ingress }, ...config });

const platform = withAlb();
const annotation = (of: Platform, name: string, service = 'api') =>
  find(of, 'Ingress', `memorai-${service}-ingress`).metadata.annotations?.[`alb.ingress.kubernetes.io/${name}`];

interface Path {
  path: string;
  pathType: string;
  backend: { service: { name: string; port: object } };
}

test('is what EKS has by default', () => {
  expect(namesOf(platformWith({ ingress: {} }), 'Ingress')).toEqual(namesOf(platform, 'Ingress'));
});

test('an Ingress a service, and nothing of nginx or of cert-manager', () => {
  expect(namesOf(platform, 'Ingress')).toEqual(['memorai-api-ingress', 'memorai-dashboard-ingress']);
  expect([...namesOf(platform, 'Certificate'), ...namesOf(platform, 'Gateway')]).toEqual([]);
  expect(namesOf(platform, 'Service')).not.toContain('memorai-nothing');
  expect(namesOf(platform, 'NetworkPolicy')).not.toContain('acme-solver');
});

test('everything that the controller is told', () => {
  expect(find(platform, 'Ingress', 'memorai-api-ingress').metadata.annotations).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'api.memorai.com',
    'alb.ingress.kubernetes.io/actions.memorai-nothing':
      '{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","statusCode":"404","messageBody":"not found"}}',
    'alb.ingress.kubernetes.io/group.name': 'memorai-production',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '15',
    'alb.ingress.kubernetes.io/healthcheck-path': '/health',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '5',
    'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
    'alb.ingress.kubernetes.io/load-balancer-attributes':
      'idle_timeout.timeout_seconds=60,routing.http.drop_invalid_header_fields.enabled=true',
    'alb.ingress.kubernetes.io/scheme': 'internet-facing',
    'alb.ingress.kubernetes.io/ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    'alb.ingress.kubernetes.io/ssl-redirect': '443',
    'alb.ingress.kubernetes.io/success-codes': '200',
    'alb.ingress.kubernetes.io/target-group-attributes': 'deregistration_delay.timeout_seconds=45',
    'alb.ingress.kubernetes.io/target-type': 'ip',
  });
});

test.each([
  ['api', ['/live', '/metrics', '/ready']],
  ['dashboard', ['/api/metrics', '/live', '/metrics', '/ready']],
])('%s answers %j itself, before it forwards the rest', (name, hidden) => {
  const ingress = find(platform, 'Ingress', `memorai-${name}-ingress`);
  expect(field(ingress, 'spec.ingressClassName')).toBe('alb');
  expect(field(ingress, 'spec.tls')).toBeUndefined();
  expect(field<{ host: string }[]>(ingress, 'spec.rules').map(({ host }) => host)).toEqual([`${name}.memorai.com`]);
  expect(field<Path[]>(ingress, 'spec.rules.0.http.paths')).toEqual([
    ...hidden.map((path) => ({
      path,
      pathType: 'Prefix',
      backend: { service: { name: 'memorai-nothing', port: { name: 'use-annotation' } } },
    })),
    {
      path: '/',
      pathType: 'Prefix',
      backend: { service: { name: `memorai-${name}-service`, port: { number: 80 } } },
    },
  ]);
});

test('what belongs to the load balancer is the same on all of its Ingresses, also where one service is slower', () => {
  const slow = withAlb({}, { services: { dashboard: { timeouts: { request: '90s' } } } });
  const names = ['scheme', 'group.name', 'listen-ports', 'ssl-redirect', 'ssl-policy', 'load-balancer-attributes'];
  for (const name of names) expect(annotation(slow, name, 'api')).toBe(annotation(slow, name, 'dashboard'));
  expect(annotation(slow, 'load-balancer-attributes')).toContain('idle_timeout.timeout_seconds=94,');
});

test('a pod that leaves has its own grace period', () => {
  const patient = withAlb({}, { services: { dashboard: { termination: { gracePeriod: '90s' } } } });
  expect(annotation(patient, 'target-group-attributes', 'dashboard')).toBe('deregistration_delay.timeout_seconds=90');
  expect(annotation(patient, 'target-group-attributes', 'api')).toBe('deregistration_delay.timeout_seconds=45');
});

const acm = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b';
const waf = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b';
test.each([
  ['certificate-arn', {}, undefined],
  ['certificate-arn', { tls: { certificateArn: acm } }, acm],
  ['wafv2-acl-arn', {}, undefined],
  ['wafv2-acl-arn', { wafAclArn: waf }, waf],
  ['scheme', { scheme: 'internal' }, 'internal'],
  ['group.name', { groupName: 'company' }, 'company'],
  ['ssl-policy', { sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' }, 'ELBSecurityPolicy-TLS13-1-3-2021-06'],
  ['ip-address-type', { annotations: { 'alb.ingress.kubernetes.io/ip-address-type': 'dualstack' } }, 'dualstack'],
  ['target-type', { annotations: { 'alb.ingress.kubernetes.io/target-type': 'instance' } }, 'instance'],
])('%s with %j is %s', (name, ingress, expected) => {
  expect(annotation(withAlb(ingress), name)).toBe(expected);
});

test('annotations of one service are on its Ingress alone, and win', () => {
  const own = withAlb(
    { annotations: { 'a.b/c': 'all' } },
    { services: { dashboard: { expose: { annotations: { 'a.b/c': 'one' } } } } },
  );
  expect(find(own, 'Ingress', 'memorai-api-ingress').metadata.annotations?.['a.b/c']).toBe('all');
  expect(find(own, 'Ingress', 'memorai-dashboard-ingress').metadata.annotations?.['a.b/c']).toBe('one');
});

test.each([
  [{}, { hostname: 'api.memorai.com' }],
  [{ externalDns: { ttl: '60s' } }, { hostname: 'api.memorai.com', ttl: '60' }],
  [{ externalDns: false }, { controller: 'none' }],
])('%j tell external-dns %j', (ingress, expected) => {
  const found = Object.entries(find(withAlb(ingress), 'Ingress', 'memorai-api-ingress').metadata.annotations ?? {})
    .filter(([name]) => name.startsWith('external-dns'))
    .map(([name, value]) => [name.split('/')[1], value]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

test('pods count as ready when the load balancer has found them healthy', () => {
  const gate = 'elbv2.k8s.aws/pod-readiness-gate-inject';
  const labels = (of: Platform) => allObjects(of).find(({ kind }) => kind === 'Namespace')?.metadata.labels;
  expect(labels(platform)).toMatchObject({ [gate]: 'enabled' });
  expect(labels(platformWith())).not.toHaveProperty([gate]);
});
