import { checkOutput } from '../../lib';
import { controllersOf } from '../../lib/platform/controllers';
import { field, find, genericPlatform, namesOf, platformWith } from './platforms';

interface Path {
  path: string;
  pathType: string;
  backend: { service: { name: string; port: { number: number } } };
}
interface Rule {
  host: string;
  http: { paths: Path[] };
}

const platform = platformWith();
const limited = find(platform, 'Ingress', 'memorai-api-ingress');
const unlimited = find(platform, 'Ingress', 'memorai-ingress');
const rules = [limited, unlimited].flatMap((object) => field<Rule[]>(object, 'spec.rules'));

test('the limited service has an Ingress of its own, the others share one', () => {
  expect(namesOf(platform, 'Ingress')).toEqual(['memorai-ingress', 'memorai-api-ingress']);
  expect(field<Rule[]>(limited, 'spec.rules').map(({ host }) => host)).toEqual(['api.memorai.com']);
  expect(field<Rule[]>(unlimited, 'spec.rules').map(({ host }) => host)).toEqual(['dashboard.memorai.com']);
});

test('annotations of the limited one', () => {
  expect(limited.metadata.annotations).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'api.memorai.com',
    'nginx.ingress.kubernetes.io/limit-burst-multiplier': '1',
    'nginx.ingress.kubernetes.io/limit-rpm': '100',
    'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
  });
});

test('annotations of the other', () => {
  expect(unlimited.metadata.annotations).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'dashboard.memorai.com',
    'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
  });
});

test.each([
  ['memorai-api-ingress', 'api.memorai.com'],
  ['memorai-ingress', 'dashboard.memorai.com'],
])('%s ends TLS for its host with the one certificate', (name, host) => {
  expect(find(platform, 'Ingress', name).spec).toMatchObject({
    ingressClassName: 'nginx',
    tls: [{ hosts: [host], secretName: 'memorai-tls' }],
  });
});

test.each([
  ['api.memorai.com', ['/live', '/metrics', '/ready'], 'memorai-api-service'],
  ['dashboard.memorai.com', ['/api/metrics', '/live', '/metrics', '/ready'], 'memorai-dashboard-service'],
])('%s hides %j and leads everything else to its service', (host, hidden, service) => {
  const paths = rules.find((rule) => rule.host === host)?.http.paths ?? [];
  expect(paths.map(({ path, pathType, backend }) => [path, pathType, backend.service])).toEqual([
    ...hidden.map((path) => [path, 'Prefix', { name: 'memorai-nothing', port: { number: 80 } }]),
    ['/', 'Prefix', { name: service, port: { number: 80 } }],
  ]);
});

/** How the API defines a Prefix: element by element, and the longest match wins. */
function backendOf(host: string, requested: string): string | undefined {
  const elements = (path: string) => path.split('/').filter((element) => element !== '');
  const matches = (rules.find((rule) => rule.host === host)?.http.paths ?? []).filter(({ path }) =>
    elements(path).every((element, index) => elements(requested)[index] === element),
  );
  return matches.sort((a, b) => b.path.length - a.path.length)[0]?.backend.service.name;
}

test.each([
  ['/metrics', 'memorai-nothing'],
  ['/metrics/', 'memorai-nothing'],
  ['/live', 'memorai-nothing'],
  ['/ready/', 'memorai-nothing'],
  ['/', 'memorai-api-service'],
  ['/health', 'memorai-api-service'],
  ['/livestream', 'memorai-api-service'],
  ['/v1/metrics', 'memorai-api-service'],
])('a request for %s goes to %s', (path, service) => {
  expect(backendOf('api.memorai.com', path)).toBe(service);
});

test('the Service for hidden paths selects no pods', () => {
  expect(find(platform, 'Service', 'memorai-nothing').spec).toEqual({
    type: 'ClusterIP',
    ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
  });
});

test('one certificate covers all hosts, from the issuer that is named', () => {
  expect(find(platform, 'Certificate', 'memorai-tls').spec).toEqual({
    secretName: 'memorai-tls',
    dnsNames: ['api.memorai.com', 'dashboard.memorai.com'],
    issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' },
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
  });
  expect(namesOf(platform, 'ClusterIssuer')).toEqual([]);
});

