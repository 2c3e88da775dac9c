import { formatSeconds } from '../config/units';
import type { Platform, Service } from '../platform/types';
import { portName } from './deployment';
import { podSelector, workloadMetadata } from './metadata';
import { customObject, type KubernetesObject } from './typed';

const apiVersion = 'monitoring.coreos.com/v1';

interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
}

interface MonitorSpec {
  /** Label of the pod or Service whose value becomes the label `job` of the series. */
  readonly jobLabel: string;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface PodMonitorSpec extends MonitorSpec {
  readonly podMetricsEndpoints: readonly Endpoint[];
}

interface ServiceMonitorSpec extends MonitorSpec {
  readonly endpoints: readonly Endpoint[];
}

/** What tells the Prometheus operator to scrape a service; nothing where it is not asked to. */
export function monitor(platform: Platform, service: Service): readonly KubernetesObject[] {
  const { scrape } = platform;
  if (scrape.kind !== 'podMonitor' && scrape.kind !== 'serviceMonitor') return [];
  const base = workloadMetadata(platform, service, service.fullName);
  const metadata = { ...base, labels: { ...base.labels, ...scrape.labels } };
  const spec: MonitorSpec = {
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: podSelector(service.fullName) },
  };
  const endpoint = { port: portName, path: service.metricsPath, interval: formatSeconds(scrape.intervalSeconds) };
  return scrape.kind === 'podMonitor'
    ? [customObject<PodMonitorSpec>(apiVersion, 'PodMonitor', metadata, { ...spec, podMetricsEndpoints: [endpoint] })]
    : [customObject<ServiceMonitorSpec>(apiVersion, 'ServiceMonitor', metadata, { ...spec, endpoints: [endpoint] })];
}
