import { namesIn } from '../../platform/names-in-expression';
import { catalogue } from '../catalogue/index';
import type { MetricDefinition, SourceName } from '../catalogue/metric';
import { recordings } from '../recordings';

const definitions: Readonly<Record<string, MetricDefinition>> = catalogue;

/** A metric by its own name, or by that of a series of its histogram. */
const definitionOf = (name: string): MetricDefinition | undefined =>
  definitions[name] ?? definitions[name.replace(/_(?:bucket|sum|count)$/, '')];

/** Who exports the metrics that an expression names; of a recording rule those of its own expression. */
export function sourcesIn(expression: string): readonly SourceName[] {
  return namesIn(expression).flatMap(({ kind, name }) => {
    const definition = kind === 'metric' ? definitionOf(name) : undefined;
    if (definition === undefined) return [];
    const recording = recordings.find(({ record }) => record === name);
    return recording === undefined ? [definition.source] : sourcesIn(recording.expression.text);
  });
}
