import { parser } from '@prometheus-io/lezer-promql';
import type { MetricDefinition } from '../../lib/monitoring/catalogue/metric';

/** Labels that the scraper itself gives, and the one of each bucket. */
const always = ['job', 'instance', 'service', 'pod', 'namespace', '__name__'];

type Catalogue = Readonly<Record<string, MetricDefinition>>;

/** What an expression names that the catalogue does not have, or that is no PromQL; empty when all is known. */
export function unknownNames(text: string, catalogue: Catalogue): string[] {
  const problems: string[] = [];
  const tree = parser.parse(text);
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) problems.push(`no PromQL at ${node.from}`);
      if (node.name === 'VectorSelector') {
        const [name = '', ...labels] = namesWithin(text, node.from, node.to);
        const known = labelsOf(name, catalogue);
        if (known === undefined) problems.push(`no metric ${name}`);
        else for (const label of labels) if (!known.includes(label)) problems.push(`${name} has no label ${label}`);
      }
      if (node.name === 'AggregateExpr') problems.push(...unknownGroups(text, node.from, node.to, catalogue));
    },
  });
  return problems;
}

/** The name of a metric and the labels of its matchers: a selector is one where nothing else stands beside it. */
function namesWithin(text: string, from: number, to: number): string[] {
  const names: string[] = [];
  parser.parse(text.slice(from, to)).iterate({
    enter: ({ name, from: start, to: end }) => {
      if (name === 'Identifier' || name === 'LabelName') names.push(text.slice(from + start, from + end));
    },
  });
  return names;
}

/** Labels by which an aggregation groups, and that no metric inside it has. */
function unknownGroups(text: string, from: number, to: number, catalogue: Catalogue): string[] {
  const inside = text.slice(from, to);
  const groups: string[] = [];
  const known: string[] = [];
  let depth = 0;
  parser.parse(inside).iterate({
    enter: ({ name, from: start, to: end }) => {
      if (name === 'AggregateExpr') depth += 1;
      if (name === 'GroupingLabels' && depth === 1) groups.push(...(inside.slice(start, end).match(/\w+/g) ?? []));
      if (name === 'Identifier') known.push(...(labelsOf(inside.slice(start, end), catalogue) ?? []));
    },
    leave: ({ name }) => {
      if (name === 'AggregateExpr') depth -= 1;
    },
  });
  return groups.filter((label) => !known.includes(label)).map((label) => `nothing is grouped by ${label}`);
}

function labelsOf(name: string, catalogue: Catalogue): readonly string[] | undefined {
  const plain = catalogue[name];
  if (plain !== undefined) {
    // What a rule of ours makes says for which environment.
    const made = plain.source === 'recording' || plain.source === 'alerting' ? ['environment'] : [];
    return plain.type === 'histogram' ? undefined : [...plain.labels, ...always, ...made];
  }
  const [, base = '', part] = /^(.*)_(bucket|sum|count)$/.exec(name) ?? [];
  const histogram = catalogue[base];
  if (histogram?.type !== 'histogram') return undefined;
  return [...histogram.labels, ...always, ...(part === 'bucket' ? ['le'] : [])];
}
