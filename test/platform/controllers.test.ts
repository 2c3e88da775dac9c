import { readFileSync } from 'node:fs';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { controllers, controllersOf } from '../../lib/platform/controllers';
import { resolvePlatform } from '../../lib/platform/index';
import { newestTestedKubernetes } from '../../lib/platform/support';
import { plain, production, serverless } from '../support/configs';

const needed = (config: PlatformConfig): string[] =>
  controllersOf(resolvePlatform(config)).map(
    ({ name, supply }) => `${name}: ${supply.from === 'add-on' ? supply.name : supply.from}`,
  );

test('functions need no controller', () => {
  expect(needed(serverless())).toEqual([]);
});

test('production on EKS', () => {
  expect(needed(production())).toEqual([
    'network plugin with NetworkPolicy: vpc-cni',
    'metrics-server: metrics-server',
    'cluster autoscaler: installation',
    'EKS Pod Identity agent: eks-pod-identity-agent',
    'ingress-nginx: installation',
    'cert-manager: cert-manager',
    'external-dns: external-dns',
    'External Secrets: installation',
    'Reloader: installation',
    'Prometheus: installation',
    'kube-state-metrics: kube-state-metrics',
    'node exporter: prometheus-node-exporter',
    'cluster DNS: coredns',
  ]);
});

const cluster = (provider: 'eks' | 'aks' | 'gke' | 'generic', identity?: string): PlatformConfig =>
  plain({
    cluster: { provider, ...(provider === 'eks' ? { identity: 'irsa' } : {}) },
    ingress: { controller: 'gateway' },
    services: identity === undefined ? {} : { api: { identity } },
  });
const redis = { provider: 'cluster', topology: { mode: 'standalone' } } as const;
const postgres = { provider: 'cluster', operator: 'cloudnative-pg' } as const;
const role = 'arn:aws:iam::123456789012:role/memorai-api';
const client = '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f';
const fixed = { replicas: { min: 1, max: 1 } };

const flux = { tool: 'flux', source: { name: 'deployments' } } as const;
const withFlux = (provider: 'aks' | 'gke'): PlatformConfig => ({ ...cluster(provider), gitops: flux });

/** Each controller in a platform that needs it, and in one that does not. */
test.each<[string, PlatformConfig, PlatformConfig]>([
  [
    'network plugin with NetworkPolicy: installation',
    plain(),
    plain({ cluster: { networkPolicies: { enabled: false, reason: 'the cluster has another tool for it' } } }),
  ],
  [
    'metrics-server: installation',
    plain(),
    plain({ services: { api: fixed, dashboard: fixed, mcp: fixed, worker: fixed } }),
  ],
  ['cluster autoscaler: cluster autoscaler', cluster('gke'), plain()],
  ['CSI driver: installation', { ...plain(), stores: { ...plain().stores, redis } } as PlatformConfig, plain()],
  ['EKS Pod Identity agent: eks-pod-identity-agent', production(), production({ cluster: { identity: 'irsa' } })],
  ['identity webhook: provider', cluster('eks', role), cluster('eks')],
  ['identity webhook: workload identity', cluster('aks', client), cluster('aks')],
  ['GKE metadata server: workload identity federation', cluster('gke'), cluster('aks')],
  ['Gateway API: installation', cluster('generic'), plain()],
  ['Gateway API: Gateway API', cluster('gke'), production()],
  ['implementation of the GatewayClass: Application Gateway for Containers', cluster('aks'), plain()],
  ['ingress-nginx: installation', plain(), cluster('generic')],
  ['AWS Load Balancer Controller: installation', production({ ingress: { controller: 'alb' } }), production()],
  ['AWS Load Balancer Controller: installation', cluster('eks'), cluster('generic')],
  ['cert-manager: installation', plain(), plain({ ingress: { controller: 'gateway', gateway: { name: 'shared' } } })],
  ['cert-manager: cert-manager', production(), production({ ingress: { controller: 'alb' } })],
  ['external-dns: installation', plain(), plain({ ingress: { controller: 'ingress-nginx', externalDns: false } })],
  ['External Secrets: installation', production(), production({ secrets: { provider: 'existing' } })],
  ['Reloader: installation', production(), production({ secrets: { provider: 'existing' } })],
  ['KEDA: installation', production({ services: { worker: { autoscaling: { kind: 'keda' } } } }), production()],
  ['CloudNativePG: installation', plain({ stores: { postgres } }), plain()],
  ['Reloader: installation', plain({ secrets: { provider: 'existing', reloader: true } }), plain()],
  ['Argo CD: installation', plain({ gitops: { tool: 'argocd' } }), plain()],
  ['Flux: installation', plain({ gitops: flux }), plain({ gitops: { tool: 'argocd' } })],
  ['Flux: microsoft.flux', withFlux('aks'), withFlux('gke')],
  ['Prometheus: installation', plain(), serverless()],
  ['kube-state-metrics: installation', plain(), serverless()],
  ['node exporter: installation', plain(), serverless()],
  ['cluster DNS: provider', plain(), serverless()],
])('%s, where it is needed', (line, where, elsewhere) => {
  expect(needed(where)).toContain(line);
  expect(needed(elsewhere)).not.toContain(line);
});

test('the newest tested minor is that of the laboratory', () => {
  const install = readFileSync('scripts/conformance/kubernetes/install', 'utf8');
  expect(install).toContain(`programs CONFORMANCE_KUBERNETES kubernetes v${newestTestedKubernetes}.`);
});

test('where definitions are the judge, the laboratory has that version', () => {
  const recipe = readFileSync('scripts/conformance/kubernetes/recipes/definitions', 'utf8');
  const versions = Object.values(controllers).flatMap(({ judged }) =>
    judged.by === 'definitions' ? [judged.version] : [],
  );
  expect(versions.length).toBeGreaterThan(3);
  for (const version of versions) expect(recipe).toContain(`@v${version} `);
});
