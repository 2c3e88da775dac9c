import { formatSeconds } from '../config/units';
import { metricsPath, nodeDiscoveryPath, nodeScrapePath } from '../platform/exporters';
import type { Exporter, Platform } from '../platform/types';
import { clusterOf, podSelector, workloadMetadata } from './metadata';
import { customObject, type KubernetesObject } from './typed';
import type { Workload } from './workload';

/** Name of the port of an exporter. */
export const metricsPort = 'metrics';

const group = 'monitoring.coreos.com';

/** With the server's own default written out: of two managers the second would see a conflict. */
interface Relabeling {
  readonly action: 'replace';
  readonly sourceLabels?: readonly string[];
  readonly targetLabel: string;
  readonly replacement?: string;
}

const relabeling = (rest: Omit<Relabeling, 'action'>): Relabeling => ({ action: 'replace', ...rest });

interface MonitorSpec {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
  readonly relabelings: readonly Relabeling[];
}

interface PodMonitorSpec extends MonitorSpec {
  readonly podMetricsEndpoints: readonly Endpoint[];
}

interface ServiceMonitorSpec extends MonitorSpec {
  readonly endpoints: readonly Endpoint[];
}

interface ScrapeConfigSpec {
  readonly jobName: string;
  readonly metricsPath: string;
  readonly scrapeInterval: string;
  readonly httpSDConfigs: readonly { readonly url: string; readonly refreshInterval: string }[];
  readonly relabelings: readonly Relabeling[];
}

/**
 * What tells the Prometheus operator to scrape an exporter, with `job` and `instance` as prometheus.yml has them; nothing
 * where it is not asked to. The nodes of a Redis cluster are found by asking the exporter, which only a ScrapeConfig can.
 */
export function exporterMonitor(
  platform: Platform,
  exporter: Exporter,
  workload: Workload,
): readonly KubernetesObject[] {
  const { scrape } = platform;
  if (scrape.kind !== 'podMonitor' && scrape.kind !== 'serviceMonitor') return [];
  const base = workloadMetadata(platform, workload, workload.fullName);
  const metadata = { ...base, labels: { ...base.labels, ...scrape.labels } };
  const interval = formatSeconds(scrape.intervalSeconds);
  const job = relabeling({ targetLabel: 'job', replacement: exporter.store });
  if (exporter.byNode) {
    return [
      customObject<ScrapeConfigSpec>(`${group}/v1alpha1`, 'ScrapeConfig', metadata, {
        jobName: exporter.store,
        metricsPath: nodeScrapePath,
        scrapeInterval: interval,
        httpSDConfigs: [{ url: `http://${exporter.address}${nodeDiscoveryPath}`, refreshInterval: '1m' }],
        relabelings: [
          relabeling({ sourceLabels: ['__address__'], targetLabel: '__param_target' }),
          relabeling({ sourceLabels: ['__address__'], targetLabel: 'instance' }),
          relabeling({ targetLabel: '__address__', replacement: exporter.address }),
          job,
          // Of what it finds over HTTP the operator does not say where it is, as it does of pods.
          relabeling({ targetLabel: 'namespace', replacement: clusterOf(platform).namespace }),
        ],
      }),
    ];
  }
  const spec: MonitorSpec = { selector: { matchLabels: podSelector(workload.fullName) } };
  const endpoint: Endpoint = {
    port: metricsPort,
    path: metricsPath,
    interval,
    relabelings: [job, relabeling({ targetLabel: 'instance', replacement: exporter.address })],
  };
  return scrape.kind === 'podMonitor'
    ? [
        customObject<PodMonitorSpec>(`${group}/v1`, 'PodMonitor', metadata, {
          ...spec,
          podMetricsEndpoints: [endpoint],
        }),
      ]
    : [customObject<ServiceMonitorSpec>(`${group}/v1`, 'ServiceMonitor', metadata, { ...spec, endpoints: [endpoint] })];
}
