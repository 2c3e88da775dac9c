import type { Platform } from '../../platform/types';
import { panelWindow } from '../promql';
import { textFor } from '../scope';
import { firing, uidOf } from './grafana';
import { dashboardsOf } from './index';

/** One query of a dashboard, as Prometheus takes it. */
export interface DashboardQuery {
  /** Its uid: `memorai-production-overview`. */
  readonly dashboard: string;
  readonly panel: string;
  /** With five minutes where Grafana puts in a window. */
  readonly expression: string;
}

/** Every query of every dashboard of a platform, those of the annotations too: for a check against a running Prometheus. */
export const dashboardQueries = (platform: Platform): readonly DashboardQuery[] =>
  dashboardsOf(platform).flatMap(({ name, rows }) => {
    const dashboard = uidOf(platform, name);
    const panels = rows.flatMap((row) => row.panels);
    return [
      { dashboard, panel: 'annotations', expression: textFor(platform, firing) },
      ...panels.flatMap(({ title, queries }) =>
        queries.map(({ expression }) => ({
          dashboard,
          panel: title,
          expression: textFor(platform, expression).replaceAll(panelWindow, '5m'),
        })),
      ),
    ];
  });
