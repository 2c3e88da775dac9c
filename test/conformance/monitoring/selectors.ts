import { parser } from '@prometheus-io/lezer-promql';

/** The series that an expression reads, each selector once and without its range. */
export function selectorsOf(expression: string): readonly string[] {
  const selectors = new Set<string>();
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'VectorSelector') selectors.add(expression.slice(from, to));
    },
  });
  return [...selectors];
}
