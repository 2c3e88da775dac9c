/** Who exports a metric, in the version that it was seen in. */
export const sources = {
  service: 'the services, as docs/application-contract.md asks; lib/runtime keeps it',
  postgresExporter: 'postgres_exporter 0.17.1',
  redisExporter: 'redis_exporter 1.88.0',
  nodeExporter: 'node_exporter 1.9.0',
  kubeStateMetrics: 'kube-state-metrics 2.20.0',
  kubelet: 'the kubelet of each node, 1.27 or newer',
  qdrant: 'Qdrant 1.19',
  certManager: 'cert-manager 1.21',
  ingressNginx: 'ingress-nginx 1.14',
  yace: 'yet-another-cloudwatch-exporter 0.64',
  prometheus: 'Prometheus itself',
  alerting: 'the rules of alerts, in Prometheus',
  backup: 'the backup of Compose, by a text file of the node exporter',
  recording: 'a recording rule of ours',
} as const;

export type SourceName = keyof typeof sources;

/** One metric: what it is, and how we know that it exists. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Its own labels; `job` and `instance` come with every scrape. */
  readonly labels: readonly string[];
  readonly unit: 'seconds' | 'bytes' | 'ratio' | 'percent' | 'count' | 'boolean' | 'timestamp';
  readonly source: SourceName;
  readonly meaning: string;
  /** `scrape`: a test reads it from the real exporter; `source`, `documentation`: it was read there. */
  readonly proof: 'scrape' | 'source' | 'documentation';
  /** Without which the exporter does not have it, or not all of its labels. */
  readonly needs?: Needs;
}

/** A flag of the exporter, word for word, or a state of what it looks at. */
export type Needs = { readonly flag: string } | { readonly state: string };

/** Rows of one source. */
export const from =
  (source: SourceName, proof: MetricDefinition['proof']) =>
  <const Type extends MetricDefinition['type'], const Labels extends readonly string[]>(
    type: Type,
    unit: MetricDefinition['unit'],
    labels: Labels,
    meaning: string,
    needs?: Needs,
  ) => ({ type, unit, labels, meaning, source, proof, ...(needs === undefined ? {} : { needs }) });
