import type { Rule } from './types';

/** A load balancer outside the cluster, of which nobody said where it connects from. */
export const ingressSources: Rule = {
  id: 'ingress-sources',
  severity: 'warning',
  protects: 'public pods from connections that go past the load balancer',
  source: 'Kubernetes, Network Policies; Azure and Google Cloud, load balancers with proxies in a subnet',
  reads: ['ingress.controller', 'ingress.className', 'ingress.proxyCidrs'],
  wayOut: 'name the range of the subnet that the load balancer connects from',
  check: ({ ingress }) =>
    ingress?.proxies.kind === 'network' && ingress.proxies.assumed
      ? [
          {
            path: 'ingress.proxyCidrs',
            message: `where ${ingress.className} connects from is not known, so pods that are public take connections from every private address (${ingress.proxies.cidrs.join(', ')}); name the range of its subnet`,
          },
        ]
      : [],
};
