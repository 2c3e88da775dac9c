import { where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const knownMetrics: OutputRule = {
  id: 'known-metrics',
  severity: 'error',
  protects: 'rules and autoscalers from a metric that nobody exports: they are valid, and silent for ever',
  source: 'E98-E105',
  reads: ['monitoring', 'services.*.autoscaling.metrics'],
  wayOut: 'take a name of docs/metrics.md whose exporter is scraped, or record one',
  check: (output, { services }) => {
    // What a config scales on comes through an adapter, under a name that the config alone knows.
    const scaledOn = Object.values(services).flatMap(({ autoscaling }) =>
      autoscaling?.kind === 'hpa' ? autoscaling.metrics.map(({ name }) => name) : [],
    );
    const scraped = Object.values(services).map(({ fullName }) => fullName);
    return [
      ...unresolved(output, {
        kind: 'metric',
        word: 'metric',
        missing: 'which nothing that is scraped exports',
        path: 'monitoring',
        isElsewhere: ({ name, file }) => file.startsWith('kubernetes/') && scaledOn.includes(name),
      }),
      ...unresolved(output, {
        kind: 'recorded',
        word: 'metric',
        missing: 'which docs/metrics.md promises and no rule records',
        path: 'monitoring',
      }),
      ...output
        .definitions('recorded')
        .filter(({ name }) => !output.references('recorded').some((one) => one.name === name))
        .map((one) => ({
          path: 'monitoring',
          message: `${where(one)} records ${one.name}, which is not in docs/metrics.md`,
        })),
      ...output
        .definitions('job')
        .filter(({ name, parts }) => parts === undefined && !scraped.includes(name))
        .map((one) => ({
          path: 'monitoring',
          message: `${where(one)} is job ${one.name}, which is no service and no exporter; there are ${scraped.join(', ')}`,
        })),
      ...unresolved(output, {
        kind: 'job',
        word: 'job',
        missing: 'which scrapes nothing',
        path: 'monitoring',
      }),
    ];
  },
};
