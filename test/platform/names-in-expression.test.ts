import { parser } from '@prometheus-io/lezer-promql';
import { loadEnvironments } from '../../lib/cli/environments';
import { ruleGroups } from '../../lib/monitoring/rules';
import { namesIn } from '../../lib/platform/names-in-expression';

/** Metrics of an expression by Prometheus' own grammar: the name that each selector starts with. */
function byGrammar(text: string): string[] {
  const names = new Set<string>();
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      const metric = name === 'VectorSelector' ? /^[A-Za-z_:][\w:]*/.exec(text.slice(from, to))?.[0] : undefined;
      if (metric !== undefined) names.add(metric);
    },
  });
  return [...names].sort();
}

const metricsIn = (text: string) =>
  namesIn(text)
    .flatMap(({ kind, name }) => (kind === 'metric' ? [name] : []))
    .sort();

const expressions = loadEnvironments({ folder: 'environments', names: [] })
  .filter(({ platform }) => platform.alerting !== undefined)
  .flatMap(({ platform }) => ruleGroups(platform).flatMap(({ rules }) => rules.map(({ expr }) => expr)));

test.each([...new Set(expressions)].sort())('the same metrics as the grammar finds: %s', (expression) => {
  expect(metricsIn(expression)).toEqual(byGrammar(expression));
});

test('matchers name jobs, namespaces and queues', () => {
  expect(namesIn('sum by (job) (up{job=~"a|b",namespace="n"}) and x{dimension_QueueName="q",other="z{}"} > 1')).toEqual(
    [
      { kind: 'metric', name: 'up' },
      { kind: 'metric', name: 'x' },
      { kind: 'job', name: 'a' },
      { kind: 'job', name: 'b' },
      { kind: 'namespace', name: 'n' },
      { kind: 'queue', name: 'q' },
    ],
  );
});
