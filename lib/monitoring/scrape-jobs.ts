import { lookup } from '../config/lookup';
import { exportedStores, nodeDiscoveryPath, nodeScrapePath } from '../platform/exporters';
import { collector } from '../platform/helpers';
import { type MeasuredService, measuredServices, sharedJobs } from '../platform/scraped';
import type { Cluster, ExportedStore, Platform } from '../platform/types';
import { hasVolumes } from './alerts/places';
import { place } from './scope';

interface Relabeling {
  readonly source_labels?: readonly string[];
  readonly regex?: string;
  readonly action?: 'keep' | 'drop' | 'replace';
  readonly target_label?: string;
  readonly replacement?: string;
}

interface StaticTargets {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** One entry of scrape_configs. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly scheme?: 'https';
  readonly metrics_path?: string;
  readonly scrape_interval?: string;
  /** Whether labels of the source stay where the scraper has its own of that name. */
  readonly honor_labels?: boolean;
  readonly authorization?: { readonly type: 'Bearer'; readonly credentials_file: string };
  readonly static_configs?: readonly StaticTargets[];
  readonly kubernetes_sd_configs?: readonly {
    readonly role: 'pod' | 'node';
    readonly namespaces?: { readonly names: readonly string[] };
  }[];
  readonly http_sd_configs?: readonly { readonly url: string; readonly refresh_interval: string }[];
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly type: 'A'; readonly port: number }[];
  readonly tls_config?: { readonly ca_file: string };
  readonly relabel_configs?: readonly Relabeling[];
  /** What is kept of the answer. */
  readonly metric_relabel_configs?: readonly Relabeling[];
}

/** Shorter than the global interval: the api every 10 s (guide L757). */
const intervals: Readonly<Record<string, string>> = { api: '10s' };

/** Where a program of the monitoring answers: in its namespace, or on the network of the Compose project. */
export const besides = ({ cluster }: Platform, name: string, port: number): string =>
  cluster === undefined ? `${name}:${port}` : `${name}.${cluster.monitoringNamespace}:${port}`;

/**
 * All that is scraped, whoever is told to: services in order of their names, then stores, machines and the scraper itself.
 * The name of a job is the label `job`.
 */
export function scrapeJobs(platform: Platform): readonly ScrapeJob[] {
  const { cluster, ingress } = platform;
  const usual = (job: string, name: string, port: number) => at(job, besides(platform, name, port));
  return [
    ...measuredServices(platform).map((service) => serviceJob(platform, service)),
    ...exportedStores.flatMap((store) => storeJob(platform, store)),
    qdrantJob(platform),
    cluster === undefined ? usual('node', 'node-exporter', 9100) : nodeJob,
    ...(cluster === undefined
      ? []
      : [{ ...usual('kube-state-metrics', 'kube-state-metrics', 8080), honor_labels: true }]),
    ...(hasVolumes(platform) ? [kubeletJob] : []),
    ...(sharedJobs['cert-manager'](platform)
      ? [{ ...at('cert-manager', 'cert-manager.cert-manager:9402'), honor_labels: true }]
      : []),
    ...(ingress?.controller === 'ingress-nginx' ? [ingressNginxJob(ingress.proxies.namespace)] : []),
    ...(platform.compose?.monitoring === undefined
      ? []
      : [{ ...at('collector', `${collector.name}:${collector.metricsPort}`), honor_labels: true }]),
    ...(sharedJobs.yace(platform) ? [usual('yace', 'yace', 5000)] : []),
    at('prometheus', 'localhost:9090'),
  ];
}

const at = (job: string, target: string): ScrapeJob => ({ job_name: job, static_configs: [{ targets: [target] }] });

/** A target that nobody finds in the namespace of the environment, and that is the environment's own all the same. */
function ours(platform: Platform, target: string): StaticTargets {
  const labels = place(platform);
  return { targets: [target], ...(Object.keys(labels).length === 0 ? {} : { labels }) };
}

const serviceJob = (platform: Platform, { name, fullName, port, metricsPath }: MeasuredService): ScrapeJob => {
  const interval = lookup(intervals, name);
  return {
    job_name: fullName,
    metrics_path: metricsPath,
    ...(interval === undefined ? {} : { scrape_interval: interval }),
    ...instancesOf(platform, fullName, port),
  };
};

