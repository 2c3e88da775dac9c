import type { OtherJob } from '../../platform/scraped';
import { absent, both, equals, type Instant, last } from '../promql';

/** What a job of the whole cluster always tells of an environment that is there. */
interface Witness {
  readonly job: OtherJob;
  readonly metric: Instant;
  /** A series of it, for tests. */
  readonly series: string;
}

/**
 * Of the jobs whose series have the namespace of the object that they are about. Where the scraper does not honour that
 * label, or the exporter looks at other namespaces, the target is up, and every alert about the environment is silent.
 */
export const witnesses: readonly Witness[] = [
  {
    job: 'kube-state-metrics',
    metric: last('kube_deployment_spec_replicas'),
    series: 'kube_deployment_spec_replicas{deployment="memorai-api"}',
  },
  {
    job: 'cert-manager',
    metric: last('certmanager_certificate_expiration_timestamp_seconds'),
    series: 'certmanager_certificate_expiration_timestamp_seconds{name="memorai-tls"}',
  },
  {
    job: 'kubelet',
    metric: last('kubelet_volume_stats_capacity_bytes'),
    series: 'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="storage-memorai-qdrant-0"}',
  },
];

/** Its target answers, and nothing that it says is about the environment. */
export const isSilent = ({ job, metric }: Witness): Instant =>
  both(absent(metric), equals(last('up', { job }), 1), 'on (job)');
