import type { PlatformConfig } from '../../../lib/config/schema/index';
import { kubernetesObjects } from '../../../lib/kubernetes/objects';
import type { KubernetesObject } from '../../../lib/kubernetes/typed';
import { resolvePlatform } from '../../../lib/platform/index';
import type { Platform } from '../../../lib/platform/types';
import { plain, production } from '../../support/configs';
import type { Pod } from './live';
import { networkProblems } from './network-judge';
import type { Policy } from './network-policy';

/** The judge of the network over every way in, without a server: policies and pods as they are written. */

const gateway = (cluster: PlatformConfig['cluster'], ingress: object = {}): PlatformConfig =>
  plain({ cluster, ingress: { controller: 'gateway', ...ingress } as PlatformConfig['ingress'] });

const ways: Readonly<Record<string, PlatformConfig>> = {
  'ingress-nginx': production(),
  'ingress-nginx in another namespace': plain({ ingress: { controller: 'ingress-nginx', namespace: 'edge' } }),
  'proxies beside the Gateway': gateway({ provider: 'generic' }),
  'proxies of Istio': gateway({ provider: 'generic' }, { className: 'istio' }),
  'proxies in a namespace of their own': gateway({ provider: 'generic' }, { className: 'eg' }),
  'a Gateway of another namespace': gateway(
    { provider: 'generic' },
    { gateway: { name: 'shared', namespace: 'edge' } },
  ),
  'a load balancer of Google': gateway({ provider: 'gke' }),
  'a regional load balancer of Google': gateway(
    { provider: 'gke' },
    { className: 'gke-l7-regional-external-managed', proxyCidrs: ['10.129.0.0/23'] },
  ),
  'a load balancer of Azure': gateway({ provider: 'aks' }, { proxyCidrs: ['10.225.0.0/24'] }),
  'a load balancer of AWS': production({ ingress: { controller: 'alb' } }),
  'a load balancer of AWS, and roles by IRSA': production({
    cluster: { provider: 'eks', identity: 'irsa' },
    services: { dashboard: { identity: 'arn:aws:iam::123456789012:role/memorai-dashboard' } },
    ingress: { controller: 'alb', proxyCidrs: ['10.200.0.0/16'] },
  }),
  'an identity of Azure': plain({
    cluster: { provider: 'aks' },
    services: { dashboard: { identity: '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f' } },
  }),
};

const objects = (platform: Platform): readonly KubernetesObject[] =>
  kubernetesObjects(platform).map(({ object }) => object);

const policiesOf = (platform: Platform): readonly Policy[] =>
  objects(platform).filter(({ kind }) => kind === 'NetworkPolicy') as unknown as readonly Policy[];

/** A pod of every Deployment and Job, as its template says. */
const podsOf = (platform: Platform): readonly Pod[] =>
  objects(platform)
    .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    .map(({ spec }) => (spec as { template: Pod }).template);

const resolved = (way: string): Platform => {
  const config = ways[way];
  if (config === undefined) throw new Error(`there is no way in "${way}"`);
  return resolvePlatform(config);
};

test.each(Object.keys(ways))('%s: the policies allow what the platform says and nothing else', (way) => {
  const platform = resolved(way);
  expect(networkProblems(platform, policiesOf(platform), podsOf(platform))).toEqual([]);
});

/** What the judge says when the policies are those of another way in, or one of them has a fault. */
const withPoliciesOf = (way: string, other: string): string[] => {
  const platform = resolved(way);
  return networkProblems(
    platform,
    policiesOf({ ...platform, ingress: resolved(other).ingress } as Platform),
    podsOf(platform),
  );
};

test.each([
  ['a load balancer of Google', 'ingress-nginx', '130.211.0.0 to memorai-api TCP 3001 is refused'],
  ['a load balancer of Google', 'ingress-nginx', 'a pod of ingress-nginx to memorai-api TCP 3001 is allowed'],
  ['a load balancer of Google', 'a load balancer of Azure', '35.191.0.0 to memorai-dashboard TCP 3000 is refused'],
  ['a load balancer of AWS', 'a load balancer of Google', '10.0.0.0 to memorai-api TCP 3001 is refused'],
  ['proxies beside the Gateway', 'ingress-nginx', "the Gateway's proxy to memorai-api TCP 3001 is refused"],
  ['proxies beside the Gateway', 'ingress-nginx', "203.0.113.10 to the Gateway's proxy TCP 443 is refused"],
  [
    'proxies beside the Gateway',
    'proxies of Istio',
    "the Gateway's proxy to the Gateway's control plane TCP 8443 is refused",
  ],
  [
    'a Gateway of another namespace',
    'proxies beside the Gateway',
    "the Gateway's proxy to memorai-api TCP 3001 is refused",
  ],
  ['ingress-nginx', 'proxies beside the Gateway', 'the ingress controller to memorai-api TCP 3001 is refused'],
  [
    'ingress-nginx',
    'a load balancer of AWS',
    'the ingress controller to the solver of a certificate TCP 8089 is refused',
  ],
])('%s with the policies of %s: %s', (way, other, problem) => {
  expect(withPoliciesOf(way, other)).toContain(problem);
});
