import { createHash } from 'node:crypto';
import { runbookUrl } from '../../platform/documentation';
import type { Platform } from '../../platform/types';
import type { Alert } from '../alerts/alert';
import { alertsOf } from '../alerts/index';
import { type Instant, last } from '../promql';
import { textFor } from '../scope';

import type { Dashboard, Panel, Query } from './dashboard';
import { type Placed, placed } from './layout';
import type { DashboardModel, Heading, Link, PanelModel, Target, Threshold } from './written';

/** The version of the format that the types describe (Grafana 12); newer ones migrate it when they load it. */
const SCHEMA_VERSION = 42;
/** Longest uid that Grafana takes. */
const LONGEST_UID = 40;
/** The variable by which a reader picks the Prometheus that is asked. */
const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

/** `memorai-production-overview`. The name of a long environment is cut, and told apart by its hash. */
export function uidOf({ environment }: Platform, name: string): string {
  const whole = `memorai-${environment}-${name}`;
  if (whole.length <= LONGEST_UID) return whole;
  const hash = createHash('sha256').update(environment).digest('hex').slice(0, 8);
  const room = LONGEST_UID - `memorai---${hash}${name}`.length;
  return `memorai-${environment.slice(0, room)}-${hash}-${name}`;
}

/** The tag by which the dashboards of an environment link to each other. */
const tagOf = ({ environment }: Platform): string => `memorai-${environment}`;

/** Alerts that fire, over every graph: each stretch is one mark, with the alert's name and whom it is about. */
export const firing: Instant = last('ALERTS', { alertstate: 'firing', severity: { matches: 'critical|warning' } });

/**
 * A dashboard in Grafana's words.
 *
 * @param alerts - those of the environment; whoever makes several dashboards asks for them once
 */
export function dashboardModel(
  platform: Platform,
  dashboard: Dashboard,
  alerts: readonly Alert[] = alertsOf(platform),
): DashboardModel {
  return {
    uid: uidOf(platform, dashboard.name),
    title: `Memorai ${platform.environment}: ${dashboard.title}`,
    description: dashboard.description,
    tags: ['memorai', tagOf(platform)],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [
        {
          type: 'datasource',
          name: 'datasource',
          label: 'Prometheus',
          description: 'The Prometheus that watches this environment',
          query: 'prometheus',
        },
      ],
    },
    annotations: {
      list: [
        {
          name: 'Alerts',
          enable: true,
          iconColor: 'red',
          datasource,
          expr: textFor(platform, firing),
          step: '60s',
          titleFormat: '{{alertname}}',
          textFormat: '{{job}} {{instance}}',
          tagKeys: 'severity',
        },
      ],
    },
    links: [
      {
        type: 'dashboards',
        title: platform.environment,
        tags: [tagOf(platform)],
        asDropdown: true,
        icon: 'external link',
        tooltip: 'The other dashboards of this environment',
        includeVars: true,
        keepTime: true,
        targetBlank: false,
      },
    ],
    panels: placed(dashboard.rows).map((one, index) => model(one, index + 1, platform, alerts)),
  };
}

