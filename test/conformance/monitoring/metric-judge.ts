import type { MetricDefinition, SourceName } from '../../../lib/monitoring/catalogue/metric';
import type { LiveServer } from './live-server';

/** The jobs in which the laboratory scrapes a source, as a matcher; undefined where the source does not run in it. */
export const scraped: Readonly<Record<SourceName, string | undefined>> = {
  service: 'memorai-.+',
  postgresExporter: 'postgres',
  redisExporter: 'redis',
  nodeExporter: 'node',
  // By the text files of the node exporter, as the script of Compose writes them.
  backup: 'node',
  kubeStateMetrics: 'kube-state-metrics',
  prometheus: '.+',
  recording: '.*',
  // Besides its own labels it has those of each alert.
  alerting: undefined,
  kubelet: undefined,
  qdrant: undefined,
  certManager: undefined,
  ingressNginx: undefined,
  yace: undefined,
};

/** What the PostgreSQL 15 of the laboratory does not have: reserved-connections.test.ts has a newer one. */
export const newer: readonly string[] = ['pg_settings_reserved_connections'];

/** What a target is given when it is found, and what is recorded by the rule; a metric may have a label of that name by itself. */
const found = ['__name__', 'instance', 'job', 'namespace', 'pod', 'environment'];

/** Prometheus makes these by itself, mostly without a type. */
const withoutType: readonly SourceName[] = ['prometheus', 'recording'];

/** How a metric of the catalogue differs from what its source really says; empty where it does not. */
export async function metricProblems(live: LiveServer, name: string, metric: MetricDefinition): Promise<string[]> {
  const job = scraped[metric.source];
  if (job === undefined) return [`${metric.source} does not run here`];
  const isHistogram = metric.type === 'histogram';
  const series = await live.query(`${name}${isHistogram ? '_bucket' : ''}{job=~"${job}"}`);
  if (series.length === 0) return ['there is no series'];
  const known = [...metric.labels, ...(isHistogram ? ['le'] : [])];
  const there = new Set(series.flatMap(({ metric: labels }) => Object.keys(labels)));
  const types = ((await live.types())[name] ?? []).map(({ type }) => type);
  return [
    ...known.filter((label) => !there.has(label)).map((label) => `no series has the label ${label}`),
    ...[...there]
      .filter((label) => !known.includes(label) && !found.includes(label))
      .map((label) => `the catalogue lacks the label ${label}`),
    ...types.filter((type) => type !== metric.type).map((type) => `it is a ${type}`),
    ...(types.length === 0 && !withoutType.includes(metric.source) ? ['nobody says its type'] : []),
  ];
}
