import type { Platform } from '../../platform/types';
import { objectLabels } from '../labels';

/** A ConfigMap that Grafana's sidecar finds by its label. */
interface DashboardConfigMap {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly data: Readonly<Record<string, string>>;
}

/** A dashboard as a file: its name, its uid and its JSON. */
interface DashboardFile {
  readonly name: string;
  readonly uid: string;
  readonly json: string;
}

/**
 * One a dashboard, where the config asks for them: a ConfigMap holds 1 MiB. The sidecar of Grafana's charts writes all that
 * it finds into one folder, so the key is the uid, which no other environment has.
 */
export function dashboardConfigMaps(
  platform: Platform,
  files: () => readonly DashboardFile[],
): readonly DashboardConfigMap[] {
  const { cluster, dashboards } = platform;
  if (cluster === undefined || dashboards?.provision !== 'configMaps') return [];
  return files().map(({ name, uid, json }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `memorai-grafana-${name}`,
      namespace: cluster.namespace,
      labels: { ...objectLabels(platform), grafana_dashboard: '1' },
    },
    data: { [`${uid}.json`]: json },
  }));
}
