import { hasOperator, jobName } from '../../platform/scraped';
import type { Platform } from '../../platform/types';
import { clusterJobs } from '../jobs';
import { absent, anyOf, equals, last } from '../promql';
import { place } from '../scope';
import { scrapeJobs } from '../scrape-jobs';
import type { Alert } from './alert';
import { everything, query } from './commands';
import { firstJob, hasWatchers, inCluster, onOneMachine, serviceJobs } from './places';
import { isSilent, witnesses } from './witnesses';

/** What is scraped beside the services, in the environment and for all that run in its cluster: no selector asks for both. */
function otherJobs(platform: Platform): readonly (readonly string[])[] {
  const jobs = scrapeJobs(platform)
    .map(({ job_name }) => job_name)
    .filter((job) => !serviceJobs(platform).includes(job));
  const ofTheCluster = (job: string) => clusterJobs.includes(job);
  return [jobs.filter((job) => !ofTheCluster(job)), jobs.filter(ofTheCluster)].filter((some) => some.length > 0);
}

/** Those of which there has to be a target; the operator calls the job of its own Prometheus as it likes. */
const expectedJobs = (platform: Platform): readonly string[] =>
  otherJobs(platform)
    .flat()
    .filter((job) => !(hasOperator(platform) && job === 'prometheus'));

const witnessesOf = (platform: Platform) => witnesses.filter(({ job }) => expectedJobs(platform).includes(job));

/** A target of each job, with these values. */
const present = (jobs: readonly string[], values: string): Readonly<Record<string, string>> =>
  Object.fromEntries(jobs.map((job) => [`up{job="${job}",instance="a"}`, values]));

/** What the jobs of the cluster say of the environment, all but the first. */
const said = (platform: Platform): Readonly<Record<string, string>> =>
  Object.fromEntries(
    witnessesOf(platform)
      .slice(1)
      .map(({ series }) => [series, '1x30']),
  );

const firstOther = (platform: Platform): string => otherJobs(platform)[0]?.[0] ?? '';

/** Exporters may run beside the environment. */
const everywhere = (platform: Platform): string =>
  inCluster(platform) ? 'kubectl get pods --all-namespaces --output wide' : everything(platform);

/** What the scraper does not hear any more, beside the services themselves. */
export const targetAlerts: readonly Alert[] = [
  {
    name: 'TargetDown',
    severity: 'warning',
    for: '5m',
    summary: 'Something is not watched any more',
    description: '{{ $labels.instance }} of the job {{ $labels.job }} does not answer the scraper',
    source: 'E108',
    applies: () => true,
    // Without its exporter a store has no series, and none of its alerts can fire: PostgresDown is quiet as well.
    expression: (platform) => anyOf(otherJobs(platform).map((jobs) => equals(last('up', { job: { oneOf: jobs } }), 0))),
    fires: (platform) => ({
      series: {
        [`up{job="${firstOther(platform)}",instance="exporter:9187"}`]: '1x2 0x20',
        [`up{job="${firstOther(platform)}",instance="other:9121"}`]: '1x22',
      },
      at: '10m',
      labels: { ...place(platform), job: firstOther(platform), instance: 'exporter:9187' },
      says: `exporter:9187 of the job ${jobName(platform, firstOther(platform))} does not answer the scraper`,
    }),
    // A service's own pods are of ServiceDown, which knows that one of several may be away.
    quiet: (platform) => ({
      series: {
        [`up{job="${firstOther(platform)}",instance="exporter:9187"}`]: '1x2 0x3 1x20',
        [`up{job="${firstJob(platform)}",instance="a"}`]: '0x20',
      },
      at: '10m',
    }),
    runbook: {
      means: 'Nothing is known of what this target tells about, and the alerts about it are silent.',
      look: (platform) => [
        { what: 'the exporters, and why one does not run', command: everywhere(platform) },
        { what: 'what the scraper says of it', command: query(platform, 'up == 0') },
      ],
      act: [
        'Do not take silence for health: look at the store itself until its exporter answers again.',
        {
          where: inCluster,
          step: 'An exporter that runs and is ready: look at the NetworkPolicy and at the namespace of the scraper.',
        },
        {
          where: hasWatchers,
          step: 'An exporter that is not there: `docker compose … --profile monitoring up --detach` starts all of them.',
        },
        'A PostgreSQL that is away makes its exporter slow, not silent: three seconds of the ten that a scrape may take.',
      ],
    },
  },
  {
    name: 'TargetMissing',
    severity: 'warning',
    for: '10m',
    summary: 'Something is not watched at all',
    description: 'job {{ $labels.job }} tells nothing of this environment',
    source: 'E107, E108',
    applies: () => true,
    // A target that is gone, or was never there, is not down: it is nowhere, and so are the alerts about it.
    expression: (platform) =>
      anyOf([
        ...expectedJobs(platform).map((job) => absent(last('up', { job }))),
        ...witnessesOf(platform).map(isSilent),
      ]),
    // In a cluster all are there, and the first speaks of others; elsewhere the first is not there.
    fires: (platform) => {
      const [witness] = witnessesOf(platform);
      const job = witness?.job ?? firstOther(platform);
      return {
        series: { ...present(expectedJobs(platform).slice(witness === undefined ? 1 : 0), '1x30'), ...said(platform) },
        at: '20m',
        labels: { ...place(platform), job },
        says: `job ${jobName(platform, job)} tells nothing of this environment`,
      };
    },
    // What is down is there, and says nothing: TargetDown has it.
    quiet: (platform) => ({ series: present(expectedJobs(platform), '0x30'), at: '20m' }),
    runbook: {
      means: 'Nothing is known of what this job tells about, and the alerts about it cannot fire.',
      look: (platform) => [
        { what: 'which jobs there are', command: query(platform, 'count by (job) (up)') },
        { what: 'whether it runs, and where', command: everywhere(platform) },
      ],
      act: [
        { where: inCluster, step: 'Never installed: `memorai list controllers` names what has to be there.' },
        {
          where: inCluster,
          step: 'With the Prometheus operator the jobs of prometheus.yml that no monitor makes belong into additionalScrapeConfigs, under their names.',
        },
        {
          where: inCluster,
          step: 'Scraped by a chart already, under another name (`node-exporter` of kube-prometheus-stack): say so in `monitoring.jobs`.',
        },
        {
          where: inCluster,
          step: 'A target that is up: its series have to keep the namespace of what they are about (`honorLabels: true` of the monitor of cert-manager, kube-state-metrics and kubelets), and its program has to look at this namespace.',
        },
        {
          where: inCluster,
          step: 'A monitor that the operator does not take: its labels have to be those that the Prometheus selects by (`monitoring.labels`).',
        },
        {
          where: hasWatchers,
          step: 'Not started: `docker compose … --profile monitoring up --detach` starts all that is to be watched.',
        },
        {
          where: (platform) => onOneMachine(platform) && !hasWatchers(platform),
          step: 'Prometheus is run by somebody else: the jobs that it needs are those of prometheus.yml, under their names.',
        },
      ],
    },
  },
];
