import type { OtherJob } from '../platform/scraped';
import type { SourceName } from './catalogue/metric';

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
} as const satisfies Readonly<Record<Exclude<SourceName, 'service' | 'recording' | 'backup'>, OtherJob>>;

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
