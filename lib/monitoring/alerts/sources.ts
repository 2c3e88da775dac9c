import { catalogue } from '../catalogue/index';
import type { SourceName } from '../catalogue/metric';
import { recordings } from '../recordings';

const isMetric = (name: string): name is keyof typeof catalogue => Object.hasOwn(catalogue, name);

/** Who exports the metrics that an expression names; of a recording rule those of its own expression. */
export function sourcesIn(expression: string): readonly SourceName[] {
  const words: readonly string[] = expression.match(/[a-z_][a-z0-9_]*/gi) ?? [];
  return words.filter(isMetric).flatMap((name) => {
    const recording = recordings.find(({ record }) => record === name);
    return recording === undefined ? [catalogue[name].source] : sourcesIn(recording.expression.text);
  });
}
