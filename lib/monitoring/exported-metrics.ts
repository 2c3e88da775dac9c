import { exportsBackups } from '../platform/backup-metrics';
import { isOtherJob, type OtherJob } from '../platform/scraped';
import type { Platform } from '../platform/types';
import { sourcesIn } from './alerts/sources';
import { catalogue } from './catalogue/index';
import type { MetricDefinition, SourceName } from './catalogue/metric';
import { jobOf } from './jobs';
import type { Instant } from './promql';
import { recordings } from './recordings';
import { alone } from './scope';
import { scrapeJobs } from './scrape-jobs';

const suffixes: Readonly<Record<MetricDefinition['type'], readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

const definitions: Readonly<Record<string, MetricDefinition>> = catalogue;

/** Jobs of which one has to be scraped for a source to be heard; none for services, of which any does. */
const jobsFor = (source: SourceName): readonly OtherJob[] | undefined => {
  if (source === 'recording' || source === 'backup') return undefined;
  return source === 'service' ? [] : [jobOf[source]];
};

/** One series by the name under which a query asks for it, and the jobs that bring it in. */
export interface Series {
  readonly name: string;
  readonly jobs: readonly OtherJob[];
}

/**
 * The series of the catalogue that come by a scrape. What a recording rule makes is not among them: the rule itself is in
 * the output.
 */
export const scrapedSeries: readonly Series[] = Object.entries(definitions).flatMap(([name, { source, type }]) => {
  const jobs = jobsFor(source);
  return jobs === undefined ? [] : suffixes[type].map((suffix) => ({ name: `${name}${suffix}`, jobs }));
});

/** Metrics that our own rules have to record where these jobs are scraped: whoever has dashboards of the guide asks for them. */
export const promised: readonly Series[] = Object.keys(definitions)
  .filter((name) => definitions[name]?.source === 'recording')
  .map((name) => ({
    name,
    jobs: recordings
      .filter(({ record }) => record === name)
      .flatMap(({ expression }) => sourcesIn(expression).flatMap((source) => jobsFor(source) ?? [])),
  }));

/** Whether somebody who is scraped in an environment has every metric that an expression names. */
export function watchedIn(platform: Platform): (expression: Instant) => boolean {
  const jobs = scrapeJobs(platform).map(({ job_name }) => job_name);
  const hasServices = jobs.some((job) => !isOtherJob(job));
  const comes = (source: SourceName): boolean => {
    if (source === 'backup') return exportsBackups(platform);
    const needed = jobsFor(source) ?? [];
    return needed.length === 0 ? hasServices : needed.some((job) => jobs.includes(job));
  };
  // What is asked of each service is nothing where there is none.
  return (expression) => expression.within(alone) !== '' && sourcesIn(expression).every(comes);
}
