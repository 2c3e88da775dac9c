import { formatSeconds } from '../config/units';
import type { KeyOfSecret } from '../platform/qdrant-key';
import type { Platform, Scrape } from '../platform/types';
import { clusterOf, podSelector } from './metadata';
import { customObject, type KubernetesObject, type Metadata } from './typed';

const group = 'monitoring.coreos.com';

/** With the server's own default written out: of two managers the second would see a conflict. */
export interface Relabeling {
  readonly action: 'replace' | 'keep';
  readonly regex?: string;
  readonly sourceLabels?: readonly string[];
  readonly targetLabel?: string;
  readonly replacement?: string;
}

/** A label of every series. */
export const always = (targetLabel: string, replacement: string): Relabeling => ({
  action: 'replace',
  targetLabel,
  replacement,
});

/** A label with the value of another one. */
export const copied = (source: string, targetLabel: string): Relabeling => ({
  action: 'replace',
  sourceLabels: [source],
  targetLabel,
});

/** A key that the operator reads of a Secret beside the object, and Prometheus sends with each scrape. */
export interface Bearer {
  readonly type: 'Bearer';
  readonly credentials: KeyOfSecret;
}

export const bearer = (credentials: KeyOfSecret): Bearer => ({ type: 'Bearer', credentials });

export interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly authorization?: Bearer | undefined;
  readonly relabelings?: readonly Relabeling[];
}

interface MonitorSpec {
  /** Label of the pod or Service whose value becomes the label `job` of the series. */
  readonly jobLabel?: string | undefined;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface PodMonitorSpec extends MonitorSpec {
  readonly podMetricsEndpoints: readonly (Endpoint & { readonly interval: string })[];
}

interface ServiceMonitorSpec extends MonitorSpec {
  readonly endpoints: readonly (Endpoint & { readonly interval: string })[];
}

interface ScrapeConfigSpec {
  readonly jobName: string;
  readonly metricsPath: string;
  readonly scheme?: 'HTTPS' | undefined;
  readonly authorization?: Bearer | undefined;
  readonly staticConfigs?: readonly { readonly targets: readonly string[] }[];
  readonly httpSDConfigs?: readonly { readonly url: string; readonly refreshInterval: string }[];
  readonly relabelings: readonly Relabeling[];
}

type Operated = Extract<Scrape, { kind: 'podMonitor' | 'serviceMonitor' }>;

const selectable = (metadata: Metadata, { labels }: Operated): Metadata => ({
  ...metadata,
  labels: { ...metadata.labels, ...labels },
});

/** Pods of one workload, one by one, by themselves or behind their Service; nothing where no operator is asked. */
export function monitorOf(
  { scrape }: Platform,
  fullName: string,
  metadata: Metadata,
  { jobLabel, ...endpoint }: Endpoint & { readonly jobLabel?: string },
): readonly KubernetesObject[] {
  if (scrape.kind !== 'podMonitor' && scrape.kind !== 'serviceMonitor') return [];
  const spec: MonitorSpec = { jobLabel, selector: { matchLabels: podSelector(fullName) } };
  const endpoints = [{ ...endpoint, interval: formatSeconds(scrape.intervalSeconds) }];
  const named = selectable(metadata, scrape);
  return scrape.kind === 'podMonitor'
    ? [customObject<PodMonitorSpec>(`${group}/v1`, 'PodMonitor', named, { ...spec, podMetricsEndpoints: endpoints })]
    : [customObject<ServiceMonitorSpec>(`${group}/v1`, 'ServiceMonitor', named, { ...spec, endpoints })];
}

/** What no label leads to: an address, or what is found over HTTP. Nothing where no operator is asked. */
export function scrapeConfig(
  platform: Platform,
  metadata: Metadata,
  { relabelings = [], ...spec }: Omit<ScrapeConfigSpec, 'relabelings'> & Partial<Pick<ScrapeConfigSpec, 'relabelings'>>,
): readonly KubernetesObject[] {
  const { scrape } = platform;
  if (scrape.kind !== 'podMonitor' && scrape.kind !== 'serviceMonitor') return [];
  return [
    customObject<ScrapeConfigSpec & { readonly scrapeInterval: string }>(
      `${group}/v1alpha1`,
      'ScrapeConfig',
      selectable(metadata, scrape),
      {
        ...spec,
        scrapeInterval: formatSeconds(scrape.intervalSeconds),
        // Of what no label leads to the operator does not say where it is, as it does of pods.
        relabelings: [...relabelings, always('job', spec.jobName), always('namespace', clusterOf(platform).namespace)],
      },
    ),
  ];
}
