import { exportedStores, metricsPath, nodeDiscoveryPath, nodeScrapePath } from '../platform/exporters';
import type { Exporter, Platform } from '../platform/types';
import { sharedMetadata, workloadMetadata } from './metadata';
import { always, copied, monitorOf, scrapeConfig } from './operator-scrapes';
import type { KubernetesObject } from './typed';
import type { Workload } from './workload';

/** Name of the port of an exporter. */
export const metricsPort = 'metrics';

/**
 * What tells the Prometheus operator to scrape an exporter, with `job` and `instance` as prometheus.yml has them; nothing
 * where it is not asked to. The nodes of a Redis cluster are found by asking the exporter, which only a ScrapeConfig can.
 */
export function exporterMonitor(
  platform: Platform,
  exporter: Exporter,
  workload: Workload,
): readonly KubernetesObject[] {
  const metadata = workloadMetadata(platform, workload, workload.fullName);
  const { store, address } = exporter;
  if (exporter.byNode) {
    return scrapeConfig(platform, metadata, {
      jobName: store,
      metricsPath: nodeScrapePath,
      httpSDConfigs: [{ url: `http://${address}${nodeDiscoveryPath}`, refreshInterval: '1m' }],
      relabelings: [
        copied('__address__', '__param_target'),
        copied('__address__', 'instance'),
        always('__address__', address),
      ],
    });
  }
  return monitorOf(platform, workload.fullName, metadata, {
    port: metricsPort,
    path: metricsPath,
    relabelings: [always('job', store), always('instance', address)],
  });
}

/** The same of exporters that somebody else runs: an address is all that is known of them. */
export const foreignExporterScrapes = (platform: Platform): readonly KubernetesObject[] =>
  exportedStores.flatMap((store) => {
    const exporter = platform.exporters[store];
    return exporter.kind === 'elsewhere'
      ? scrapeConfig(platform, sharedMetadata(platform, 'monitoring', `memorai-${store}-exporter`), {
          jobName: store,
          metricsPath,
          staticConfigs: [{ targets: [exporter.address] }],
        })
      : [];
  });
