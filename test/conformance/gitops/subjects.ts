import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform, type PlatformConfig, resolvePlatform } from '../../../lib/index';
import { covering } from '../../knobs/covering';
import { root } from '../../package/built';
import { arbitraryConfig } from '../../support/arbitrary-config';
import { plain, production } from '../../support/configs';
import { makeConsumer } from '../../support/consumer';
import { run } from '../../support/run';
import { generatedFor, type Subject, subjectOf } from '../subjects';

const subject = subjectOf('kubernetes');

const shipped = (file: string) => loadPlatform(join(root, file));

/** What a team may ask for beyond the shipped environments. */
const variations: Readonly<Record<string, PlatformConfig>> = {
  'the shortest production': production(),
  'the shortest on no cloud': plain(),
  'Kubernetes 1.27': production({ cluster: { version: '1.27' } }),
  'Kubernetes 1.29': plain({ cluster: { version: '1.29' } }),
  'Kubernetes 1.30': plain({ cluster: { version: '1.30' } }),
  'an issuer, a registry and a namespace of its own': plain({
    cluster: { namespace: 'team-memory', monitoringNamespace: 'watch' },
    images: { registry: 'images.memorai.com:5000/team', pullSecrets: ['pull'], pullPolicy: 'Always' },
    ingress: {
      controller: 'ingress-nginx',
      namespace: 'edge',
      className: 'public',
      tls: { issuer: { email: 'ops@memorai.com' }, secretName: 'edge-tls' },
    },
  }),
  'services of all kinds': production({
    services: {
      dashboard: { enabled: false },
      mcp: { expose: { subdomain: 'tools', requestsPerMinute: 30 }, apiAccess: true },
      reports: {
        image: { repository: 'memorai/reports', tag: '1.4.0', digest: `sha256:${'0123456789abcdef'.repeat(4)}` },
        port: 3010,
        uses: ['postgres', 'redis', 'queue.produce', 'api'],
        env: { REPORTS_NOTE: 'yes: "no" # 1e3', REPORTS_DEPTH: 3, REPORTS_TOKEN: { secret: true } },
        probes: { startup: { path: '/up', failureThreshold: 60 } },
        termination: { gracePeriod: '90s', preStop: '10s' },
      },
    },
    settings: { CACHE_TTL: 60, ENABLE_ANALYTICS: false },
  }),
  'a load balancer of AWS': production({
    cluster: { identity: 'irsa' },
    services: {
      api: { identity: 'arn:aws:iam::123456789012:role/memorai-api', expose: { hosts: ['api.memorai.eu'] } },
    },
    ingress: {
      controller: 'alb',
      scheme: 'internal',
      wafAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b2c3d',
      tls: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d' },
    },
  }),
  'a Gateway of somebody else': production({
    ingress: { controller: 'gateway', gateway: { name: 'shared', namespace: 'edge' }, externalDns: false },
    services: {
      api: {
        expose: { paths: ['/v1', '/health'] },
        timeouts: { request: '30500ms' },
        termination: { gracePeriod: '60s' },
      },
    },
  }),
  'stores in the cluster': {
    ...production(),
    stores: {
      postgres: { provider: 'cluster', resources: { cpu: 2, memory: '4Gi' } },
      redis: { provider: 'cluster' },
      qdrant: { provider: 'cluster' },
    },
  },
  'no migration': plain({ migration: { enabled: false } }),
};

/** The shipped environments that have a cluster, the examples' configs, and the variations above. */
export const subjects: readonly Subject[] = [
  subject('production', shipped('environments/production.yaml')),
  subject('staging', shipped('environments/staging.yaml')),
  subject('the example kubernetes-service', shipped('examples/kubernetes-service/platform.yaml')),
  ...['aks', 'gke', 'generic'].map((name) =>
    subject(`the example ${name}`, shipped(`examples/environments/${name}.yaml`)),
  ),
  ...Object.entries(variations).map(([name, config]) => subject(name, resolvePlatform(config))),
];

/** Configs in which every two choices of two knobs stand together. */
export const knobSubjects: readonly Subject[] = covering().map(({ name, config }) =>
  subject(`knobs ${name}`, resolvePlatform(config)),
);

export const generatedSubjects = (count: number): readonly Subject[] =>
  generatedFor('kubernetes', arbitraryConfig, count);

/** What the example `kubernetes-service` writes when it runs: the platform in a chart, patched, with an object of its own. */
export function exampleChart(): string {
  const consumer = makeConsumer();
  try {
    const place = consumer.compile('kubernetes-service');
    run(process.execPath, ['build/main.js'], place);
    return readFileSync(join(place, 'dist', 'memorai.k8s.yaml'), 'utf8');
  } finally {
    consumer.remove();
  }
}
