import { catalogue } from './catalogue/index';
import type { MetricDefinition, SourceName } from './catalogue/metric';

/**
 * Jobs that scrape who exports a metric; what services export comes by every job that is none of these. Backups are not
 * here: by the job alone nobody knows whether any writes the file that the node exporter reads, so its script defines them.
 */
export const jobOf = {
  postgresExporter: 'postgres',
  redisExporter: 'redis',
  nodeExporter: 'node',
  kubeStateMetrics: 'kube-state-metrics',
  kubelet: 'kubelet',
  qdrant: 'qdrant',
  certManager: 'cert-manager',
  ingressNginx: 'ingress-nginx',
  yace: 'yace',
  prometheus: 'prometheus',
  alerting: 'prometheus',
} as const satisfies Readonly<Record<Exclude<SourceName, 'service' | 'recording' | 'backup'>, string>>;

const suffixes: Readonly<Record<MetricDefinition['type'], readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/** The collector is scraped for whether it is up: its own numbers are in no rule of ours. */
const exporters: readonly string[] = [...Object.values(jobOf), 'collector'];

/** What the cluster has once for all that run in it: the targets of these jobs are in the namespace of no environment. */
export const clusterJobs: readonly string[] = [
  jobOf.nodeExporter,
  jobOf.kubeStateMetrics,
  jobOf.kubelet,
  jobOf.certManager,
  jobOf.ingressNginx,
  jobOf.yace,
  jobOf.prometheus,
];

/** Whether a job scrapes an exporter, and not a service of ours. */
export const isExporter = (job: string): boolean => exporters.includes(job);

const definitions: Readonly<Record<string, MetricDefinition>> = catalogue;

/** Metrics that our own rules have to record: whoever has dashboards of the guide asks for them. */
export const promised: readonly string[] = Object.keys(definitions).filter(
  (name) => definitions[name]?.source === 'recording',
);

/**
 * The series of the catalogue that these scrape jobs bring in, by the names under which a query asks for them. What a
 * recording rule makes is not among them: the rule itself is in the output.
 */
export function exported(jobs: readonly string[]): readonly string[] {
  const hasServices = jobs.some((job) => !isExporter(job));
  return Object.entries(definitions).flatMap(([name, { source, type }]) => {
    if (source === 'recording' || source === 'backup') return [];
    const comes = source === 'service' ? hasServices : jobs.includes(jobOf[source]);
    return comes ? suffixes[type].map((suffix) => `${name}${suffix}`) : [];
  });
}
