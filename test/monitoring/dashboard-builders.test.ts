import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import * as units from '@grafana/grafana-foundation-sdk/units';
import { dashboardModel } from '../../lib/monitoring/dashboards/grafana';
import { dashboardsOf } from '../../lib/monitoring/dashboards/index';
import type { DashboardModel, PanelModel } from '../../lib/monitoring/dashboards/written';
import { platforms, productionPlatform } from './platforms';

// What is written as plain values is what Grafana's own builders, given the same words, would write.

function found<T>(items: readonly T[] | undefined, wanted: (item: T) => boolean): T {
  const item = items?.find(wanted);
  if (item === undefined) throw new Error('not there');
  return item;
}

const models = dashboardsOf(productionPlatform).map((one) => dashboardModel(productionPlatform, one));
const modelOf = (uid: string): DashboardModel => found(models, (model) => model.uid === uid);
const panelOf = (uid: string, title: string): PanelModel =>
  found(modelOf(uid).panels, (panel) => panel.title === title) as PanelModel;

/** As it stands in a file: without what JSON does not have. */
const inJson = (value: unknown) => JSON.parse(JSON.stringify(value));

const datasource: common.DataSourceRef = { type: 'prometheus', uid: '${datasource}' };
const query = (expr: string, legend: string, refId = 'A') =>
  new prometheus.DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(refId)
    .editorMode(prometheus.QueryEditorMode.Code)
    .datasource(datasource);
const runbook = (alert: string) =>
  new dashboard.DashboardLinkBuilder(`Runbook: ${alert}`)
    .type(dashboard.DashboardLinkType.Link)
    .url(`https://github.com/memorai/memorai-infra/blob/main/docs/runbooks/${alert}.md`)
    .icon('doc')
    .targetBlank(true);
const thresholds = (...steps: [number | null, string][]) =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps(steps.map(([value, color]) => ({ value, color })));
const colour = (mode: dashboard.FieldColorModeId) => new dashboard.FieldColorBuilder().mode(mode);
const newest = new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

test('a graph', () => {
  const ours = panelOf('memorai-production-postgres', 'Deadlocks');
  const theirs = new timeseries.PanelBuilder()
    .id(ours.id ?? 0)
    .title('Deadlocks')
    .description('Pairs of transactions a second of which one was ended.')
    .gridPos({ x: 12, y: 23, w: 12, h: 8 })
    .datasource(datasource)
    .withTarget(
      query(
        'sum by (datname) (rate(pg_stat_database_deadlocks{namespace="memorai-production",job="postgres"}[$__rate_interval]))',
        '{{datname}}',
      ).range(),
    )
    .links([runbook('PostgresDeadlocks')])
    .unit(units.OpsPerSecond)
    .min(0)
    .thresholds(thresholds([null, 'green'], [0.02, 'orange']))
    .colorScheme(colour(dashboard.FieldColorModeId.PaletteClassic))
    .drawStyle(common.GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(common.VisibilityMode.Never)
    .spanNulls(false)
    .axisSoftMin(0)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.None).group('A'))
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed))
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending),
    );
  expect(inJson(theirs.build())).toMatchObject(inJson(ours));
});

test('a number', () => {
  const ours = panelOf('memorai-production-queue', 'Messages that wait');
  const theirs = new stat.PanelBuilder()
    .id(ours.id ?? 0)
    .title('Messages that wait')
    .description('Messages that no worker has taken yet.')
    .gridPos({ x: 8, y: 1, w: 8, h: 4 })
    .datasource(datasource)
    .withTarget(
      query(
        'aws_sqs_approximate_number_of_messages_visible_average{job="yace",dimension_QueueName="memorai-production-work"}',
        '{{dimension_QueueName}}',
      ).range(),
    )
    .links([])
    .unit(units.Short)
    .min(0)
    .thresholds(thresholds([null, 'green']))
    .colorScheme(colour(dashboard.FieldColorModeId.Thresholds))
    .colorMode(common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.Area)
    .justifyMode(common.BigValueJustifyMode.Auto)
    .orientation(common.VizOrientation.Auto)
    .percentChangeColorMode(common.PercentChangeColorMode.Standard)
    .reduceOptions(newest)
    .showPercentChange(false)
    .textMode(common.BigValueTextMode.Auto)
    .wideLayout(true);
  expect(inJson(theirs.build())).toMatchObject(inJson(ours));
});

test('bars', () => {
  const ours = panelOf('memorai-production-capacity', 'Who may take them');
  const theirs = new bargauge.PanelBuilder()
    .id(ours.id ?? 0)
    .title('Who may take them')
    .description(ours.description ?? '')
    .gridPos({ x: 12, y: 1, w: 12, h: 8 })
    .datasource(datasource)
    .targets([
      query('vector(77)', 'api').instant(),
      query('vector(35)', 'mcp', 'B').instant(),
      query('vector(63)', 'worker', 'C').instant(),
      query('vector(10)', 'reserve', 'D').instant(),
    ])
    .links([])
    .unit(units.Short)
    .min(0)
    .thresholds(thresholds([null, 'green']))
    .colorScheme(colour(dashboard.FieldColorModeId.PaletteClassic))
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(false)
        .calcs([]),
    )
    .maxVizHeight(300)
    .minVizHeight(16)
    .minVizWidth(8)
    .namePlacement(common.BarGaugeNamePlacement.Left)
    .orientation(common.VizOrientation.Horizontal)
    .reduceOptions(newest)
    .showUnfilled(true)
    .sizing(common.BarGaugeSizing.Auto)
    .valueMode(common.BarGaugeValueMode.Color);
  expect(inJson(theirs.build())).toMatchObject(inJson(ours));
});

test('the frame of a dashboard', () => {
  const { panels, annotations, ...ours } = modelOf('memorai-production-redis');
  const theirs = new dashboard.DashboardBuilder('Memorai production: Redis')
    .uid('memorai-production-redis')
    .description('Memory, hits and evictions of the cache')
    .tags(['memorai', 'memorai-production'])
    .readonly()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .withVariable(
      new dashboard.DatasourceVariableBuilder('datasource')
        .label('Prometheus')
        .description('The Prometheus that watches this environment')
        .type('prometheus'),
    )
    .link(
      new dashboard.DashboardLinkBuilder('production')
        .type(dashboard.DashboardLinkType.Dashboards)
        .tags(['memorai-production'])
        .asDropdown(true)
        .icon('external link')
        .tooltip('The other dashboards of this environment')
        .includeVars(true)
        .keepTime(true),
    );
  expect(inJson(theirs.build())).toMatchObject(inJson(ours));
});

test('every unit is one of Grafana', () => {
  const known = new Set<string>(Object.values(units));
  const asked = platforms.flatMap(([, platform]) =>
    dashboardsOf(platform).flatMap(({ rows }) => rows.flatMap((row) => row.panels.map(({ unit }) => unit))),
  );
  expect([...new Set(asked)].filter((unit) => !known.has(unit))).toEqual([]);
});
