import { type Alarm, isFormula, type Metric } from './alarm';

/** CloudWatch's dashboard is 24 wide; three graphs a row. */
const GRAPH = { width: 8, height: 6 };
const colours = { critical: '#d62728', warning: '#ff9900' };

type Line = (string | Readonly<Record<string, unknown>>)[];

/**
 * Body of the dashboard: first the state of all alarms, then a heading for each subject and a graph for each alarm, with
 * its limit. CloudWatch puts widgets without a place side by side (CloudWatch user guide, "Dashboard body structure").
 * @param alarmArns in the order of the alarms
 */
export function dashboardBody(
  environment: string,
  region: string,
  alarms: readonly Alarm[],
  alarmArns: readonly string[],
): object {
  const subjects = [...new Set(alarms.map(({ subject }) => subject))];
  return {
    widgets: [
      {
        type: 'alarm',
        width: 24,
        height: 2 + Math.ceil(alarms.length / 4),
        properties: { title: `Alarms of ${environment}`, alarms: alarmArns },
      },
      ...subjects.flatMap((subject) => [
        { type: 'text', width: 24, height: 1, properties: { markdown: `## ${subject}` } },
        ...alarms.filter((alarm) => alarm.subject === subject).map((alarm) => graph(alarm, region)),
      ]),
    ],
  };
}

function graph(alarm: Alarm, region: string): object {
  const { measure, threshold, severity, periodSeconds: period } = alarm;
  return {
    type: 'metric',
    ...GRAPH,
    properties: {
      title: alarm.id,
      region,
      view: 'timeSeries',
      period,
      metrics: isFormula(measure)
        ? [
            [{ expression: measure.expression, id: 'result', label: alarm.id }],
            ...Object.entries(measure.metrics).map(([id, metric]) => line(metric, { id, visible: false })),
          ]
        : [line(measure)],
      annotations: {
        horizontal: [{ label: `${severity} ${alarm.comparison}`, value: threshold, color: colours[severity] }],
      },
      yAxis: { left: { min: 0 } },
    },
  };
}

const line = (metric: Metric, options: object = {}): Line => [
  metric.namespace,
  metric.name,
  ...Object.entries(metric.dimensions).flat(),
  { stat: metric.statistic, ...options },
];