test.each([
  [false, 'letsencrypt-prod', 'https://acme-v02.api.letsencrypt.org/directory'],
  [true, 'letsencrypt-staging', 'https://acme-staging-v02.api.letsencrypt.org/directory'],
])("with an e-mail address the issuer is ours (Let's Encrypt, staging: %s)", (staging, name, server) => {
  const issuing = platformWith({
    ingress: { controller: 'ingress-nginx', tls: { issuer: { email: 'ops@memorai.com', staging } } },
  });
  const issuer = find(issuing, 'ClusterIssuer', name);
  expect(issuer.spec).toEqual({
    acme: {
      server,
      email: 'ops@memorai.com',
      privateKeySecretRef: { name: `${name}-account-key` },
      solvers: [{ http01: { ingress: { ingressClassName: 'nginx' } } }],
    },
  });
  expect(issuer.metadata.namespace).toBeUndefined();
  expect(field(find(issuing, 'Certificate', 'memorai-tls'), 'spec.issuerRef.name')).toBe(name);
});

test('when every public service is limited, the shared Ingress is left out', () => {
  const all = platformWith({ services: { dashboard: { expose: { requestsPerMinute: 600 } } } });
  expect(namesOf(all, 'Ingress')).toEqual(['memorai-api-ingress', 'memorai-dashboard-ingress']);
  expect(find(all, 'Ingress', 'memorai-dashboard-ingress').metadata.annotations).toMatchObject({
    'nginx.ingress.kubernetes.io/limit-rpm': '600',
  });
});

test('unlimited services share the Ingress of the guide', () => {
  const more = platformWith({ services: { mcp: { expose: {} } } });
  expect(field<Rule[]>(find(more, 'Ingress', 'memorai-ingress'), 'spec.rules').map(({ host }) => host)).toEqual([
    'dashboard.memorai.com',
    'mcp.memorai.com',
  ]);
  expect(find(more, 'Ingress', 'memorai-ingress').metadata.annotations).toMatchObject({
    'external-dns.alpha.kubernetes.io/hostname': 'dashboard.memorai.com,mcp.memorai.com',
  });
});

test('without a public service there is no way in', () => {
  const closed = genericPlatform({ services: { api: { expose: false }, dashboard: { expose: false } } });
  expect([...namesOf(closed, 'Ingress'), ...namesOf(closed, 'Certificate')]).toEqual([]);
  expect(namesOf(closed, 'Service')).not.toContain('memorai-nothing');
  expect(namesOf(closed, 'NetworkPolicy')).not.toContain('acme-solver');
});

describe('with a certificate that is already there', () => {
  const there = { existingSecretName: 'team-tls' };
  const nginx = platformWith({ ingress: { controller: 'ingress-nginx', tls: there } });
  const gateway = platformWith({ ingress: { controller: 'gateway', tls: there } });

  test.each([
    ['ingress-nginx', nginx, 'Ingress', 'memorai-ingress', 'spec.tls.0.secretName'],
    ['gateway', gateway, 'Gateway', 'memorai-gateway', 'spec.listeners.1.tls.certificateRefs.0.name'],
  ])('%s serves it, and cert-manager is asked for none', (_, platform, kind, name, path) => {
    expect(field(find(platform, kind, name), path)).toBe('team-tls');
    expect(namesOf(platform, 'Certificate')).toEqual([]);
    expect(namesOf(platform, 'ClusterIssuer')).toEqual([]);
    expect(namesOf(platform, 'NetworkPolicy')).not.toContain('acme-solver');
    expect(controllersOf(platform).map(({ name }) => name)).not.toContain('cert-manager');
    expect(checkOutput(platform).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each([{ issuer: 'team' }, { secretName: 'edge-tls' }])('%j beside it is refused', (more) => {
    expect(() => platformWith({ ingress: { controller: 'ingress-nginx', tls: { ...there, ...more } } })).toThrow(
      'ingress.tls.existingSecretName  has its certificate already; remove issuer and secretName beside it',
    );
  });
});
