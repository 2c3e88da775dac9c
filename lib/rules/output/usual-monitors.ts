import type { Platform } from '../../platform/types';

/**
 * Programs of monitoring that somebody else runs, under their usual names and ports (ADR 15): what is scraped or sent to
 * and is not in the output may only be one of these.
 */
const usualMonitors: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ['9093'],
  grafana: ['3000'],
  jaeger: ['4318'],
  'kube-state-metrics': ['8080'],
  'node-exporter': ['9100'],
  prometheus: ['9090'],
  yace: ['5000'],
};

/** Whether an address is one of theirs: in the namespace of monitoring, or on the network of the Compose project. */
export function isUsualMonitor({ cluster }: Platform, name: string, port: string | undefined): boolean {
  if (name === 'cert-manager.cert-manager') return port === '9402';
  const suffix = cluster === undefined ? '' : `.${cluster.monitoringNamespace}`;
  if (!name.endsWith(suffix)) return false;
  const ports = usualMonitors[name.slice(0, name.length - suffix.length)];
  return ports !== undefined && (port === undefined || ports.includes(port));
}
