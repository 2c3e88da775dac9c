import type { Fault } from '../../platform/facts';
import { type Fields, isMap, itemsAt, mapAt, textAt } from '../../platform/fields';
import { type Resource, textOf } from '../template';
import type { Metric } from './alarm';
import { unheard } from './unwatched';

/** Alarms and graphs of the templates that would stay silent, since no resource has the name that they watch. */
export function watchedFaults(resources: readonly Resource[]): readonly Fault[] {
  return resources.flatMap((resource) =>
    metricsOf(resource).flatMap((metric) =>
      unheard(`${words[resource.type]} ${resource.logicalId}`, metric, resources).map(
        (message): Fault => ({ check: 'watched', path: 'alarms', message }),
      ),
    ),
  );
}

const words: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::CloudWatch::Dashboard': 'a graph of the dashboard',
};

function metricsOf({ type, properties }: Resource): readonly Metric[] {
  if (type === 'AWS::CloudWatch::Alarm') return metricsIn(properties);
  const body = type === 'AWS::CloudWatch::Dashboard' ? textOf(properties.DashboardBody) : undefined;
  return body === undefined
    ? []
    : itemsAt(JSON.parse(body), 'widgets').flatMap(([, widget]) => metricsOfWidget(widget));
}

/** The metrics of an alarm, as CloudFormation writes them: one, or several and an expression over them. */
export function metricsIn(properties: Fields): readonly Metric[] {
  const of = (value: Fields): Metric => ({
    namespace: textAt(value, 'Namespace') ?? '',
    name: textAt(value, 'MetricName') ?? '',
    dimensions: Object.fromEntries(
      itemsAt(value, 'Dimensions').map(([, { Name, Value }]) => [String(Name), String(textOf(Value))]),
    ),
    statistic: textAt(value, 'Statistic') ?? '',
  });
  const several = itemsAt(properties, 'Metrics').map(([, item]) => mapAt(item, 'MetricStat.Metric'));
  return [properties, ...several].filter(({ Namespace }) => Namespace !== undefined).map(of);
}

/** A line of a graph: namespace, metric, names and values of dimensions, options. */
function metricsOfWidget(widget: Fields): readonly Metric[] {
  const lines = mapAt(widget, 'properties').metrics;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => {
    if (!Array.isArray(line) || isMap(line[0])) return [];
    const [namespace, name, ...rest] = line.filter((word: unknown) => typeof word === 'string');
    const dimensions: Record<string, string> = {};
    for (let at = 0; at + 1 < rest.length; at += 2) dimensions[String(rest[at])] = String(rest[at + 1]);
    return [{ namespace: String(namespace), name: String(name), dimensions, statistic: '' }];
  });
}
