import { toJson } from '../../emit/json';
import type { Document } from '../../platform/facts';
import type { Platform } from '../../platform/types';
import { alertsOf } from '../alerts/index';
import { dashboardConfigMaps } from './config-maps';
import { dashboardModel, uidOf } from './grafana';
import { dashboardsOf } from './index';
import { dashboardProviders, datasources } from './provisioning';

/** What Grafana loads: dashboards, where it finds them, and whom it asks. `grafana/` is mounted as it is. */
export function dashboardDocuments(platform: Platform): readonly Document[] {
  const { dashboards } = platform;
  if (dashboards === undefined) return [];
  const alerts = alertsOf(platform);
  const models = dashboardsOf(platform).map((dashboard) => ({
    name: dashboard.name,
    uid: uidOf(platform, dashboard.name),
    model: dashboardModel(platform, dashboard, alerts),
  }));
  const files = () => models.map(({ model, ...names }) => ({ ...names, json: toJson(model) }));
  const document = (path: string, value: unknown): Document => ({ path: `grafana/${path}`, value });
  return [
    ...models.map(({ uid, model }) => document(`dashboards/${uid}.json`, model)),
    document('provisioning/datasources/prometheus.yaml', datasources(dashboards.prometheusUrl, platform.scrape)),
    document('provisioning/dashboards/memorai.yaml', dashboardProviders(platform)),
    ...dashboardConfigMaps(platform, files).map((object) =>
      document(`configmaps/${object.metadata.name}.yaml`, object),
    ),
  ];
}
