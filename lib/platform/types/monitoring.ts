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