function model(one: Placed, id: number, platform: Platform, alerts: readonly Alert[]): Heading | PanelModel {
  if (one.kind === 'heading')
    return { id, type: 'row', title: one.title, collapsed: false, gridPos: one.at, panels: [] };
  const { panel, at } = one;
  const marks = marksOf(panel, alerts);
  const common = {
    id,
    title: panel.title,
    description: panel.description,
    gridPos: at,
    datasource,
    targets: panel.queries.map((query, index) => target(platform, panel, query, index)),
    links: runbooks(platform, panel, alerts),
  };
  const shown = {
    unit: panel.unit,
    ...(panel.unit === 's' || panel.unit === 'percentunit' ? {} : { min: 0 }),
    thresholds: { mode: 'absolute', steps: steps(panel, marks) },
  } as const;
  const reduceOptions = { calcs: ['lastNotNull'], values: false };
  switch (panel.kind) {
    case 'graph':
      return {
        ...common,
        type: 'timeseries',
        fieldConfig: {
          defaults: {
            ...shown,
            color: { mode: 'palette-classic' },
            custom: {
              drawStyle: 'line',
              lineWidth: 1,
              fillOpacity: panel.stacked === true ? 30 : 10,
              showPoints: 'never',
              spanNulls: false,
              axisSoftMin: 0,
              stacking: { mode: panel.stacked === true ? 'normal' : 'none', group: 'A' },
              thresholdsStyle: { mode: marks.length === 0 ? 'off' : 'dashed' },
            },
          },
          overrides: [],
        },
        options: {
          legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
          tooltip: { mode: 'multi', sort: 'desc' },
        },
      };
    case 'stat':
      return {
        ...common,
        type: 'stat',
        fieldConfig: { defaults: { ...shown, color: { mode: 'thresholds' } }, overrides: [] },
        options: {
          colorMode: marks.length === 0 ? 'none' : 'background',
          graphMode: panel.unit === 'bool_yes_no' ? 'none' : 'area',
          justifyMode: 'auto',
          orientation: 'auto',
          percentChangeColorMode: 'standard',
          reduceOptions,
          showPercentChange: false,
          textMode: 'auto',
          wideLayout: true,
        },
      };
    case 'bars':
      return {
        ...common,
        type: 'bargauge',
        fieldConfig: { defaults: { ...shown, color: { mode: 'palette-classic' } }, overrides: [] },
        options: {
          displayMode: 'basic',
          legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
          maxVizHeight: 300,
          minVizHeight: 16,
          minVizWidth: 8,
          namePlacement: 'left',
          orientation: 'horizontal',
          reduceOptions,
          showUnfilled: true,
          sizing: 'auto',
          valueMode: 'color',
        },
      };
  }
}

/** `A`, `B`, … `Z`, `AA`: what a query is called within its panel. */
const refId = (index: number): string =>
  (index < 26 ? '' : refId(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

const target = (platform: Platform, panel: Panel, query: Query, index: number): Target => {
  const { expression, legend, once = false } = query;
  // A bar needs one value; a number has its last hours behind it.
  const instant = once || panel.kind === 'bars';
  return {
    refId: refId(index),
    datasource,
    editorMode: 'code',
    expr: textFor(platform, expression),
    legendFormat: legend,
    instant,
    range: !instant,
  };
};

/** A limit, and the colour of what is past it: red where an alert is critical, orange where none is. */
interface Mark {
  readonly value: number;
  readonly color: 'orange' | 'red';
}

/** The limits of the model, and of the alerts that the environment has, from low to high; of two in one place the graver. */
function marksOf({ limits = [] }: Panel, alerts: readonly Alert[]): readonly Mark[] {
  const marks = new Map<number, Mark>();
  for (const { value, alert } of limits) {
    const found = alerts.find(({ name }) => name === alert);
    if (alert !== undefined && found === undefined) continue;
    const color = found?.severity === 'critical' || marks.get(value)?.color === 'red' ? 'red' : 'orange';
    marks.set(value, { value, color });
  }
  return [...marks.values()].sort((one, other) => one.value - other.value);
}

/** Green up to the first mark; or from it, where what is above is good. */
function steps({ good = 'below' }: Panel, marks: readonly Mark[]): readonly Threshold[] {
  const [first] = marks;
  if (good === 'below' || first === undefined) return [{ value: null, color: 'green' }, ...marks];
  return [
    { value: null, color: first.color },
    { value: first.value, color: 'green' },
  ];
}

/** A link to the page of each alert that looks at the same. */
function runbooks(platform: Platform, panel: Panel, alerts: readonly Alert[]): readonly Link[] {
  const named = new Set([...(panel.limits ?? []).map(({ alert }) => alert), ...(panel.alerts ?? [])]);
  return alerts
    .filter(({ name }) => named.has(name))
    .map(({ name }) => ({
      type: 'link',
      title: `Runbook: ${name}`,
      url: runbookUrl(platform, name),
      icon: 'doc',
      tooltip: '',
      tags: [],
      asDropdown: false,
      includeVars: false,
      keepTime: false,
      targetBlank: true,
    }));
}