/** The exporter of a store, under a name that outlives its pod; of a cluster each node that it knows. */
function storeJob(platform: Platform, store: ExportedStore): readonly ScrapeJob[] {
  const exporter = platform.exporters[store];
  if (exporter.kind === 'none') return [];
  if (exporter.kind === 'elsewhere' || !exporter.byNode) {
    return [{ job_name: store, static_configs: [ours(platform, exporter.address)] }];
  }
  return [
    {
      job_name: store,
      metrics_path: nodeScrapePath,
      http_sd_configs: [{ url: `http://${exporter.address}${nodeDiscoveryPath}`, refresh_interval: '1m' }],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__address__'], target_label: 'instance' },
        { target_label: '__address__', replacement: exporter.address },
        ...Object.entries(place(platform)).map(([target_label, replacement]) => ({ target_label, replacement })),
      ],
    },
  ];
}

/** Qdrant exports its own metrics, behind its key. Nodes of a cluster are asked one by one: each knows its own. */
function qdrantJob(platform: Platform): ScrapeJob {
  const { qdrant } = platform.stores;
  return {
    job_name: 'qdrant',
    ...(qdrant.auth ? { authorization: { type: 'Bearer' as const, credentials_file: 'secrets/qdrant-api-key' } } : {}),
    ...(qdrant.tls ? { scheme: 'https' as const } : {}),
    ...(qdrant.provider === 'cluster'
      ? instancesOf(platform, qdrant.workload.fullName, qdrant.port)
      : { static_configs: [ours(platform, `${qdrant.host}:${qdrant.port}`)] }),
  };
}

/** Each pod, or each container behind the name that Compose gives them: one address a replica (E106). */
const instancesOf = ({ cluster }: Platform, fullName: string, port: number): Partial<ScrapeJob> =>
  cluster === undefined
    ? { dns_sd_configs: [{ names: [fullName], type: 'A', port }] }
    : podsOf(cluster, fullName, port);

/** What is told of a pod that is running: where it is, and its name. */
const runningPod: readonly Relabeling[] = [
  { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded', action: 'drop' },
  { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
  { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
  { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'instance' },
];

/** Every running pod with the label `app`, at one of its ports: a Service would hide all but one (E106). */
const podsOf = ({ namespace }: Cluster, app: string, port: number): Partial<ScrapeJob> => ({
  kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
  relabel_configs: [
    { source_labels: ['__meta_kubernetes_pod_label_app'], regex: app, action: 'keep' },
    { source_labels: ['__meta_kubernetes_pod_container_init'], regex: 'true', action: 'drop' },
    { source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: String(port), action: 'keep' },
    ...runningPod,
  ],
});

/**
 * Each pod of the controller, by the labels and at the port that its own manifests and its chart have (ingress-nginx user
 * guide, 'Monitoring'). The port is often not among those of the container: all of these lead to it, and are one target.
 */
const ingressNginxJob = (namespace: string): ScrapeJob => ({
  job_name: 'ingress-nginx',
  kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
  relabel_configs: [
    { source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], regex: 'ingress-nginx', action: 'keep' },
    { source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_component'], regex: 'controller', action: 'keep' },
    { source_labels: ['__address__'], regex: '(.+):\\d+', target_label: '__address__', replacement: '$1:10254' },
    ...runningPod,
  ],
});

/** The node exporter of each node, at its own port beside the kubelet's (E103). */
const nodeJob: ScrapeJob = {
  job_name: 'node',
  kubernetes_sd_configs: [{ role: 'node' }],
  relabel_configs: [
    { source_labels: ['__address__'], regex: '(.+):\\d+', target_label: '__address__', replacement: '$1:9100' },
    { source_labels: ['__meta_kubernetes_node_name'], target_label: 'instance' },
  ],
};

/** Where a pod finds the token of its account, and by whom the API server and kubelets are vouched for. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * How full volumes are, which only the kubelet knows that mounts them; of its thousands of series these are kept. Its
 * certificate has to be of the cluster's authority, as it is with the managed providers, and the scraper's account may get
 * `nodes/metrics`.
 */
const kubeletJob: ScrapeJob = {
  job_name: 'kubelet',
  scheme: 'https',
  honor_labels: true,
  authorization: { type: 'Bearer', credentials_file: `${account}/token` },
  tls_config: { ca_file: `${account}/ca.crt` },
  kubernetes_sd_configs: [{ role: 'node' }],
  relabel_configs: [{ source_labels: ['__meta_kubernetes_node_name'], target_label: 'instance' }],
  metric_relabel_configs: [{ source_labels: ['__name__'], regex: 'kubelet_volume_stats_.+', action: 'keep' }],
};
