import type { NameKind } from './facts';

/** Words of PromQL that stand where a metric could. */
const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

/** Labels of series whose values are names of something else. */
const named: Readonly<Record<string, NameKind>> = {
  job: 'job',
  namespace: 'namespace',
  dimension_QueueName: 'queue',
};

export interface NameInExpression {
  readonly kind: NameKind;
  readonly name: string;
}

/**
 * Metrics that an expression asks for, and what its matchers name. A reader of the little that our rules are written in,
 * not of all PromQL: Prometheus' own grammar is 200 KiB, and is held against this one in a test.
 */
export function namesIn(expression: string): readonly NameInExpression[] {
  const matchers: NameInExpression[] = [];
  // A matcher may hold anything in quotes: braces are read first, and taken out.
  const bare = expression
    .replace(/\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}/g, (_, inside: string) => {
      matchers.push(...valuesOf(inside));
      return ' ';
    })
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const metrics = Array.from(bare.matchAll(/(?<![\w.:])[A-Za-z_:][\w:]*(?![\w:]|\s*\()/g), ([name]) => name)
    // `sum by (job) (…)` has lost its first pair of parentheses, and looks like a name.
    .filter((name) => !words.has(name.toLowerCase()) && !aggregations.has(name));
  return [...new Set(metrics)].map((name): NameInExpression => ({ kind: 'metric', name })).concat(matchers);
}

const aggregations = new Set(['sum', 'avg', 'min', 'max', 'count', 'topk', 'bottomk', 'quantile', 'stddev']);

function valuesOf(matchers: string): readonly NameInExpression[] {
  return Array.from(matchers.matchAll(/(\w+)(=~?)"((?:[^"\\]|\\.)*)"/g)).flatMap(([, label = '', operator, value]) => {
    const kind = named[label];
    if (kind === undefined || value === undefined) return [];
    // A pattern names nothing.
    const names = operator === '=~' ? value.split('|').filter((name) => /^[\w-]+$/.test(name)) : [value];
    return names.map((name) => ({ kind, name }));
  });
}
