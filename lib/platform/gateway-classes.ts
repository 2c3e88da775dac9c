import type { ClusterProvider } from './machine-types';

/** What we have to know of an implementation of the Gateway API, by its GatewayClass. */
export interface GatewayClass {
  /** The provider that brings it; absent: it can be installed anywhere. */
  readonly provider?: ClusterProvider;
  readonly proxies:
    | /** Pods beside the Gateway, in its namespace. */ {
        readonly in: 'gateway';
        readonly controlPlane: { readonly namespace: string; readonly port: number };
      }
    | { readonly in: 'namespace'; readonly namespace: string }
    | /** Outside the cluster; `own`: from a subnet of the owner as well, which only the owner knows. */ {
        readonly in: 'network';
        readonly cidrs: readonly string[];
        readonly own: boolean;
      };
  /** Where it reads annotations for what it makes. */
  readonly annotationsAt: 'infrastructure' | 'gateway';
}

/** Google's health checks, and the proxies of its global load balancers (Google Cloud, 'Firewall rules for load balancers'). */
const google = ['130.211.0.0/22', '35.191.0.0/16'];
const global = {
  provider: 'gke',
  proxies: { in: 'network', cidrs: google, own: false },
  annotationsAt: 'gateway',
} as const;
/** Proxies are in the proxy-only subnet of the region. */
const regional = {
  provider: 'gke',
  proxies: { in: 'network', cidrs: google, own: true },
  annotationsAt: 'gateway',
} as const;

export const gatewayClasses: Readonly<Record<string, GatewayClass>> = {
  /** NGINX Gateway Fabric 2: the agent in each proxy asks the control plane, whose pods listen on 8443. */
  nginx: {
    proxies: { in: 'gateway', controlPlane: { namespace: 'nginx-gateway', port: 8443 } },
    annotationsAt: 'infrastructure',
  },
  /** Istio: proxies ask istiod over xDS. */
  istio: {
    proxies: { in: 'gateway', controlPlane: { namespace: 'istio-system', port: 15_012 } },
    annotationsAt: 'infrastructure',
  },
  /** Envoy Gateway keeps its proxies in its own namespace. */
  eg: { proxies: { in: 'namespace', namespace: 'envoy-gateway-system' }, annotationsAt: 'infrastructure' },
  'gke-l7-global-external-managed': global,
  'gke-l7-gxlb': global,
  'gke-l7-regional-external-managed': regional,
  'gke-l7-rilb': regional,
  /** Application Gateway for Containers: from a subnet that is delegated to it. */
  'azure-alb-external': {
    provider: 'aks',
    proxies: { in: 'network', cidrs: [], own: true },
    annotationsAt: 'gateway',
  },
};

/** What a cluster of each provider brings, or what its documentation installs first. */
export const defaultGatewayClass: Readonly<Record<ClusterProvider, string>> = {
  eks: 'nginx',
  aks: 'azure-alb-external',
  gke: 'gke-l7-global-external-managed',
  generic: 'nginx',
};
