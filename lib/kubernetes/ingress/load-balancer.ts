import type { Cluster } from '../../platform/types';

/**
 * What the provider has to be told of the Service of type LoadBalancer that a Gateway's controller makes: the way to
 * the proxies' pods without a detour over other nodes, which also keeps the client's address.
 */
export const loadBalancerAnnotations: Readonly<Record<Cluster['provider'], Readonly<Record<string, string>>>> = {
  /** An NLB by the AWS Load Balancer Controller; without the first one the old in-tree controller makes a Classic one. */
  eks: {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
  },
  /** A public Standard Load Balancer is what AKS makes by itself. */
  aks: {},
  /** A backend service instead of a target pool: health checks, and draining (Google Cloud, 'LoadBalancer Services'). */
  gke: { 'cloud.google.com/l4-rbs': 'enabled' },
  generic: {},
};
