import { metricsPath } from '../../platform/exporters';
import { qdrantKey } from '../../platform/qdrant-key';
import type { Platform } from '../../platform/types';
import { sharedMetadata, workloadMetadata } from '../metadata';
import { always, bearer, copied, monitorOf, type Relabeling, scrapeConfig } from '../operator-scrapes';
import type { KubernetesObject } from '../typed';
import { qdrantServer } from './qdrant';
import { workloadOf } from './store-server';

/**
 * What tells the Prometheus operator to scrape Qdrant, which exports its own metrics behind its key; nothing where it is
 * not asked to, or where nobody has the key. Nodes of a cluster are asked one by one: each knows its own numbers only.
 */
export function qdrantMonitor(platform: Platform): readonly KubernetesObject[] {
  const { qdrant } = platform.stores;
  const key = qdrantKey(platform);
  if (key === undefined) return [];
  const authorization = key === 'none' ? undefined : bearer(key);
  if (qdrant.provider === 'external') {
    return scrapeConfig(platform, sharedMetadata(platform, 'monitoring', 'memorai-qdrant'), {
      jobName: 'qdrant',
      metricsPath,
      scheme: qdrant.tls ? 'HTTPS' : undefined,
      authorization,
      staticConfigs: [{ targets: [`${qdrant.host}:${qdrant.port}`] }],
    });
  }
  const server = qdrantServer(qdrant);
  const { fullName, headlessName } = qdrant.workload;
  return monitorOf(platform, fullName, workloadMetadata(platform, workloadOf(server), fullName), {
    port: server.ports.client.name,
    path: metricsPath,
    authorization,
    relabelings: [
      ...(platform.scrape.kind === 'serviceMonitor' ? [only(headlessName)] : []),
      always('job', 'qdrant'),
      copied('__meta_kubernetes_pod_name', 'instance'),
    ],
  });
}

/** Of the two Services that lead to the same pods the one that has those that are not ready as well. */
const only = (service: string): Relabeling => ({
  action: 'keep',
  sourceLabels: ['__meta_kubernetes_service_name'],
  regex: service,
});
