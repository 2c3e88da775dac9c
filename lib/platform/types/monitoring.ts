/** How dashboards reach Grafana, and whom it asks. */
export interface Dashboards {
  /** `configMaps`: beside the files also an object each, which a sidecar of Grafana finds by its label. */
  readonly provision: 'files' | 'configMaps';
  /** `http://prometheus-operated.monitoring:9090` */
  readonly prometheusUrl: string;
}

/** How a scraper in the cluster finds the services. */
export type Scrape =
  | { readonly kind: 'none' }
  /** prometheus.io/… on the pods. */
  | { readonly kind: 'annotations' }
  /** One object of the Prometheus operator a service. */
  | {
      readonly kind: 'podMonitor' | 'serviceMonitor';
      readonly intervalSeconds: number;
      /** By which the operator selects the objects. */
      readonly labels: Readonly<Record<string, string>>;
    };

/** Jobs that a cluster has once for all that run in it; a chart may scrape them already, under a name of its own. */
export type SharedJob = 'cert-manager' | 'ingress-nginx' | 'kube-state-metrics' | 'kubelet' | 'node' | 'yace';
