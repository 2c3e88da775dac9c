import type { Cluster, Dashboards, Scrape } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

/** How dashboards reach Grafana; nothing when serverless, where CloudWatch has a dashboard of its own. */
export function resolveDashboards(
  context: Context,
  scrape: Scrape,
  cluster: Cluster | undefined,
  defaults: Readonly<Record<string, string>>,
): Dashboards | undefined {
  const { config } = context;
  if (config.deployment === 'serverless') return undefined;
  const written = config.monitoring?.dashboards;
  const operated = cluster !== undefined && (scrape.kind === 'podMonitor' || scrape.kind === 'serviceMonitor');
  if (cluster === undefined && written?.provision === 'configMaps') {
    context.fail(
      'monitoring.dashboards.provision',
      'conflict',
      'configMaps needs a cluster, and deployment is compose; set it to files or remove it',
    );
  }
  return {
    provision: context.pick(
      'monitoring.dashboards.provision',
      written?.provision,
      operated ? 'configMaps' : 'files',
      derivedFrom('monitoring.scrape: an operator comes with a Grafana that has the sidecar'),
    ),
    prometheusUrl: context.pick(
      'monitoring.dashboards.prometheus',
      written?.prometheus,
      operated
        ? // The Service that the operator itself makes, whatever the release is called.
          `http://prometheus-operated.${cluster.monitoringNamespace}:9090`
        : (defaults.PROMETHEUS_ENDPOINT ?? 'http://prometheus:9090'),
      operated ? byDefault('the Service of the Prometheus operator') : derivedFrom('PROMETHEUS_ENDPOINT'),
    ),
  };
}
