import { dashboardModel, uidOf } from '../lib/monitoring/dashboards/grafana';
import { dashboardsOf } from '../lib/monitoring/dashboards/index';
import type { Platform } from '../lib/platform/types';
import { dashboardPicture } from './dashboard-picture';
import type { Page } from './monitoring-pages';

/** docs/dashboards.md, and the picture in it: the dashboards of one environment. */
export function dashboardsPages(platform: Platform): readonly Page[] {
  const [overview] = dashboardsOf(platform);
  if (overview === undefined) throw new Error(`environment ${platform.environment} has no dashboards`);
  return [
    { path: 'dashboards.md', content: page(platform) },
    { path: 'dashboards-overview.svg', content: dashboardPicture(dashboardModel(platform, overview)) },
  ];
}

const page = (platform: Platform): string =>
  [
    '<!-- Generated from lib/monitoring/dashboards: do not edit. -->',
    '# Dashboards',
    '',
    'Grafana dashboards follow from the same model as the alerts: an environment has those of what it has, their limits are',
    'those at which alerts fire, and a query that names a metric outside [the catalogue](metrics.md) does not compile. Each',
    'panel links to the [runbooks](runbooks/README.md) of the alerts that look at the same; alerts that fire are marked over',
    'the graphs.',
    '',
    `The overview of ${platform.environment}, drawn from the file that Grafana loads (the layout; no curves are made up):`,
    '',
    '![The panels of the overview: numbers of now, graphs of all services, and a row for each service](dashboards-overview.svg)',
    '',
    '## How they get into Grafana',
    '',
    'The target `monitoring` writes `grafana/` beside `prometheus/`:',
    '',
    '| file | for |',
    '| --- | --- |',
    '| `grafana/dashboards/<uid>.json` | a dashboard; mounted at `/etc/grafana/dashboards` |',
    '| `grafana/provisioning/` | whom Grafana asks, and where it finds dashboards; mounted at `/etc/grafana/provisioning` |',
    '| `grafana/configmaps/` | the same dashboards as ConfigMaps with the label `grafana_dashboard: "1"` |',
    '',
    '- Compose and a Grafana of your own: mount both folders. Whom it asks is `monitoring.dashboards.prometheus`, and without',
    '  it the setting `PROMETHEUS_ENDPOINT`.',
    '- In Kubernetes with the Prometheus operator (`monitoring.scrape: podMonitor` or `serviceMonitor`), or with',
    '  `monitoring.dashboards.provision: configMaps`: `kubectl apply --server-side -f grafana/configmaps`. The sidecar of',
    "  Grafana's charts finds them by the label; it has to search the environment's namespace (`sidecar.dashboards.searchNamespace:",
    '  ALL`, the default of kube-prometheus-stack). The reader picks the Prometheus on top of the page.',
    '- Nothing is saved in the browser: the next start would take it back. Change the config, or add a dashboard of your own',
    '  beside these; `dashboardsOf` of `memorai-infra/monitoring` hands out what they are made of.',
    '',
    '## What they show',
    '',
    `Those of ${platform.environment}. Windows of rates are Grafana's: at least four scrapes.`,
    '',
    ...dashboardsOf(platform).flatMap(({ name, title, description, rows }) => [
      `### ${title}`,
      '',
      `${description}. \`${uidOf(platform, name)}\``,
      '',
      '| panel | shows |',
      '| --- | --- |',
      ...rows.flatMap((row) =>
        row.panels.map((panel) => `| ${panel.title} | ${panel.description.replaceAll('|', '\\|')} |`),
      ),
      '',
    ]),
  ].join('\n');
