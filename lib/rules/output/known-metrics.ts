import { isOtherJob, measuredServices } from '../../platform/scraped';
import type { Platform } from '../../platform/types';
import { type Output, where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

/** Whether one of the jobs is scraped by anything; of a service, which has none, whether any service is. */
const isScraped = (output: Output, { jobNames }: Platform, jobs: readonly string[]): boolean =>
  jobs.length === 0
    ? output.definitions('job').some(({ name }) => !isOtherJob(name))
    : jobs.some((job) => output.find('job', job).length > 0 || job in jobNames);

/** By prometheus.yml, or by what the operator is told. */
const isScrapedSeries = (output: Output, platform: Platform, name: string): boolean =>
  output.find('series', name).some(({ parts = [] }) => isScraped(output, platform, parts));

export const knownMetrics: OutputRule = {
  id: 'known-metrics',
  severity: 'error',
  protects: 'rules and autoscalers from a metric that nobody exports: they are valid, and silent for ever',
  source: 'E98-E105',
  reads: ['monitoring', 'services.*.autoscaling.metrics', 'services.*.metrics', 'patches', 'extraObjects'],
  wayOut: 'take a name of docs/metrics.md whose exporter is scraped, or record one',
  check: (output, platform) => {
    // What a config scales on comes through an adapter, under a name that the config alone knows.
    const scaledOn = Object.values(platform.services).flatMap(({ autoscaling }) =>
      autoscaling?.kind === 'hpa' ? autoscaling.metrics.map(({ name }) => name) : [],
    );
    // What is scraped and promised is in files that were not rendered.
    if (platform.alerting !== undefined && !platform.targets.includes('monitoring')) return [];
    const scraped = measuredServices(platform).map(({ fullName }) => fullName);
    return [
      ...unresolved(output, {
        kind: 'metric',
        word: 'metric',
        missing: 'which nothing that is scraped exports',
        path: 'monitoring',
        isElsewhere: ({ name, file }) =>
          isScrapedSeries(output, platform, name) || (file.startsWith('kubernetes/') && scaledOn.includes(name)),
      }),
      ...unresolved(output, {
        kind: 'recorded',
        word: 'metric',
        missing: 'which docs/metrics.md promises and no rule records',
        path: 'monitoring',
        references: output
          .references('recorded')
          .filter(({ part }) => isScraped(output, platform, part === undefined ? [] : [part]))
          .map(({ part: _, ...reference }) => reference),
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
        // What a team adds has names of its own.
        .filter(({ name, source }) => source === undefined && !isOtherJob(name) && !scraped.includes(name))
        .map((one) => ({
          path: 'monitoring',
          message: `${where(one)} is job ${one.name}, which is no service and no exporter; there are ${scraped.join(', ')}`,
        })),
      ...unresolved(output, {
        kind: 'job',
        word: 'job',
        missing: 'which scrapes nothing',
        path: 'monitoring',
        isElsewhere: ({ name }) => Object.values(platform.jobNames).includes(name),
      }),
    ];
  },
};
