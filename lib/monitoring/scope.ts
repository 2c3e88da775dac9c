import { machinePaths } from '../platform/machine-paths';
import { jobName } from '../platform/scraped';
import type { Platform } from '../platform/types';
import { catalogue, type MetricName } from './catalogue/index';
import type { MetricDefinition, SourceName } from './catalogue/metric';
import { clusterJobs, jobOf } from './jobs';
import type { Instant, Match, Scope } from './promql';

/** Every series of a Prometheus. */
export const alone: Scope = (_, own) => own;

/** Jobs of services are their full names; no exporter and no other program is called so. */
const services: Match = { matches: 'memorai-.+' };

/**
 * Whose series an expression is about, and of requests those of users: what probes and the scraper ask would hide that users
 * get errors or wait, and a pod that stops is not one. The Prometheus of a Compose project watches one environment alone.
 * A cluster has one Prometheus for all that runs in it: other environments have
 * services of the same names, and other teams metrics of the same names. What is scraped in the environment, or is told of
 * its objects, has its namespace; what the cluster has once, as its nodes, belongs to all, and is known by its job; what a
 * rule of ours has made has the label `environment`, which the rule gives it.
 */
export function scopeOf(platform: Pick<Platform, 'environment' | 'cluster' | 'jobNames' | 'services'>): Scope {
  const { environment, cluster } = platform;
  const machines = { notMatches: machinePaths(platform).map(escaped).join('|') };
  return (metric, own) => {
    const { source, labels }: MetricDefinition = catalogue[metric];
    const asked = labels.includes('route') ? { route: machines, ...own } : own;
    if (cluster === undefined) return asked;
    if (source === 'recording' || source === 'alerting') return { environment, ...asked };
    const job = own.job ?? scrapedBy(source);
    const inNamespace = labels.includes('namespace') || !isOfTheCluster(job);
    const { job: _, ...others } = asked;
    return { ...(inNamespace ? { namespace: cluster.namespace } : {}), job: called(platform, job), ...others };
  };
}

/** A path as a regular expression: of what a path may have in a config only the dot means something else. */
const escaped = (path: string): string => path.replaceAll('.', '\\.');

/** As the scraper calls it. */
function called(platform: Pick<Platform, 'jobNames'>, job: Match): Match {
  if (typeof job === 'string') return jobName(platform, job);
  return 'oneOf' in job ? { oneOf: job.oneOf.map((one) => jobName(platform, one)) } : job;
}

const scrapedBy = (source: Exclude<SourceName, 'recording' | 'alerting'>): Match => {
  if (source === 'service') return services;
  // By a text file of the node exporter.
  return jobOf[source === 'backup' ? 'nodeExporter' : source];
};

function isOfTheCluster(job: Match): boolean {
  const jobs = typeof job === 'string' ? [job] : 'oneOf' in job ? job.oneOf : [];
  return jobs.length > 0 && jobs.every((one) => clusterJobs.includes(one));
}

/** An expression as it is asked for an environment. */
export const textFor = (platform: Platform, expression: Instant): string => expression.within(scopeOf(platform));

/** What a rule says of all that it makes, so that it can be asked for where others have a rule of the same name. */
export const ruleLabels = ({ environment, cluster }: Platform): Readonly<Record<string, string>> =>
  cluster === undefined ? {} : { environment };

/** The label that what is scraped in the environment has; none where Prometheus watches nothing else. */
export const place = ({ cluster }: Pick<Platform, 'cluster'>): Readonly<Record<string, string>> =>
  cluster === undefined ? {} : { namespace: cluster.namespace };

/** The metric of a series or a selector, whose name may be a part of a histogram. */
export function metricOf(name: string): MetricName | undefined {
  const whole = name.replace(/_(?:bucket|sum|count)$/, '');
  return [name, whole].find((one): one is MetricName => Object.hasOwn(catalogue, one));
}
