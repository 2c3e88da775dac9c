import { toJson } from '../../emit/json';
import { toYaml } from '../../emit/yaml';
import type { Artifact } from '../../platform/artifact';
import type { Platform } from '../../platform/types';
import { type DashboardFile, dashboardConfigMaps } from './config-maps';
import { dashboardModel, uidOf } from './grafana';
import { dashboardsOf } from './index';
import { dashboardProviders, datasources } from './provisioning';

/** What Grafana loads: dashboards, where it finds them, and whom it asks. `grafana/` is mounted as it is. */
export function dashboardArtifacts(platform: Platform, header: readonly string[]): readonly Artifact[] {
  const { dashboards } = platform;
  if (dashboards === undefined) return [];
  const files = dashboardsOf(platform).map(
    (dashboard): DashboardFile => ({
      name: dashboard.name,
      uid: uidOf(platform, dashboard.name),
      json: toJson(dashboardModel(platform, dashboard)),
    }),
  );
  const yaml = (path: string, value: unknown): Artifact => ({
    path: `grafana/${path}`,
    content: toYaml(value, { header }),
  });
  return [
    ...files.map(({ uid, json }) => ({ path: `grafana/dashboards/${uid}.json`, content: json })),
    yaml('provisioning/datasources/prometheus.yaml', datasources(dashboards.prometheusUrl)),
    yaml('provisioning/dashboards/memorai.yaml', dashboardProviders(platform)),
    ...dashboardConfigMaps(platform, files).map((object) => yaml(`configmaps/${object.metadata.name}.yaml`, object)),
  ];
}
